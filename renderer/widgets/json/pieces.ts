// What stands on a row, in pieces that each have one look.

import { firstNotBefore } from "./find.ts";
import { LEAF, OPEN, RAW } from "./outline.ts";
import type { Outline } from "./outline.ts";

export type PieceLook = "key" | "punctuation" | "string" | "digits" | "word" | "raw";

export interface Piece {
  readonly text: string;
  readonly look: PieceLook;
  /** Part of what is searched for, or of the one that was gone to last. */
  readonly hit: false | "hit" | "current";
}

/** Places to mark: sorted offsets of the text, the length of each, and which of them is the current one. */
export interface Hits {
  readonly offsets: Int32Array;
  readonly length: number;
  readonly current: number;
}

/** The part `[from, to)` of a line's text (layout.ts, lineText) in pieces. */
export function piecesOf(
  outline: Outline,
  line: number,
  from: number,
  to: number,
  hits: Hits | null,
): Piece[] {
  const out: Piece[] = [];
  const keyStart = outline.keyStart(line);
  const keyLength = keyStart < 0 ? 0 : outline.keyEnd(line) - keyStart;
  const valueStart = outline.start(line);
  const valueLength = outline.kindCode(line) === OPEN ? 1 : outline.end(line) - valueStart;
  let at = 0;
  const source = (start: number, length: number, look: PieceLook): void => {
    const first = Math.max(from, at) - at;
    const last = Math.min(to, at + length) - at;
    if (first < last) marked(out, outline.text, start + first, start + last, look, hits);
    at += length;
  };
  const mark = (text: string): void => {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== "") out.push({ text: part, look: "punctuation", hit: false });
    at += text.length;
  };
  if (keyLength > 0) {
    source(keyStart, keyLength, "key");
    mark(": ");
  }
  source(valueStart, valueLength, lookOf(outline, line));
  if (outline.comma(line)) mark(",");
  return out;
}

function lookOf(outline: Outline, line: number): PieceLook {
  const kind = outline.kindCode(line);
  if (kind === RAW) return "raw";
  if (kind !== LEAF) return "punctuation";
  const first = outline.text[outline.start(line)]!;
  if (first === '"') return "string";
  return first === "{" || first === "[" ? "punctuation" : "tfn".includes(first) ? "word" : "digits";
}

/** Cuts `text[start, end)` where a hit begins or ends. */
function marked(
  out: Piece[],
  text: string,
  start: number,
  end: number,
  look: PieceLook,
  hits: Hits | null,
): void {
  let at = start;
  const push = (until: number, hit: Piece["hit"]): void => {
    if (until > at) out.push({ text: text.slice(at, until), look, hit });
    at = Math.max(at, until);
  };
  if (hits !== null) {
    const { offsets, length, current } = hits;
    // One that began before may reach into this piece.
    for (let i = firstNotBefore(offsets, start - length + 1); i < offsets.length; i += 1) {
      const offset = offsets[i]!;
      if (offset >= end) break;
      push(Math.min(end, offset), false);
      push(Math.min(end, offset + length), i === current ? "current" : "hit");
    }
  }
  push(end, false);
}

/** The first members of the object or array that begins on a line, as much of them as `columns` have room for. */
export function previewOf(outline: Outline, line: number, columns: number): Piece[] {
  const out: Piece[] = [];
  const end = outline.mate(line);
  let used = 0;
  for (let at = line + 1; at < end; at = outline.kindCode(at) === OPEN ? outline.mate(at) + 1 : at + 1) {
    const isOpen = outline.kindCode(at) === OPEN;
    used += outline.columns(at) + (isOpen ? 6 : 2);
    if (used > columns) {
      // Without room for one member nothing is half shown.
      if (out.length > 0) out.push({ text: ", …", look: "punctuation", hit: false });
      return out;
    }
    if (out.length > 0) out.push({ text: ", ", look: "punctuation", hit: false });
    const keyed = outline.keyStart(at) < 0 ? 0 : outline.keyEnd(at) - outline.keyStart(at) + 2;
    const length = keyed + (isOpen ? 1 : outline.end(at) - outline.start(at));
    out.push(...piecesOf(outline, at, 0, length, null));
    if (isOpen) {
      const close = outline.text[outline.start(at)] === "{" ? "}" : "]";
      out.push({ text: ` … ${close}`, look: "punctuation", hit: false });
    }
  }
  return out;
}
