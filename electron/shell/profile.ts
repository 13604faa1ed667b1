// Where Chromium keeps its own files: apart from ours, and in a passing place where the state folder cannot be made.

import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes the folder and gives its path. */
export function profileFolder(stateFolder: string): string {
  const folder = join(stateFolder, "chromium");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch {
    return mkdtempSync(join(tmpdir(), "inquest-chromium-"));
  }
}
