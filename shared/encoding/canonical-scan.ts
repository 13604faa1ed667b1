// The fast way to prove that a line is canonical JSON: one pass over the bytes, no strings made. It accepts
// a safe subset of RFC 8785 and says "unknown" for all else; the slow way (canonical.ts) then decides. A
// property test holds that whatever this accepts, the slow way accepts too.

import { MAX_JSON_DEPTH } from "../model/limits.ts";

/** Byte classes inside a string: 1 = plain ASCII, everything else is looked at one by one. */
const PLAIN = new Uint8Array(256).fill(1, 0x20, 0x80);
PLAIN[0x22] = 0;
PLAIN[0x5c] = 0;

/** Control characters that have a short escape must use it: b, t, n, f, r, and quote and backslash. */
const SHORT_ESCAPE = new Uint8Array(256);
for (const letter of 'btnfr"\\') SHORT_ESCAPE[letter.charCodeAt(0)] = 1;

/** A double holds every decimal of up to 15 significant digits, and prints it back as it was. */
const MAX_DIGITS = 15;
const MAX_MEMBERS = 128;

export class CanonicalScanner {
  /** Members of the top-level object of the last accepted line. */
  memberCount = 0;
  /** Four offsets a member: key start, key end (between the quotes), value start, value end. */
  readonly members = new Uint32Array(4 * MAX_MEMBERS);

  private buffer: Uint8Array = new Uint8Array(0);

  /**
   * Returns the offset behind the canonical JSON object that begins at `start` and is followed by LF, or -1 for
   * unknown. No LF and nothing behind the buffer's end is ever accepted, so that the scan stays in its line.
   */
  scan(buffer: Uint8Array, start: number): number {
    this.buffer = buffer;
    this.memberCount = 0;
    if (buffer[start] !== 0x7b) return -1;
    const end = this.object(start, 1);
    return end > 0 && buffer[end] === 0x0a ? end : -1;
  }

  /** Returns the offset behind the object that opens at `at`, or -1 for unknown. */
  private object(at: number, depth: number): number {
    if (depth > MAX_JSON_DEPTH) return -1;
    const { buffer } = this;
    let i = at + 1;
    if (buffer[i] === 0x7d) return i + 1;
    let previousStart = -1;
    let previousEnd = -1;
    for (;;) {
      if (buffer[i] !== 0x22) return -1;
      const keyStart = i + 1;
      // Keys with escapes or beyond ASCII take the slow way: their order is that of UTF-16 units.
      const keyEnd = plainEnd(buffer, keyStart);
      i = keyEnd;
      if (buffer[i] !== 0x22 || buffer[i + 1] !== 0x3a) return -1;
      // Mostly the first letter decides; equal first letters and empty keys need the whole comparison.
      if (previousStart >= 0 && buffer[previousStart]! >= buffer[keyStart]!) {
        if (!this.ascends(previousStart, previousEnd, keyStart, keyEnd)) return -1;
      } else if (keyStart === keyEnd && previousStart >= 0) {
        return -1;
      }
      previousStart = keyStart;
      previousEnd = keyEnd;
      const valueStart = i + 2;
      i = this.value(valueStart, depth);
      if (i < 0) return -1;
      if (depth === 1 && !this.remember(keyStart, keyEnd, valueStart, i)) return -1;
      const mark = buffer[i];
      i += 1;
      if (mark === 0x7d) return i;
      if (mark !== 0x2c) return -1;
    }
  }

  private array(at: number, depth: number): number {
    if (depth > MAX_JSON_DEPTH) return -1;
    const { buffer } = this;
    let i = at + 1;
    if (buffer[i] === 0x5d) return i + 1;
    for (;;) {
      i = this.value(i, depth);
      if (i < 0) return -1;
      const mark = buffer[i];
      i += 1;
      if (mark === 0x5d) return i;
      if (mark !== 0x2c) return -1;
    }
  }

  private value(at: number, depth: number): number {
    switch (this.buffer[at]) {
      case 0x22:
        return this.string(at);
      case 0x7b:
        return this.object(at, depth + 1);
      case 0x5b:
        return this.array(at, depth + 1);
      case 0x74: // true
        return this.word(at, 0x72, 0x75, 0x65);
      case 0x6e: // null
        return this.word(at, 0x75, 0x6c, 0x6c);
      case 0x66: // false
        return this.buffer[at + 1] === 0x61 ? this.word(at + 1, 0x6c, 0x73, 0x65) : -1;
      default:
        return this.number(at);
    }
  }

  private word(at: number, b: number, c: number, d: number): number {
    const { buffer } = this;
    return buffer[at + 1] === b && buffer[at + 2] === c && buffer[at + 3] === d ? at + 4 : -1;
  }

  private string(at: number): number {
    const { buffer } = this;
    let i = at + 1;
    for (;;) {
      i = plainEnd(buffer, i);
      const byte = buffer[i]!;
      if (byte === 0x22) return i + 1;
      if (byte === 0x5c) {
        if (SHORT_ESCAPE[buffer[i + 1]!] !== 1) return -1;
        i += 2;
      } else if (byte >= 0x80) {
        const next = this.utf8(i);
        if (next < 0) return -1;
        i = next;
      } else {
        return -1;
      }
    }
  }

  /** One well-formed UTF-8 sequence of two to four bytes (Unicode table 3-7), or -1. */
  private utf8(i: number): number {
    const { buffer } = this;
    const a = buffer[i]!;
    const b = buffer[i + 1]!;
    if (a >= 0xc2 && a <= 0xdf) return tail(b) ? i + 2 : -1;
    if (a >= 0xe0 && a <= 0xef) {
      const low = a === 0xe0 ? 0xa0 : 0x80;
      const high = a === 0xed ? 0x9f : 0xbf;
      return b >= low && b <= high && tail(buffer[i + 2]!) ? i + 3 : -1;
    }
    if (a >= 0xf0 && a <= 0xf4) {
      const low = a === 0xf0 ? 0x90 : 0x80;
      const high = a === 0xf4 ? 0x8f : 0xbf;
      return b >= low && b <= high && tail(buffer[i + 2]!) && tail(buffer[i + 3]!) ? i + 4 : -1;
    }
    return -1;
  }

  /** Integers, and decimals that are their own shortest form: at most 15 digits, no exponent. */
  private number(at: number): number {
    const { buffer } = this;
    let i = buffer[at] === 0x2d ? at + 1 : at;
    const first = i;
    while (digit(buffer[i]!)) i += 1;
    const whole = i - first;
    if (whole === 0 || whole > MAX_DIGITS) return -1;
    const zero = buffer[first] === 0x30;
    if (zero && whole > 1) return -1;
    if (buffer[i] !== 0x2e) return (zero && first !== at) || exponent(buffer[i]!) ? -1 : i;
    const point = i;
    i += 1;
    while (digit(buffer[i]!)) i += 1;
    const decimals = i - point - 1;
    if (decimals === 0 || whole + decimals > MAX_DIGITS) return -1;
    if (buffer[i - 1] === 0x30 || exponent(buffer[i]!)) return -1;
    // Below 1e-6 ECMAScript turns to exponents: five zeros behind the point are the most that is safe.
    if (zero && buffer[point + 1] === 0x30 && decimals > 5 && this.zeros(point + 1, 6)) return -1;
    return i;
  }

  private zeros(at: number, count: number): boolean {
    for (let i = at; i < at + count; i += 1) if (this.buffer[i] !== 0x30) return false;
    return true;
  }

  /** True when the first key sorts strictly before the second; ASCII order is UTF-16 order. */
  private ascends(aStart: number, aEnd: number, bStart: number, bEnd: number): boolean {
    const { buffer } = this;
    let a = aStart;
    let b = bStart;
    while (a < aEnd && b < bEnd) {
      const difference = buffer[a]! - buffer[b]!;
      if (difference !== 0) return difference < 0;
      a += 1;
      b += 1;
    }
    return aEnd - aStart < bEnd - bStart;
  }

  private remember(keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): boolean {
    if (this.memberCount === MAX_MEMBERS) return false;
    const at = 4 * this.memberCount;
    this.members[at] = keyStart;
    this.members[at + 1] = keyEnd;
    this.members[at + 2] = valueStart;
    this.members[at + 3] = valueEnd;
    this.memberCount += 1;
    return true;
  }
}

/** The first offset from `i` on that is no plain ASCII. Unrolled: this loop is where the time goes. */
function plainEnd(buffer: Uint8Array, i: number): number {
  for (let at = i; ; at += 4) {
    if (PLAIN[buffer[at]!] !== 1) return at;
    if (PLAIN[buffer[at + 1]!] !== 1) return at + 1;
    if (PLAIN[buffer[at + 2]!] !== 1) return at + 2;
    if (PLAIN[buffer[at + 3]!] !== 1) return at + 3;
  }
}

function tail(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function digit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function exponent(byte: number): boolean {
  return byte === 0x65 || byte === 0x45;
}
