// The writer's side of RFC 6962: all leaf hashes of a log, its root, and inclusion and consistency proofs.

import type { Digests } from "../model/platform.ts";
import { emptyRoot, nodeHash } from "./merkle.ts";

export class MerkleTree {
  private readonly digests: Digests;
  /** levels[k] holds the roots of the perfect subtrees of 2^k leaves, from left to right. */
  private readonly levels: Uint8Array[][] = [[]];

  constructor(digests: Digests) {
    this.digests = digests;
  }

  get size(): number {
    return this.levels[0]!.length;
  }

  /** Adds a leaf by its leaf hash. */
  append(hash: Uint8Array): void {
    let node = hash;
    for (let level = 0; ; level += 1) {
      const row = (this.levels[level] ??= []);
      row.push(node);
      if (row.length % 2 === 1) return;
      node = nodeHash(this.digests, row.at(-2)!, row.at(-1)!);
    }
  }

  root(): Uint8Array {
    return this.size === 0 ? emptyRoot(this.digests) : this.subtree(0, this.size);
  }

  /** PATH(index, D[size]) of RFC 6962 section 2.1.1: sibling hashes from the leaf up. */
  inclusionProof(index: number): Uint8Array[] {
    if (index < 0 || index >= this.size)
      throw new RangeError(`there is no leaf ${index} in a tree of ${this.size}`);
    const path: Uint8Array[] = [];
    let begin = 0;
    let end = this.size;
    while (end - begin > 1) {
      const middle = begin + split(end - begin);
      const left = index < middle;
      path.push(left ? this.subtree(middle, end) : this.subtree(begin, middle));
      if (left) end = middle;
      else begin = middle;
    }
    return path.toReversed();
  }

  /** PROOF(first, D[size]) of RFC 6962 section 2.1.2, for 0 < first <= size. */
  consistencyProof(first: number): Uint8Array[] {
    if (first <= 0 || first > this.size)
      throw new RangeError(`there is no prefix of ${first} in a tree of ${this.size}`);
    const path: Uint8Array[] = [];
    let begin = 0;
    let end = this.size;
    let whole = true;
    while (first !== end) {
      const middle = begin + split(end - begin);
      if (first <= middle) {
        path.push(this.subtree(middle, end));
        end = middle;
      } else {
        path.push(this.subtree(begin, middle));
        begin = middle;
        whole = false;
      }
    }
    if (!whole) path.push(this.subtree(begin, end));
    return path.toReversed();
  }

  /** MTH over leaves [begin, end), where begin is a multiple of the largest power of two below the width. */
  private subtree(begin: number, end: number): Uint8Array {
    const width = end - begin;
    const level = Math.log2(width);
    if (Number.isInteger(level)) return this.levels[level]![begin / width]!;
    const middle = begin + split(width);
    return nodeHash(this.digests, this.subtree(begin, middle), this.subtree(middle, end));
  }
}

/** The largest power of two smaller than n, for n > 1. */
function split(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}
