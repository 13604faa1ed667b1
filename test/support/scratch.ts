// One temporary folder a test file, removed when its tests are done; with another runner, when its process ends.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Vitest may only be loaded by itself. */
const afterAll: (end: () => void) => void =
  process.env["VITEST"] === undefined
    ? (end) => process.once("exit", end)
    : (await import("vitest")).afterAll;

let folder: string | null = null;

/** A path in the folder. */
export function scratch(name: string): string {
  folder ??= mkdtempSync(join(tmpdir(), "inquest-hostile-"));
  return join(folder, name);
}

/** Writes a file into the folder and returns its path. */
export function scratchFile(name: string, content: string | Uint8Array): string {
  const path = scratch(name);
  writeFileSync(path, content);
  return path;
}

afterAll(() => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  folder = null;
});
