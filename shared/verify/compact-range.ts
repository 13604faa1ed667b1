// A compact range: the roots of the perfect subtrees that cover leaves [begin, end) of an RFC 6962 tree. It
// lets workers hash parts of a log on their own and join them afterwards, in memory that grows with log n.

import { Fault } from "../model/fault.ts";
import type { Digests } from "../model/platform.ts";
import { emptyRoot, nodeHash } from "./merkle.ts";

/** Levels of a tree of 2^53 leaves. */
const LEVELS = 54;

export interface RangeNode {
  /** A node of level k covers 2^k leaves. */
  readonly level: number;
  readonly hash: Uint8Array;
}

export class CompactRange {
  readonly begin: number;
  private leaves = 0;
  private readonly digests: Digests;
  /**
   * The stack of nodes, left to right: levels, and hashes packed 32 bytes each behind one spare byte. Two that stand
   * side by side are hashed where they are: the byte before them is 0x01 for that moment.
   */
  private readonly levels = new Uint8Array(2 * LEVELS);
  private readonly hashes = new Uint8Array(1 + 2 * LEVELS * 32);
  private readonly pairs: readonly Uint8Array[];
  private depth = 0;

  constructor(digests: Digests, begin: number) {
    this.digests = digests;
    this.begin = begin;
    this.pairs = Array.from({ length: 2 * LEVELS - 1 }, (_, i) => this.hashes.subarray(32 * i, 32 * i + 65));
  }

  get end(): number {
    return this.begin + this.leaves;
  }

  /** Adds the leaf at index `end`; `hash[offset, offset + 32)` is its leaf hash. */
  append(hash: Uint8Array, offset = 0): void {
    this.push(0, hash, offset);
    this.leaves += 1;
    this.merge();
  }

  /** Adds a range that begins where this one ends. */
  appendRange(begin: number, end: number, nodes: readonly RangeNode[]): void {
    if (begin !== this.end)
      throw new RangeError(`a range at ${begin} does not follow one that ends at ${this.end}`);
    for (const { level, hash } of nodes) {
      this.push(level, hash, 0);
      this.leaves += 2 ** level;
      this.merge();
    }
    if (this.end !== end) throw new RangeError(`the range's nodes end at ${this.end} and not at ${end}`);
  }

  nodes(): RangeNode[] {
    return Array.from({ length: this.depth }, (_, i) => ({
      level: this.levels[i]!,
      hash: this.hashes.slice(1 + 32 * i, 33 + 32 * i),
    }));
  }

  /** The RFC 6962 tree head; only a range from 0 has one. */
  root(): Uint8Array {
    if (this.begin !== 0) throw new Fault("merkle-range", "only a range that begins at 0 has a root");
    if (this.depth === 0) return emptyRoot(this.digests);
    let out = this.hashes.slice(32 * this.depth - 31, 32 * this.depth + 1);
    for (let i = this.depth - 2; i >= 0; i -= 1) {
      out = Uint8Array.from(nodeHash(this.digests, this.hashes.slice(1 + 32 * i, 33 + 32 * i), out));
    }
    return out;
  }

  private push(level: number, hash: Uint8Array, offset: number): void {
    const at = 1 + 32 * this.depth;
    for (let i = 0; i < 32; i += 1) this.hashes[at + i] = hash[offset + i]!;
    this.levels[this.depth] = level;
    this.depth += 1;
  }

  /** Joins the two last nodes while they are siblings: same level, and the left one at an even place. */
  private merge(): void {
    while (this.depth >= 2) {
      const level = this.levels[this.depth - 1]!;
      if (this.levels[this.depth - 2] !== level) return;
      const width = 2 ** level;
      if ((this.end / width) % 2 !== 0) return;
      const at = 32 * (this.depth - 2);
      const before = this.hashes[at]!;
      this.hashes[at] = 0x01;
      this.digests.sha256Into(this.pairs[this.depth - 2]!, this.hashes, at + 1);
      this.hashes[at] = before;
      this.levels[this.depth - 2] = level + 1;
      this.depth -= 1;
    }
  }
}
