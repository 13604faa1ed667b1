// RFC 6962 section 2.1: tree heads, inclusion proofs and consistency proofs over SHA-256.

import type { Digests } from "../model/platform.ts";
import { concatBytes, equalBytes } from "../encoding/bytes.ts";

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** SHA-256(0x00 || data). */
export function leafHash(digests: Digests, data: Uint8Array): Uint8Array {
  return digests.sha256(concatBytes(LEAF, data));
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(digests: Digests, left: Uint8Array, right: Uint8Array): Uint8Array {
  return digests.sha256(concatBytes(NODE, left, right));
}

export function emptyRoot(digests: Digests): Uint8Array {
  return digests.sha256(new Uint8Array(0));
}

/**
 * Verifies an inclusion proof (RFC 9162 section 2.1.3.2). `index` and `size` are bigint, since proofs may
 * come from logs of any size. The proof has exactly inner + border hashes; anything else is refused.
 */
export function verifyInclusion(
  digests: Digests,
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const computed = rootFromInclusion(digests, leaf, index, size, proof);
  return computed !== null && equalBytes(computed, root);
}

/** The root that an inclusion proof leads to, or null where its shape is wrong. */
export function rootFromInclusion(
  digests: Digests,
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  proof: readonly Uint8Array[],
): Uint8Array | null {
  if (index < 0n || index >= size || leaf.length !== 32 || !proof.every(is32)) return null;
  const { inner, border } = proofShape(index, size);
  if (proof.length !== inner + border) return null;
  const joined = chainInner(digests, leaf, proof.slice(0, inner), index);
  return chainLeft(digests, joined, proof.slice(inner));
}

/**
 * Verifies that the tree of `size1` leaves is a prefix of that of `size2` (RFC 9162 section 2.1.4.2).
 * Equal sizes need an empty proof and equal roots. A tree of size 0 is a prefix of every tree: that proves nothing,
 * so it is refused.
 */
export function verifyConsistency(
  digests: Digests,
  size1: bigint,
  size2: bigint,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): boolean {
  if (size2 < size1 || size1 <= 0n || !proof.every(is32)) return false;
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  if (proof.length === 0) return false;

  const shape = proofShape(size1 - 1n, size2);
  const shift = trailingZeros(size1);
  const inner = shape.inner - shift;
  // Where size1 is a power of two its root is the starting node; otherwise the proof begins with that node.
  const whole = size1 === 1n << BigInt(shift);
  const seed = whole ? root1 : proof[0]!;
  const rest = whole ? proof : proof.slice(1);
  if (rest.length !== inner + shape.border) return false;

  const mask = (size1 - 1n) >> BigInt(shift);
  const hash1 = chainLeft(
    digests,
    chainInnerRight(digests, seed, rest.slice(0, inner), mask),
    rest.slice(inner),
  );
  const hash2 = chainLeft(digests, chainInner(digests, seed, rest.slice(0, inner), mask), rest.slice(inner));
  return equalBytes(hash1, root1) && equalBytes(hash2, root2);
}

function proofShape(index: bigint, size: bigint): { inner: number; border: number } {
  const inner = bitLength(index ^ (size - 1n));
  let border = 0;
  for (let rest = index >> BigInt(inner); rest > 0n; rest >>= 1n) border += Number(rest & 1n);
  return { inner, border };
}

function chainInner(
  digests: Digests,
  seed: Uint8Array,
  proof: readonly Uint8Array[],
  index: bigint,
): Uint8Array {
  let hash = seed;
  for (const [i, sibling] of proof.entries()) {
    const right = ((index >> BigInt(i)) & 1n) === 1n;
    hash = right ? nodeHash(digests, sibling, hash) : nodeHash(digests, hash, sibling);
  }
  return hash;
}

function chainInnerRight(digests: Digests, seed: Uint8Array, proof: readonly Uint8Array[], index: bigint) {
  let hash = seed;
  for (const [i, sibling] of proof.entries()) {
    if (((index >> BigInt(i)) & 1n) === 1n) hash = nodeHash(digests, sibling, hash);
  }
  return hash;
}

function chainLeft(digests: Digests, seed: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
  let hash = seed;
  for (const sibling of proof) hash = nodeHash(digests, sibling, hash);
  return hash;
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

function trailingZeros(value: bigint): number {
  let count = 0;
  for (let rest = value; (rest & 1n) === 0n; rest >>= 1n) count += 1;
  return count;
}

function is32(hash: Uint8Array): boolean {
  return hash.length === 32;
}
