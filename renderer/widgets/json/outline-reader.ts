// Reads a JSON text (RFC 8259) into an Outline, a few milliseconds at a time.

import { CLOSE, OPEN, Outline, RAW } from "./outline.ts";
import { columnsIn, columnsOf } from "./wrap.ts";

/** Where the text stops being JSON, in UTF-16 units, and why. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

export interface ReadOptions {
  /** One JSON text a line (JSON Lines): a line that is none is kept as it is. */
  readonly many?: boolean;
  /** The text is the beginning of a longer one: that it ends early is no fault. */
  readonly partial?: boolean;
}

const VALUE = 0;
const VALUE_OR_END = 1;
const KEY = 2;
const KEY_OR_END = 3;
const AFTER = 4;
type Expected = typeof VALUE | typeof VALUE_OR_END | typeof KEY | typeof KEY_OR_END | typeof AFTER;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const HEX4 = /[0-9a-fA-F]{4}/y;
const COLON = 2;
/** A token other than a string is no longer. */
const LONGEST_CUT = 32;

export class OutlineReader {
  readonly outline: Outline;
  fault: JsonFault | null = null;
  private readonly text: string;
  private readonly many: boolean;
  private readonly partial: boolean;
  private at = 0;
  /** The end of the JSON text that is read: of the whole text, or of the line. */
  private limit: number;
  private expected: Expected = VALUE;
  private key = -1;
  private keyEnd = -1;
  private keyColumns = 0;
  /** The lines of the objects and arrays that are open, and how many members each has so far. */
  private readonly open: number[] = [];
  private readonly counts: number[] = [];
  private lastLine = -1;

  constructor(text: string, { many = false, partial = false }: ReadOptions = {}) {
    this.text = text;
    this.many = many;
    this.partial = partial;
    this.outline = new Outline(text);
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.limit = many ? this.at : text.length;
    if (many) this.nextLine();
  }

  /** 0 to 1. */
  get progress(): number {
    return this.text.length === 0 ? 1 : this.at / this.text.length;
  }

  /** Reads on for about `units` of text. True when all is read, or a fault found. */
  step(units: number = Infinity): boolean {
    const until = this.at + units;
    while (this.at < until || this.at >= this.text.length) {
      this.space();
      if (this.at < this.limit) this.token();
      else if (this.finish()) return true;
      if (this.fault !== null && !this.giveUpLine()) return true;
    }
    return false;
  }

  /** At the end of the text, or of a line. True where nothing follows. */
  private finish(): boolean {
    const isLast = this.limit >= this.text.length;
    const isWhole = this.open.length === 0 && this.expected === AFTER;
    if (!isWhole && !(this.partial && isLast)) {
      this.fail("the text ends before its JSON does");
      return false;
    }
    while (this.open.length > 0) this.outline.leaveOpen(this.open.pop()!, this.counts.pop()!);
    return isLast || !this.nextLine();
  }

  /** Goes to the next line that holds something. False where there is none. */
  private nextLine(): boolean {
    const { text } = this;
    this.expected = VALUE;
    for (let start = this.outline.documents.length === 0 ? this.limit : this.limit + 1; ;) {
      if (start >= text.length) {
        this.at = this.limit = text.length;
        // A text of empty lines is a text of no values.
        this.expected = AFTER;
        return false;
      }
      const feed = text.indexOf("\n", start);
      this.at = start;
      this.limit = feed < 0 ? text.length : feed;
      this.space();
      if (this.at < this.limit) break;
      start = this.limit + 1;
    }
    this.outline.documents.push(this.outline.lines);
    return true;
  }

  private token(): void {
    const unit = this.text.charCodeAt(this.at);
    switch (this.expected) {
      case KEY_OR_END:
        if (unit === 0x7d) this.end();
        else this.member(unit);
        return;
      case KEY:
        this.member(unit);
        return;
      case VALUE_OR_END:
        if (unit === 0x5d) this.end();
        else this.value(unit);
        return;
      case VALUE:
        this.value(unit);
        return;
      case AFTER:
        this.after(unit);
    }
  }

  private after(unit: number): void {
    const open = this.open.at(-1);
    if (open === undefined) {
      this.fail("text follows the end of the JSON value");
      return;
    }
    const isObject = this.text.charCodeAt(this.outline.start(open)) === 0x7b;
    if (unit === 0x2c) {
      this.outline.markComma(this.lastLine);
      this.at += 1;
      this.expected = isObject ? KEY : VALUE;
    } else if (unit === (isObject ? 0x7d : 0x5d)) {
      this.end();
    } else {
      this.fail(isObject ? "a comma or } is expected" : "a comma or ] is expected");
    }
  }

  private member(unit: number): void {
    if (unit !== 0x22) {
      this.fail("a key in double quotes is expected");
      return;
    }
    const start = this.at;
    const columns = this.string();
    if (this.fault !== null) return;
    this.key = start;
    this.keyEnd = this.at;
    this.keyColumns = columns + COLON;
    this.space();
    if (this.text.charCodeAt(this.at) !== 0x3a) {
      this.fail("a colon is expected");
      return;
    }
    this.at += 1;
    this.expected = VALUE;
  }

  private value(unit: number): void {
    const start = this.at;
    if (unit === 0x7b || unit === 0x5b) {
      this.at += 1;
      const line = this.line(OPEN, start, start + 1, 1);
      this.open.push(line);
      this.counts.push(0);
      this.expected = unit === 0x7b ? KEY_OR_END : VALUE_OR_END;
      return;
    }
    const columns = unit === 0x22 ? this.string() : this.word(unit);
    if (this.fault !== null) return;
    this.line(0, start, this.at, columns);
    this.afterValue();
  }

  private end(): void {
    const open = this.open.pop()!;
    const count = this.counts.pop()!;
    this.at += 1;
    if (count === 0) {
      this.outline.collapse(open, this.at);
      this.lastLine = open;
    } else {
      const depth = this.outline.depth(open);
      const line = this.outline.add(CLOSE, depth, -1, -1, this.at - 1, this.at, 1);
      this.outline.close(open, line, this.at, count);
      this.lastLine = line;
    }
    this.afterValue();
  }

  private afterValue(): void {
    this.expected = AFTER;
  }

  private line(kind: number, start: number, end: number, columns: number): number {
    const depth = this.open.length;
    if (depth > 0) this.counts[depth - 1]! += 1;
    this.lastLine = this.outline.add(
      kind,
      depth,
      this.key,
      this.keyEnd,
      start,
      end,
      columns + this.keyColumns,
    );
    this.key = this.keyEnd = -1;
    this.keyColumns = 0;
    return this.lastLine;
  }

  /** Answers the columns that the string takes, quotes included. */
  private string(): number {
    const { text } = this;
    const { limit } = this;
    let columns = 2;
    let at = this.at + 1;
    for (; at < limit; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22) {
        this.at = at + 1;
        return columns;
      }
      if (unit < 0x20) {
        this.at = at;
        this.fail("a control character stands unescaped in a string");
        return 0;
      }
      if (unit === 0x5c) {
        const length = this.escape(at);
        if (length === 0) return 0;
        columns += length;
        at += length - 1;
      } else {
        columns += unit < 0x7f ? 1 : columnsOf(unit);
      }
    }
    this.at = limit;
    if (!this.partial || limit < text.length) this.fail("a string is not closed");
    return columns;
  }

  private escape(at: number): number {
    const unit = this.text.charCodeAt(at + 1);
    if (unit === 0x75) {
      HEX4.lastIndex = at + 2;
      if (HEX4.test(this.text)) return 6;
    } else if ('"\\/bfnrt'.includes(String.fromCharCode(unit))) {
      return 2;
    }
    this.at = at;
    this.fail("an unknown escape stands in a string");
    return 0;
  }

  private word(unit: number): number {
    const word = unit === 0x74 ? "true" : unit === 0x66 ? "false" : unit === 0x6e ? "null" : null;
    if (word !== null && this.text.startsWith(word, this.at)) {
      this.at += word.length;
      return word.length;
    }
    NUMBER.lastIndex = this.at;
    const length = word === null ? (NUMBER.exec(this.text)?.[0].length ?? 0) : 0;
    if (length === 0) this.fail("a value is expected");
    this.at += length;
    return length;
  }

  private space(): void {
    while (this.at < this.limit) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.at += 1;
    }
  }

  private fail(message: string): void {
    // A token that the end of a first piece cuts in two is no fault: the next piece will tell.
    if (this.partial && this.text.length - this.at < LONGEST_CUT) this.at = this.limit;
    else this.fault = { offset: this.at, message };
  }

  /** Among many lines one that is no JSON is kept as text. False where the fault ends it all. */
  private giveUpLine(): boolean {
    if (!this.many) return false;
    const { outline, text, limit } = this;
    const line = outline.documents.at(-1)!;
    const start = limit === 0 ? 0 : text.lastIndexOf("\n", limit - 1) + 1;
    outline.cut(line);
    outline.add(RAW, 0, -1, -1, start, limit, columnsIn(text, start, limit));
    this.open.length = this.counts.length = 0;
    this.key = this.keyEnd = -1;
    this.keyColumns = 0;
    this.fault = null;
    this.at = limit;
    this.expected = AFTER;
    return true;
  }
}
