// From an outline to the rows of a view: what is folded is left out, what is long goes over several rows.

import { OPEN } from "./outline.ts";
import type { Outline } from "./outline.ts";
import { rowEnd } from "./wrap.ts";

const INDENT = 2;
/** Indentation takes no more than that part of the width; deeper lines say their depth in words. */
const MOST_INDENT = 0.4;
/** Columns of those words. */
const LEVEL_WORDS = 13;
/** Rows of a line that is not wholly shown. */
const SHORT_ROWS = 6;
/** Lines that are too few to begin with. */
const FEW_LINES = 8;
/** The place of a row that offers the rest of its line. */
export const MORE = -1;

/** Rows: the line each is of, and the part of that line's text (lineText) that it shows. */
export interface Layout {
  readonly count: number;
  readonly line: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export interface LayoutOptions {
  readonly columns: number;
  readonly isFolded: (line: number) => boolean;
  /** Lines that are shown to their end, however long. */
  readonly whole: ReadonlySet<number>;
}

/** The text of a line: key, colon, value (of an object or array its bracket) and comma. */
export function lineText(outline: Outline, line: number): string {
  const { text } = outline;
  const key = outline.keyStart(line);
  const isOpen = outline.kindCode(line) === OPEN;
  const value = text.slice(
    outline.start(line),
    isOpen ? outline.start(line) + 1 : Math.max(outline.start(line), outline.end(line)),
  );
  const head = key < 0 ? "" : `${text.slice(key, outline.keyEnd(line))}: `;
  return `${head}${value}${outline.comma(line) ? "," : ""}`;
}

/** Where a place of the source stands in its line's text. */
export function placeInLine(outline: Outline, line: number, offset: number): number {
  const key = outline.keyStart(line);
  const inValue = Math.max(0, offset - outline.start(line));
  if (key < 0) return inValue;
  const keyEnd = outline.keyEnd(line);
  return offset < keyEnd ? Math.max(0, offset - key) : inValue + keyEnd - key + 2;
}

/** Columns before a line, and whether it is deeper than they can show. */
export function indentOf(
  depth: number,
  columns: number,
): { readonly indent: number; readonly deep: boolean } {
  const most = Math.max(1, Math.floor((MOST_INDENT * columns) / INDENT));
  return { indent: INDENT * Math.min(depth, most), deep: depth > most };
}

/** Columns for the text of a line. */
export function roomOf(depth: number, columns: number): number {
  const { indent, deep } = indentOf(depth, columns);
  return Math.max(10, columns - indent - (deep ? LEVEL_WORDS : 0) - 2);
}

export function layOut(outline: Outline, { columns, isFolded, whole }: LayoutOptions): Layout {
  const rows = new Rows();
  for (let line = 0; line < outline.lines;) {
    const room = roomOf(outline.depth(line), columns);
    const folded = outline.kindCode(line) === OPEN && isFolded(line);
    if (outline.columns(line) + 1 <= room) rows.add(line, 0, 0x7fffffff);
    else addLong(rows, outline, line, room, whole.has(line));
    line = folded ? outline.mate(line) + 1 : line + 1;
  }
  return rows;
}

function addLong(rows: Rows, outline: Outline, line: number, room: number, whole: boolean): void {
  const text = lineText(outline, line);
  let from = 0;
  for (let row = 0; from < text.length; row += 1) {
    if (row === SHORT_ROWS && !whole) {
      rows.add(line, MORE, text.length);
      return;
    }
    const to = rowEnd(text, from, text.length, room);
    rows.add(line, from, to);
    from = to;
  }
}

/** The row that shows a place of a line's text; for a place that is not shown the row that offers it. */
export function rowAt(layout: Layout, line: number, offset: number): number {
  let row = firstRow(layout, line);
  while (row + 1 < layout.count && layout.line[row + 1] === line && layout.to[row]! <= offset) row += 1;
  return row;
}

/** The first row of a line; for one that is folded away that of the line it is folded into. */
export function firstRow(layout: Layout, line: number): number {
  let low = 0;
  let high = layout.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (layout.line[middle]! <= line) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && layout.line[low - 1] === layout.line[low]) low -= 1;
  return low;
}

/** How deep to unfold at first: as far as about `rows` lines reach, and the outermost always. */
export function openDepth(outline: Outline, rows: number): number {
  const counts: number[] = [];
  for (let line = 0; line < outline.lines; line += 1) {
    const depth = outline.depth(line);
    if (depth < 64) counts[depth] = (counts[depth] ?? 0) + 1;
  }
  let sum = counts[0] ?? 0;
  let depth = 0;
  // A few lines that hold everything else are no beginning.
  while (depth + 1 < counts.length && (sum < FEW_LINES || sum + (counts[depth + 1] ?? 0) <= rows)) {
    depth += 1;
    sum += counts[depth] ?? 0;
  }
  return depth;
}

class Rows implements Layout {
  count = 0;
  line = new Int32Array(256);
  from = new Int32Array(256);
  to = new Int32Array(256);

  add(line: number, from: number, to: number): void {
    if (this.count === this.line.length) {
      this.line = doubled(this.line);
      this.from = doubled(this.from);
      this.to = doubled(this.to);
    }
    this.line[this.count] = line;
    this.from[this.count] = from;
    this.to[this.count] = to;
    this.count += 1;
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(array.length * 2);
  more.set(array);
  return more;
}
