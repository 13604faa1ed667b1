// A list of files with hashes against the files that are there: the closed-world rule, used by the manifests
// and by the signed statement.

import { Fault } from "../model/fault.ts";
import type { FileFact } from "./facts.ts";

/** The first disagreement, or null. Codes: `file-unlisted`, `file-missing`, `file-hash`. */
export function compareListing(
  listed: ReadonlyMap<string, string>,
  present: readonly FileFact[],
  lister: string,
): Fault | null {
  const names = new Set(present.map(({ path }) => path));
  for (const { path, sha256 } of present) {
    const expected = listed.get(path);
    const shown = JSON.stringify(path);
    if (expected === undefined) {
      return new Fault("file-unlisted", `${shown} is in the bundle, but ${lister} does not list it`, {
        file: path,
      });
    }
    if (expected !== sha256) {
      const place = { file: path, expected, found: sha256 };
      return new Fault(
        "file-hash",
        `${shown} is not the file that ${lister} lists: its SHA-256 differs`,
        place,
      );
    }
  }
  for (const path of listed.keys()) {
    if (!names.has(path)) {
      const message = `${lister} lists ${JSON.stringify(path)}, but the bundle does not hold it`;
      return new Fault("file-missing", message, { file: path });
    }
  }
  return null;
}
