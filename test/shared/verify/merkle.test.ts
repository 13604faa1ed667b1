import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeUtf8, fromBase64 } from "../../../shared/encoding/bytes.ts";
import {
  emptyRoot,
  leafHash,
  rootFromInclusion,
  verifyConsistency,
  verifyInclusion,
} from "../../../shared/verify/merkle.ts";
import { MerkleTree } from "../../../shared/verify/merkle-tree.ts";
import { nodePlatform as host } from "../../../electron/platform/node-platform.ts";
import { describeVectors } from "../../support/vectors.ts";
import type { Vectors } from "../../support/vectors.ts";

function treeOf(size: number): { tree: MerkleTree; leaves: Uint8Array[] } {
  const tree = new MerkleTree(host);
  const leaves = Array.from({ length: size }, (_, i) => leafHash(host, encodeUtf8(`line ${i}`)));
  for (const leaf of leaves) tree.append(leaf);
  return { tree, leaves };
}

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

/** The proof with one bit of one hash changed, one hash left out, one put in, or two swapped. */
function damaged(proof: readonly Uint8Array[], spare: Uint8Array): Uint8Array[][] {
  const out: Uint8Array[][] = [
    [...proof, spare],
    [spare, ...proof],
    [...proof, new Uint8Array(0)],
  ];
  for (const [i, hash] of proof.entries()) {
    out.push(proof.with(i, flip(hash, (37 * i) % 256)), proof.with(i, hash.slice(1)), proof.toSpliced(i, 1));
    const next = proof[i + 1];
    if (next !== undefined) out.push(proof.with(i, next).with(i + 1, hash));
  }
  return out;
}

describe("verifyInclusion", () => {
  it("takes the proof of any leaf of any tree, and nothing else that looks like it", () => {
    const place = fc
      .integer({ min: 1, max: 200 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
    const property = fc.property(place, fc.nat(255), ([size, index], bit) => {
      const { tree, leaves } = treeOf(size);
      const proof = tree.inclusionProof(index);
      const leaf = leaves[index]!;
      const root = tree.root();
      const holds = (at: bigint, n: bigint, hash: Uint8Array, path: readonly Uint8Array[], top: Uint8Array) =>
        verifyInclusion(host, hash, at, n, path, top);
      const [i, n] = [BigInt(index), BigInt(size)];
      expect(holds(i, n, leaf, proof, root)).toBe(true);
      expect(holds(i, n, flip(leaf, bit), proof, root)).toBe(false);
      expect(holds(i, n, leaf, proof, flip(root, bit))).toBe(false);
      for (const path of damaged(proof, root)) expect(holds(i, n, leaf, path, root)).toBe(false);
      for (let other = 0; other < size; other += 1)
        if (other !== index) expect(holds(BigInt(other), n, leaf, proof, root)).toBe(false);
      for (const at of [-1n, n, n + 1n, i + (1n << 63n)]) expect(holds(at, n, leaf, proof, root)).toBe(false);
    });
    fc.assert(property, { seed: 42, numRuns: 60 });
  });

  it("takes each proof of all trees up to 40 leaves", () => {
    for (let size = 1; size <= 40; size += 1) {
      const { tree, leaves } = treeOf(size);
      for (const [i, leaf] of leaves.entries()) {
        const proof = tree.inclusionProof(i);
        expect(verifyInclusion(host, leaf, BigInt(i), BigInt(size), proof, tree.root())).toBe(true);
      }
    }
  });

  it("refuses a tree size under which the proof has another shape", () => {
    const { tree, leaves } = treeOf(11);
    const proof = tree.inclusionProof(9);
    expect(verifyInclusion(host, leaves[9]!, 9n, 8n, proof, tree.root())).toBe(false);
    expect(verifyInclusion(host, leaves[9]!, 9n, 64n, proof, tree.root())).toBe(false);
    expect(verifyInclusion(host, leaves[9]!, 0n, 0n, [], tree.root())).toBe(false);
    expect(rootFromInclusion(host, leaves[9]!.slice(1), 0n, 1n, [])).toBeNull();
  });
});

describe("verifyConsistency", () => {
  it("takes the proof between all pairs of trees up to 40 leaves, and no damaged one", () => {
    const { tree: whole, leaves } = treeOf(40);
    const growing = new MerkleTree(host);
    const roots = leaves.map((leaf) => {
      growing.append(leaf);
      return growing.root();
    });
    expect(roots.at(-1)).toEqual(whole.root());
    for (let size = 1; size <= 40; size += 1) {
      const { tree } = treeOf(size);
      for (let first = 1; first <= size; first += 1) {
        const proof = tree.consistencyProof(first);
        const holds = (path: readonly Uint8Array[], a: number, b: number) =>
          verifyConsistency(host, BigInt(first), BigInt(size), path, roots[a - 1]!, roots[b - 1]!);
        expect(holds(proof, first, size)).toBe(true);
        expect(damaged(proof, roots[0]!).some((path) => holds(path, first, size))).toBe(false);
        const other = first === 1 ? 2 : first - 1;
        expect(holds(proof, other, size) || holds(proof, first, size === 1 ? 2 : size - 1)).toBe(false);
      }
    }
  });

  it("takes equal sizes only with equal roots and no proof, and a tree of size 0 never as evidence", () => {
    const { tree } = treeOf(5);
    const [root, empty] = [tree.root(), emptyRoot(host)];
    expect(verifyConsistency(host, 5n, 5n, [], root, root)).toBe(true);
    expect(verifyConsistency(host, 5n, 5n, [root], root, root)).toBe(false);
    expect(verifyConsistency(host, 5n, 5n, [], root, empty)).toBe(false);
    expect(verifyConsistency(host, 0n, 5n, [], empty, root)).toBe(false);
    expect(verifyConsistency(host, 0n, 5n, [root], empty, root)).toBe(false);
    expect(verifyConsistency(host, 6n, 5n, [root], root, root)).toBe(false);
    expect(verifyConsistency(host, -1n, 5n, [root], root, root)).toBe(false);
  });
});

/** The vectors' numbers are uint64, which JSON.parse would round. */
function cases<T>(
  vectors: Vectors,
  folder: string,
): (T & { wantErr: boolean; proof: string[] | null; path: string })[] {
  return vectors.list(folder).map((path) => {
    const text = vectors.text(path).replaceAll(/"(leafIdx|treeSize|size1|size2)": *([0-9]+)/g, '"$1":"$2"');
    return { ...(JSON.parse(text) as T & { wantErr: boolean; proof: string[] | null }), path };
  });
}

/** Vectors may hold hashes of wrong lengths, and none at all. */
const bytes = (base64: string | null): Uint8Array => fromBase64(base64 ?? "")!;

describeVectors("the RFC 6962 vectors of transparency-dev/merkle", "vectors/rfc6962", (vectors) => {
  it("are judged as they say: 98 inclusion proofs", () => {
    const list = cases<{ leafIdx: string; treeSize: string; leafHash: string; root: string }>(
      vectors,
      "inclusion",
    );
    const wrong = list.filter(({ leafIdx, treeSize, leafHash, root, proof, wantErr }) => {
      const path = (proof ?? []).map((hash) => bytes(hash));
      const [index, size] = [BigInt(leafIdx), BigInt(treeSize)];
      return verifyInclusion(host, bytes(leafHash), index, size, path, bytes(root)) === wantErr;
    });
    expect(list).toHaveLength(98);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("are judged as they say: 98 consistency proofs", () => {
    const list = cases<{ size1: string; size2: string; root1: string; root2: string }>(
      vectors,
      "consistency",
    );
    const wrong = list.filter(({ size1, size2, root1, root2, proof, wantErr }) => {
      const path = (proof ?? []).map((hash) => bytes(hash));
      return (
        verifyConsistency(host, BigInt(size1), BigInt(size2), path, bytes(root1), bytes(root2)) === wantErr
      );
    });
    expect(list).toHaveLength(98);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
