// A bundle with one large file, opened.

import { onTestFinished } from "vitest";
import { BundleReader } from "../../../../electron/bundle/access/bundle-reader.ts";
import type { RestartBuilder } from "../../../../electron/bundle/access/restarts.ts";
import { seededRandom } from "../../../shared/encoding/arbitraries.ts";
import { makeZip } from "../../../support/raw-zip.ts";
import type { RawEntry } from "../../../support/raw-zip.ts";
import { scratchFile } from "../../../support/scratch.ts";

export const LOG = "data/action-log/entries.jsonl";

const random = seededRandom(11);
export const NOISE = Buffer.from(Array.from({ length: 300_000 }, () => random(256)));
const lines = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) =>
      `{"seq":${i},"id":"act-${random(1e9)}","outcome":"success","note":"${"x".repeat(random(90))}"}\n`,
  ).join("");

/** Some 6 MB: lines, noise that deflates to stored blocks, zeros, lines. */
export const CONTENT = Buffer.concat([
  Buffer.from(lines(25_000)),
  NOISE,
  Buffer.alloc(500_000),
  Buffer.from(lines(25_000)),
]);

let count = 0;

/** The file's archive, with another file behind it; `how` changes how the large one is written. */
export async function readerOf(how: Partial<RawEntry>): Promise<BundleReader> {
  count += 1;
  const bytes = makeZip([
    { name: LOG, content: CONTENT, ...how },
    { name: "data/other", content: "other" },
  ]);
  const reader = await BundleReader.open(scratchFile(`large-${count}.inqb`, bytes));
  onTestFinished(() => reader.close());
  return reader;
}

export async function scanned(
  reader: BundleReader,
  path: string,
  restarts?: RestartBuilder,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  await reader.scan(reader.entry(path)!, (chunk) => void chunks.push(Uint8Array.from(chunk)), { restarts });
  return Buffer.concat(chunks);
}
