// Which lines of an outline are folded: all from a depth on, but for those that were turned by hand.

import type { Outline } from "./outline.ts";

export interface Folds {
  readonly openTo: number;
  /** Lines that are not as `openTo` has them. */
  readonly turned: ReadonlySet<number>;
}

export const NONE: ReadonlySet<number> = new Set();

export function foldsFrom(openTo: number): Folds {
  return { openTo, turned: NONE };
}

export function isFolded({ openTo, turned }: Folds, outline: Outline, line: number): boolean {
  return outline.depth(line) >= openTo !== turned.has(line);
}

/** Folds the line, or unfolds it. */
export function turn({ openTo, turned }: Folds, line: number): Folds {
  const next = new Set(turned);
  if (!next.delete(line)) next.add(line);
  return { openTo, turned: next };
}

/** Unfolds all that a line is folded into; the same folds where it is in sight. */
export function uncover(folds: Folds, outline: Outline, line: number): Folds {
  let next = folds;
  for (let above = outline.parent(line); above >= 0; above = outline.parent(above))
    if (isFolded(next, outline, above)) next = turn(next, above);
  return next;
}
