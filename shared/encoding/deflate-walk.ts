// Walks a raw deflate stream (RFC 1951) for where its blocks begin: at which bit, and after how many inflated
// bytes. Nothing is inflated: symbols are decoded only to know how long they and what they stand for are.

import { Fault } from "../model/fault.ts";
import { HuffmanTable } from "./huffman-table.ts";

/** A dynamic block's header is at most 17 + 19 * 3 + 320 * 14 bits; a symbol with its distance at most 48. */
const HEADER_ROOM = 600;
const SYMBOL_ROOM = 16;
/** Distances reach no farther back. */
const WINDOW = 32_768;
/** Bytes that are looked at in one go: bit positions stay small integers. */
const STEP = 1 << 16;

// What a code stands for: four bits that HuffmanTable uses, four for how many extra bits follow, then a number (the
// shortest length or distance), then the kind. Kinds are in the order of how often they come.
const EXTRA = 4;
const BASE = 8;
const BASE_MASK = 0x7fff;
const LENGTH = 1 << 23;
const END_OF_BLOCK = 2 << 23;
const NOTHING = 3 << 23;

const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LITERAL_VALUES = literalValues();
const DISTANCE_VALUES = distanceValues();
const CODE_VALUES = Int32Array.from({ length: 19 }, (_, symbol) => symbol << BASE);
const FIXED_LITERALS = new HuffmanTable(9, LITERAL_VALUES);
const FIXED_DISTANCES = new HuffmanTable(5, DISTANCE_VALUES);
FIXED_LITERALS.set(
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
  0,
  288,
  "refused",
);
FIXED_DISTANCES.set(new Uint8Array(32).fill(5), 0, 32, "refused");

const AT_HEADER = 0;
const IN_SYMBOLS = 1;
const IN_STORED = 2;
const AT_END = 3;

/** Called with a block's first bit, counted from the stream's start, and the inflated bytes before it. */
export type OnBlock = (bit: number, inflated: number) => void;

export class DeflateWalk {
  private readonly onBlock: OnBlock;
  private readonly buffer = new Uint8Array(STEP + 2 * HEADER_ROOM);
  private readonly view = new DataView(this.buffer.buffer);
  /** Bytes in the buffer, and the bit at which the walk stands in it. */
  private length = 0;
  private at = 0;
  /** Bytes of the stream before the buffer. */
  private before = 0;
  private state = AT_HEADER;
  private last = false;
  private announced = false;
  private storedLeft = 0;
  private out = 0;
  private readonly ownLiterals = new HuffmanTable(10, LITERAL_VALUES);
  private readonly ownDistances = new HuffmanTable(9, DISTANCE_VALUES);
  /** Those of the block at hand. */
  private literals = FIXED_LITERALS;
  private distances = FIXED_DISTANCES;
  private readonly codes = new HuffmanTable(7, CODE_VALUES);
  private readonly lengths = new Uint8Array(320);

  constructor(onBlock: OnBlock) {
    this.onBlock = onBlock;
  }

  /** Inflated bytes of what was walked so far. */
  get inflated(): number {
    return this.out;
  }

  /** The next bytes of the stream. A few of the last ones wait for what follows. @throws Fault `zip-deflate`. */
  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length;) {
      const piece = chunk.subarray(from, from + STEP + HEADER_ROOM - this.length);
      from += piece.length;
      this.buffer.set(piece, this.length);
      this.length += piece.length;
      this.walk(this.length);
      this.shift();
    }
  }

  /** Nothing follows. @throws Fault `zip-deflate`, `zip-deflate-trailing`. */
  end(): void {
    const { length } = this;
    // Room to look ahead in: zeros that the stream must not need.
    this.buffer.fill(0, length, length + HEADER_ROOM);
    this.walk(length + HEADER_ROOM);
    if (this.state !== AT_END || this.at > 8 * length) broken();
    if ((this.at + 7) >>> 3 < length) trailing();
  }

  /** Drops what was walked from the buffer. */
  private shift(): void {
    const whole = Math.min(this.at >>> 3, this.length);
    this.buffer.copyWithin(0, whole, this.length);
    this.length -= whole;
    this.at -= 8 * whole;
    this.before += whole;
  }

  /** Walks as far as the bytes before `end` go without a look behind them. */
  private walk(end: number): void {
    for (;;) {
      switch (this.state) {
        case AT_HEADER:
          if (this.at > 8 * this.length) broken();
          if (!this.announced) {
            this.onBlock(8 * this.before + this.at, this.out);
            this.announced = true;
          }
          if (8 * (end - HEADER_ROOM) < this.at) return;
          this.header();
          break;
        case IN_SYMBOLS:
          if (8 * (end - SYMBOL_ROOM) < this.at) return;
          this.symbols(8 * (end - SYMBOL_ROOM));
          break;
        case IN_STORED: {
          const take = Math.min(this.storedLeft, end - (this.at >>> 3));
          this.at += 8 * take;
          this.out += take;
          this.storedLeft -= take;
          if (this.storedLeft > 0) return;
          this.blockEnd();
          break;
        }
        default:
          if ((this.at + 7) >>> 3 < this.length) trailing();
          return;
      }
    }
  }

  private blockEnd(): void {
    this.state = this.last ? AT_END : AT_HEADER;
    this.announced = false;
  }

  private header(): void {
    this.last = this.take(1) === 1;
    const type = this.take(2);
    if (type === 0) this.storedHeader();
    else if (type === 3) broken();
    else {
      this.state = IN_SYMBOLS;
      this.literals = type === 1 ? FIXED_LITERALS : this.ownLiterals;
      this.distances = type === 1 ? FIXED_DISTANCES : this.ownDistances;
      if (type === 2) this.readCodes();
    }
  }

  private storedHeader(): void {
    const start = (this.at + 7) >>> 3;
    const length = this.view.getUint16(start, true);
    if ((length ^ this.view.getUint16(start + 2, true)) !== 0xffff) broken();
    this.at = 8 * (start + 4);
    this.storedLeft = length;
    this.state = IN_STORED;
  }

  /** The codes of a dynamic block (section 3.2.7). */
  private readCodes(): void {
    const { codes, lengths } = this;
    const literals = this.take(5) + 257;
    const distances = this.take(5) + 1;
    const order = this.take(4) + 4;
    if (literals > 286 || distances > 30) broken();
    lengths.fill(0, 0, 19);
    for (let i = 0; i < order; i += 1) lengths[CODE_ORDER[i]!] = this.take(3);
    codes.set(lengths, 0, 19, "refused");
    const total = literals + distances;
    for (let i = 0; i < total;) {
      const word = this.peek();
      const entry = codes.fast[word & codes.mask]! || codes.long(word);
      const symbol = entry >>> BASE;
      this.at += entry & 15;
      if (symbol < 16) {
        lengths[i] = symbol;
        i += 1;
        continue;
      }
      if (symbol === 16 && i === 0) broken();
      const value = symbol === 16 ? lengths[i - 1]! : 0;
      const repeat = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (i + repeat > total) broken();
      lengths.fill(value, i, i + repeat);
      i += repeat;
    }
    if (lengths[256] === 0) broken();
    this.literals.set(lengths, 0, literals, "one-code");
    this.distances.set(lengths, literals, distances, "one-code");
  }

  /** Symbols up to the end of the block, or while they begin at or before bit `limit`. */
  private symbols(limit: number): void {
    const { view, literals, distances } = this;
    const { fast, mask } = literals;
    const { fast: fastDistance, mask: distanceMask } = distances;
    // How many bytes may come out before any distance is sound.
    const near = Math.max(0, WINDOW - this.out);
    let at = this.at;
    let out = 0;
    while (at <= limit) {
      // Four bytes hold at least 25 bits from any bit on: a length's code with its extra bits has 20 at most.
      let word = view.getUint32(at >>> 3, true) >>> (at & 7);
      const entry = fast[word & mask]! || literals.long(word);
      const bits = entry & 15;
      at += bits;
      if (entry < LENGTH) {
        out += 1;
      } else if (entry < END_OF_BLOCK) {
        const extra = (entry >>> EXTRA) & 15;
        const length = ((entry >>> BASE) & BASE_MASK) + ((word >>> bits) & ((1 << extra) - 1));
        at += extra;
        word = view.getUint32(at >>> 3, true) >>> (at & 7);
        const distance = fastDistance[word & distanceMask]! || distances.long(word);
        at += distance & 15;
        if (distance >= NOTHING) broken();
        if (out < near && this.reach(distance, at) > this.out + out) broken();
        at += (distance >>> EXTRA) & 15;
        out += length;
      } else {
        if (entry >= NOTHING) broken();
        this.blockEnd();
        break;
      }
    }
    this.at = at;
    this.out += out;
  }

  /** The distance whose extra bits begin at bit `at`. */
  private reach(distance: number, at: number): number {
    const extra = (distance >>> EXTRA) & 15;
    const word = this.view.getUint32(at >>> 3, true) >>> (at & 7);
    return ((distance >>> BASE) & BASE_MASK) + (word & ((1 << extra) - 1));
  }

  private peek(): number {
    return this.view.getUint32(this.at >>> 3, true) >>> (this.at & 7);
  }

  private take(bits: number): number {
    const value = this.peek() & ((1 << bits) - 1);
    this.at += bits;
    return value;
  }
}

/** Section 3.2.5: lengths from 257 on, whose extra bits grow by one every four codes; the last one, 258, has none. */
function literalValues(): Int32Array {
  const out = new Int32Array(288).fill(NOTHING);
  out.fill(0, 0, 256);
  out[256] = END_OF_BLOCK;
  let length = 3;
  for (let i = 0; i < 28; i += 1) {
    const extra = i < 8 ? 0 : (i >>> 2) - 1;
    out[257 + i] = LENGTH | (length << BASE) | (extra << EXTRA);
    length += 1 << extra;
  }
  out[285] = LENGTH | (258 << BASE);
  return out;
}

/** Section 3.2.5: extra bits grow by one every two codes. */
function distanceValues(): Int32Array {
  const out = new Int32Array(32).fill(NOTHING);
  let distance = 1;
  for (let i = 0; i < 30; i += 1) {
    const extra = i < 4 ? 0 : (i >>> 1) - 1;
    out[i] = (distance << BASE) | (extra << EXTRA);
    distance += 1 << extra;
  }
  return out;
}

function broken(): never {
  throw new Fault("zip-deflate", "the compressed data is damaged or cut off");
}

function trailing(): never {
  throw new Fault("zip-deflate-trailing", "bytes stand behind the end of the compressed data");
}
