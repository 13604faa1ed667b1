// The names in an archive: each allowed by the path rules, and no two that any file system takes for one.

import { collisionKey, pathFault } from "../encoding/path.ts";
import { Fault } from "../model/fault.ts";

/** @throws Fault with a `path-` code, or `zip-duplicate-name`. */
export function checkNames(names: readonly string[]): void {
  for (const name of names) {
    const fault = pathFault(name);
    if (fault !== null) throw new Fault(fault.code, fault.message, { file: name });
  }
  // In the order of their folded segments, all that is the same place to some file system stands side by side: two
  // spellings of a file or of a folder, and a file beside what lies in the folder of its name.
  const sorted = names
    .map((name) => ({ name, key: collisionKey(name).replaceAll("/", "\0") }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  for (const [i, next] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before !== undefined) checkNeighbours(before, next);
  }
}

interface Folded {
  readonly name: string;
  readonly key: string;
}

function checkNeighbours(before: Folded, next: Folded): void {
  if (before.name === next.name) {
    const message = `the archive holds ${JSON.stringify(next.name)} twice`;
    throw new Fault("zip-duplicate-name", message, { file: next.name });
  }
  const [a, b] = [before.name.split("/"), next.name.split("/")];
  const [aKeys, bKeys] = [before.key.split("\0"), next.key.split("\0")];
  for (let i = 0; i < a.length && i < b.length && aKeys[i] === bKeys[i]; i += 1) {
    const fileThere = i === a.length - 1 || i === b.length - 1;
    if (a[i] !== b[i] || fileThere) collision(next.name, before.name);
  }
}

function collision(a: string, b: string): never {
  throw new Fault(
    "path-collision",
    `${JSON.stringify(a)} and ${JSON.stringify(b)} are the same place on some file systems`,
    { file: a, expected: b },
  );
}
