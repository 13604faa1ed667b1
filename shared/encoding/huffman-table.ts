// Huffman codes of deflate (RFC 1951 section 3.2.2) as tables: one lookup for short codes, arithmetic for long ones.

import { Fault } from "../model/fault.ts";

const MAX_BITS = 15;

export type Incomplete = "refused" | "one-code";

/**
 * Decodes symbols to values that the caller chose. An entry of `fast` is the symbol's value with its code's length
 * in the low four bits; 0 where the code is longer than the table is wide, or there is no such code.
 */
export class HuffmanTable {
  readonly fast: Int32Array;
  readonly mask: number;
  private readonly width: number;
  /** What each symbol stands for; the low four bits are zero. */
  private readonly values: Int32Array;
  private readonly counts = new Int32Array(MAX_BITS + 1);
  private readonly sorted: Int32Array;
  private readonly offsets = new Int32Array(MAX_BITS + 2);

  constructor(width: number, values: Int32Array) {
    this.width = width;
    this.fast = new Int32Array(1 << width);
    this.mask = (1 << width) - 1;
    this.values = values;
    this.sorted = new Int32Array(values.length);
  }

  /**
   * Sets the code from `count` lengths at `lengths[from]`. As zlib does, a set without any code passes until one is
   * read, and `one-code` lets a single code of one bit pass. @throws Fault `zip-deflate`.
   */
  set(lengths: Uint8Array, from: number, count: number, incomplete: Incomplete): void {
    const { counts, offsets, sorted } = this;
    counts.fill(0);
    for (let symbol = 0; symbol < count; symbol += 1) counts[lengths[from + symbol]!]! += 1;
    const used = count - counts[0]!;
    counts[0] = 0;
    offsets[1] = 0;
    let left = 1;
    for (let bits = 1; bits <= MAX_BITS; bits += 1) {
      left = 2 * left - counts[bits]!;
      if (left < 0) badCode();
      offsets[bits + 1] = offsets[bits]! + counts[bits]!;
    }
    if (left > 0 && used > 0 && !(incomplete === "one-code" && used === 1 && counts[1] === 1)) badCode();
    for (let symbol = 0; symbol < count; symbol += 1) {
      const bits = lengths[from + symbol]!;
      if (bits !== 0) sorted[offsets[bits]!++] = symbol;
    }
    this.fill();
  }

  private fill(): void {
    const { counts, fast, sorted, values, width } = this;
    fast.fill(0);
    let code = 0;
    let index = 0;
    for (let bits = 1; bits <= width; bits += 1) {
      for (let n = counts[bits]!; n > 0; n -= 1) {
        const entry = values[sorted[index]!]! | bits;
        const step = 1 << bits;
        for (let at = reversed(code, bits); at < fast.length; at += step) fast[at] = entry;
        code += 1;
        index += 1;
      }
      code <<= 1;
    }
  }

  /** The entry of a code that `fast` does not hold, from at least 15 bits. @throws Fault where there is none. */
  long(word: number): number {
    const { counts, sorted, values } = this;
    let code = 0;
    let first = 0;
    let index = 0;
    for (let bits = 1; bits <= MAX_BITS; bits += 1) {
      code |= (word >>> (bits - 1)) & 1;
      const count = counts[bits]!;
      if (code - first < count) return values[sorted[index + code - first]!]! | bits;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return badCode();
  }
}

/** Codes are packed most significant bit first, and everything else least significant bit first. */
function reversed(code: number, bits: number): number {
  let out = 0;
  for (let i = 0; i < bits; i += 1) out |= ((code >>> i) & 1) << (bits - 1 - i);
  return out;
}

function badCode(): never {
  throw new Fault("zip-deflate", "the compressed data has a set of codes, or a code, that cannot be");
}
