// A plain text as an outline: its lines, so that text and JSON are shown, searched and cut by the same code.

import { Outline, RAW } from "./outline.ts";
import { columnsIn } from "./wrap.ts";

export function textOutline(text: string): Outline {
  const outline = new Outline(text);
  for (let start = 0; start <= text.length;) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    // What follows the last LF is a line only where it holds something.
    if (feed < 0 && start === end && start > 0) break;
    outline.documents.push(outline.lines);
    outline.add(RAW, 0, -1, -1, start, end, columnsIn(text, start, end));
    start = end + 1;
  }
  return outline;
}

/** Line and column of a place, both from 1; columns in UTF-16 units. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let feed = text.indexOf("\n"); feed >= 0 && feed < offset; feed = text.indexOf("\n", start)) {
    line += 1;
    start = feed + 1;
  }
  return { line, column: offset - start + 1 };
}
