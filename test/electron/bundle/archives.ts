// Bundles for tests: packed by the product, taken apart and put together again by its own reader and writer.

import { readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { incidentFileSchema } from "../../../shared/encoding/statement.ts";
import { DEFAULT_INFLATION_LIMITS } from "../../../shared/model/limits.ts";
import { readArchive } from "../../../electron/bundle/archive.ts";
import { packBundle } from "../../../electron/bundle/pack.ts";
import type { Packed, PackOptions } from "../../../electron/bundle/pack.ts";
import { parseSelection } from "../../../electron/bundle/selection.ts";
import { ZipWriter } from "../../../electron/bundle/zip-writer.ts";
import { INCIDENT, ORIGIN } from "../../support/evidence.ts";
import { BUNDLE_KEY, LOG_KEY } from "../../support/keys.ts";

/** Packs a folder with the test keys; `more` changes the options. */
export function pack(
  folder: string,
  output: string,
  selection: string | null = null,
  more: Partial<PackOptions> = {},
): Promise<Packed> {
  return packBundle({
    folder,
    output,
    incident: incidentFileSchema.parse(INCIDENT),
    bundleKey: BUNDLE_KEY,
    logKey: LOG_KEY,
    origin: ORIGIN,
    selection: selection === null ? null : parseSelection(selection),
    force: false,
    ...more,
  });
}

export async function unzip(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const handle = await open(path, "r");
  try {
    await readArchive(handle, readFileSync(path).length, {
      limits: DEFAULT_INFLATION_LIMITS,
      sink: ({ name }) => {
        const chunks: Uint8Array[] = [];
        return {
          write: (chunk) => void chunks.push(Uint8Array.from(chunk)),
          end: () => void files.set(name, Buffer.concat(chunks)),
        };
      },
    });
  } finally {
    await handle.close();
  }
  return files;
}

export async function zip(path: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  writeFileSync(path, "");
  const handle = await open(path, "r+");
  try {
    const writer = new ZipWriter(handle);
    for (const [name, bytes] of files) await writer.add(name, bytes.length, once(bytes));
    await writer.finish();
  } finally {
    await handle.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
