// The keys of a tree view (WAI-ARIA authoring practices), on an outline.

import { rowForKey } from "../virtual/row-window.ts";
import { firstRow } from "./layout.ts";
import { OPEN } from "./outline.ts";
import type { Outline } from "./outline.ts";
import type { OutlineState } from "./use-outline-view.ts";

/** Does what a key means. False where it means nothing here: j and k belong to the table of records. */
export function outlineKey(key: string, outline: Outline, state: OutlineState, isTree: boolean): boolean {
  if (outline.lines === 0 || key === "j" || key === "k") return false;
  const { layout } = state;
  const row = firstRow(layout, state.cursor);
  const line = layout.line[row]!;
  const open = outline.kindCode(line) === OPEN;
  if (key === "Enter" || key === " ") {
    state.activate(line);
    return true;
  }
  if (isTree && key === "ArrowRight") {
    if (open && state.isFolded(line)) state.turn(line);
    else if (open) state.moveTo(line + 1);
    return true;
  }
  if (isTree && key === "ArrowLeft") {
    if (open && !state.isFolded(line)) state.turn(line);
    else if (outline.parent(line) >= 0) state.moveTo(outline.parent(line));
    return true;
  }
  let next = rowForKey(key, row, state.rows.extent);
  if (next === null) return false;
  // A line of several rows is left in one step.
  if (key === "ArrowDown") while (layout.line[next] === line && next + 1 < layout.count) next += 1;
  state.moveTo(layout.line[next]!);
  return true;
}
