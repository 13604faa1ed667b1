// The names in an archive: each allowed by the path rules, and no two that any file system takes for one.

import { collisionKey, pathFault } from "../encoding/path.ts";
import { Fault } from "../model/fault.ts";

/** @throws Fault with a `path-` code, or `zip-duplicate-name`. */
export function checkNames(names: readonly string[]): void {
  const exact = new Set<string>();
  const folded = new Map<string, string>();
  for (const name of names) {
    const fault = pathFault(name);
    if (fault !== null) throw new Fault(fault.code, fault.message, { file: name });
    if (exact.has(name)) {
      throw new Fault("zip-duplicate-name", `the archive holds ${JSON.stringify(name)} twice`, {
        file: name,
      });
    }
    exact.add(name);
    const twin = folded.get(collisionKey(name));
    if (twin !== undefined) collision(name, twin);
    folded.set(collisionKey(name), name);
  }
  checkFolders(names, folded);
}

/** No path may be a file here and a folder there, nor may two spellings of one folder be mixed. */
function checkFolders(names: readonly string[], files: ReadonlyMap<string, string>): void {
  const folders = new Map<string, string>();
  for (const name of names) {
    for (let slash = name.lastIndexOf("/"); slash > 0; slash = name.lastIndexOf("/", slash - 1)) {
      const folder = name.slice(0, slash);
      // Seen in this spelling: its own parents were looked at then.
      const key = collisionKey(folder);
      const known = folders.get(key);
      if (known === folder) break;
      const file = files.get(key);
      if (known !== undefined) collision(name, known);
      if (file !== undefined) collision(name, file);
      folders.set(key, folder);
    }
  }
}

function collision(a: string, b: string): never {
  throw new Fault(
    "path-collision",
    `${JSON.stringify(a)} and ${JSON.stringify(b)} are the same place on some file systems`,
    { file: a, expected: b },
  );
}
