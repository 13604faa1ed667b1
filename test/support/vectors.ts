// Test vectors of standards lie beside the project in ../shared/data, and are not part of it. Where that folder is
// absent, the tests that need it are skipped and say so.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";

const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

export interface Vectors {
  /** All files below a folder, in path order, relative to the vectors' root. */
  list(folder: string): string[];
  text(path: string): string;
  bytes(path: string): Uint8Array;
  /** JSON as its writer describes it; vectors are trusted to have their shape. */
  json(path: string): unknown;
}

/** `describe` over the vectors in ../shared/data/`folder`, or a skipped group that names the missing folder. */
export function describeVectors(name: string, folder: string, body: (vectors: Vectors) => void): void {
  const root = join(DATA, folder);
  if (existsSync(root)) {
    describe(name, () => body(open(root)));
    return;
  }
  const reason = `../shared/data/${folder} is not there`;
  console.warn(`skipped: ${name} (${reason})`);
  describe.skip(name, () => {
    it(`is skipped: ${reason}`, () => {});
  });
}

function open(root: string): Vectors {
  const text = (path: string): string => readFileSync(join(root, path), "utf8");
  return {
    list: (folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/"))
        .map((path) => path.replace(/^\//, ""))
        .toSorted(),
    text,
    bytes: (path) => readFileSync(join(root, path)),
    json: (path) => JSON.parse(text(path)) as unknown,
  };
}
