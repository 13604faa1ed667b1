// What an OutlineView remembers: folds, lines shown whole, the cursor, and a place it is on its way to.

import { useEffect, useMemo, useRef, useState } from "react";
import { useRows } from "../virtual/use-rows.ts";
import type { Rows } from "../virtual/use-rows.ts";
import { foldsFrom, isFolded, NONE, turn, uncover } from "./folds.ts";
import type { Folds } from "./folds.ts";
import { firstRow, layOut, MORE, placeInLine, rowAt } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { OPEN } from "./outline.ts";
import type { Outline } from "./outline.ts";

export const LINE_HEIGHT = 20;
export const OVERSCAN = 6;

interface Memory {
  /** All of it belongs to this outline. */
  readonly outline: Outline;
  readonly folds: Folds;
  readonly whole: ReadonlySet<number>;
  readonly cursor: number;
  /** A place of the source to bring into view once it is laid out; one object for each going there. */
  readonly goal: { readonly offset: number } | null;
}

export interface OutlineState {
  readonly layout: Layout;
  readonly rows: Rows;
  readonly cursor: number;
  readonly isFolded: (line: number) => boolean;
  readonly foldTo: (depth: number) => void;
  readonly turn: (line: number) => void;
  /** Folds or unfolds the line, or shows all of it. */
  readonly activate: (line: number) => void;
  readonly moveTo: (line: number) => void;
  /** Brings a place of the source into view, whatever hides it. */
  readonly goTo: (offset: number) => void;
}

export function useOutlineView(
  outline: Outline,
  columns: number,
  openTo: number,
  place: number | null,
): OutlineState {
  const start = useMemo(() => (place === null ? null : { offset: place }), [place]);
  const fresh = { outline, folds: foldsFrom(openTo), whole: NONE, cursor: 0, goal: start };
  const [held, hold] = useState<Memory>(fresh);
  const memory = held.outline === outline ? held : fresh;
  const { folds, whole, goal } = memory;
  const change = (part: Partial<Memory>): void => hold({ ...memory, ...part });

  const layout = useMemo(
    () => layOut(outline, { columns, whole, isFolded: (line) => isFolded(folds, outline, line) }),
    [outline, columns, folds, whole],
  );
  const rows = useRows(layout.count, LINE_HEIGHT, 0, OVERSCAN);

  const { settle } = rows;
  const isLaidOut = rows.extent.viewHeight > 0 && rows.extent.rows === layout.count;
  const reached = useRef<Memory["goal"]>(null);
  useEffect(() => {
    if (goal === null || goal === reached.current || !isLaidOut || outline.lines === 0) return;
    reached.current = goal;
    const line = outline.lineAt(goal.offset);
    settle(rowAt(layout, line, placeInLine(outline, line, goal.offset)));
  }, [goal, isLaidOut, layout, outline, settle]);

  return {
    layout,
    rows,
    cursor: memory.cursor,
    isFolded: (line) => isFolded(folds, outline, line),
    foldTo: (depth) => change({ folds: foldsFrom(depth) }),
    turn: (line) => change({ folds: turn(folds, line) }),
    activate: (line) =>
      change(
        outline.kindCode(line) === OPEN ? { folds: turn(folds, line) } : { whole: new Set([...whole, line]) },
      ),
    moveTo: (line) => {
      change({ cursor: line });
      rows.reveal(firstRow(layout, line));
    },
    goTo: (offset) => {
      const line = outline.lineAt(offset);
      const row = rowAt(layout, line, placeInLine(outline, line, offset));
      const hidden = layout.line[row] === line && layout.from[row] === MORE;
      change({
        folds: uncover(folds, outline, line),
        whole: hidden ? new Set([...whole, line]) : whole,
        cursor: line,
        goal: { offset },
      });
    },
  };
}
