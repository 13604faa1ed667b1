// A JSON text as the flat list of lines that a tree view shows, read without recursion and without JSON.parse: keys
// keep their order and their doubles, numbers their digits, and any depth of nesting is only a number.

const FIELDS = 9;
const FLAGS = 0;
const DEPTH = 1;
const KEY_START = 2;
const KEY_END = 3;
const START = 4;
const END = 5;
const MATE = 6;
const COUNT = 7;
const COLUMNS = 8;

/** What stands on a line: a value on its own, the beginning of an object or array, its end, or text that is no JSON. */
export type LineKind = "leaf" | "open" | "close" | "raw";
const KINDS: readonly LineKind[] = ["leaf", "open", "close", "raw"];
export const LEAF = 0;
export const OPEN = 1;
export const CLOSE = 2;
export const RAW = 3;
const COMMA = 4;

/** Offsets are UTF-16 units of the text. */
export class Outline {
  readonly text: string;
  /** Top values, where there may be several: the line each begins at. */
  readonly documents: number[] = [];
  lines = 0;
  private data = new Int32Array(64 * FIELDS);

  constructor(text: string) {
    this.text = text;
  }

  kind(line: number): LineKind {
    return KINDS[this.kindCode(line)]!;
  }

  kindCode(line: number): number {
    return this.data[line * FIELDS + FLAGS]! & 3;
  }

  /** True where a comma follows. */
  comma(line: number): boolean {
    return (this.data[line * FIELDS + FLAGS]! & COMMA) !== 0;
  }

  depth(line: number): number {
    return this.data[line * FIELDS + DEPTH]!;
  }

  /** Of the key with its quotes; -1 where there is none. */
  keyStart(line: number): number {
    return this.data[line * FIELDS + KEY_START]!;
  }

  keyEnd(line: number): number {
    return this.data[line * FIELDS + KEY_END]!;
  }

  /** Of the value: for the beginning of an object or array all of it. */
  start(line: number): number {
    return this.data[line * FIELDS + START]!;
  }

  end(line: number): number {
    return this.data[line * FIELDS + END]!;
  }

  /** The line of the other bracket; for one that is never closed the line after the last. */
  mate(line: number): number {
    const mate = this.data[line * FIELDS + MATE]!;
    return mate < 0 ? this.lines : mate;
  }

  /** Members of the object or array that begins here. */
  count(line: number): number {
    return this.data[line * FIELDS + COUNT]!;
  }

  /** Columns that key and value take. */
  columns(line: number): number {
    return this.data[line * FIELDS + COLUMNS]!;
  }

  /** Where the line begins in the text. */
  from(line: number): number {
    const key = this.keyStart(line);
    return key < 0 ? this.start(line) : key;
  }

  /** The line that holds a place of the text, or the last before it. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lines - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.from(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Which of the top values or text lines begins on a line, from 1; null where none does. */
  documentAt(line: number): number | null {
    let low = 0;
    let high = this.documents.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.documents[middle]! <= line) low = middle;
      else high = middle - 1;
    }
    return this.documents[low] === line ? low + 1 : null;
  }

  /** The line of the object or array that a line stands in, or -1. */
  parent(line: number): number {
    const depth = this.depth(line);
    if (depth === 0) return -1;
    for (let at = line - 1; at >= 0; at -= 1) {
      const kind = this.kindCode(at);
      if (kind === OPEN && this.depth(at) === depth - 1) return at;
      if (kind === CLOSE) at = this.mate(at);
    }
    return -1;
  }

  /** @internal */
  add(
    kind: number,
    depth: number,
    key: number,
    keyEnd: number,
    start: number,
    end: number,
    columns: number,
  ): number {
    const line = this.lines;
    const at = line * FIELDS;
    if (at + FIELDS > this.data.length) this.grow();
    const { data } = this;
    data[at + FLAGS] = kind;
    data[at + DEPTH] = depth;
    data[at + KEY_START] = key;
    data[at + KEY_END] = keyEnd;
    data[at + START] = start;
    data[at + END] = end;
    data[at + MATE] = -1;
    data[at + COUNT] = 0;
    data[at + COLUMNS] = columns;
    this.lines = line + 1;
    return line;
  }

  /** @internal The value that begins at `open` ends with the line `close`, before `end`. */
  close(open: number, close: number, end: number, count: number): void {
    this.data[open * FIELDS + END] = end;
    this.data[open * FIELDS + MATE] = close;
    this.data[open * FIELDS + COUNT] = count;
    this.data[close * FIELDS + MATE] = open;
  }

  /** @internal An empty object or array is one line. */
  collapse(open: number, end: number): void {
    this.data[open * FIELDS + FLAGS] = LEAF;
    this.data[open * FIELDS + END] = end;
    this.data[open * FIELDS + COLUMNS] = this.columns(open) + 1;
  }

  /** @internal Nothing closed the value that begins at `open`. */
  leaveOpen(open: number, count: number): void {
    this.data[open * FIELDS + END] = this.text.length;
    this.data[open * FIELDS + COUNT] = count;
  }

  /** @internal */
  markComma(line: number): void {
    this.data[line * FIELDS + FLAGS] = this.data[line * FIELDS + FLAGS]! | COMMA;
  }

  /** @internal */
  cut(lines: number): void {
    this.lines = lines;
  }

  private grow(): void {
    const data = new Int32Array(this.data.length * 2);
    data.set(this.data);
    this.data = data;
  }
}
