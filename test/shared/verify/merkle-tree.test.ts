import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../../../shared/encoding/bytes.ts";
import { emptyRoot, leafHash, nodeHash } from "../../../shared/verify/merkle.ts";
import { MerkleTree } from "../../../shared/verify/merkle-tree.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";

/** The tree that Certificate Transparency's reference code is tested with: its leaves, and its roots as it grows. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** MTH of RFC 6962 section 2.1, as it is defined there. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot(nodePlatform);
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return nodeHash(nodePlatform, definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

function leavesOf(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, i) => leafHash(nodePlatform, Uint8Array.of(i & 0xff, i >> 8)));
}

describe("MerkleTree", () => {
  it("has the roots that Certificate Transparency publishes for its example", () => {
    const tree = new MerkleTree(nodePlatform);
    expect(toHex(tree.root())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const roots = LEAVES.map((leaf) => {
      tree.append(leafHash(nodePlatform, fromHex(leaf)!));
      return toHex(tree.root());
    });
    expect(roots).toEqual(ROOTS);
  });

  it("has the root that RFC 6962 defines, for all sizes up to 300", () => {
    const tree = new MerkleTree(nodePlatform);
    const leaves = leavesOf(300);
    for (const [i, leaf] of leaves.entries()) {
      tree.append(leaf);
      expect(toHex(tree.root())).toBe(toHex(definition(leaves.slice(0, i + 1))));
      expect(tree.size).toBe(i + 1);
    }
  });

  it("gives the proofs of RFC 6962's example of seven leaves", () => {
    const tree = new MerkleTree(nodePlatform);
    const [a, b, c, d, e, f, j] = leavesOf(7) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    for (const leaf of [a, b, c, d, e, f, j]) tree.append(leaf);
    const node = (left: Uint8Array, right: Uint8Array): Uint8Array => nodeHash(nodePlatform, left, right);
    const [g, h, i] = [node(a, b), node(c, d), node(e, f)];
    const [k, l] = [node(g, h), node(i, j)];
    expect(tree.inclusionProof(0)).toEqual([b, h, l]);
    expect(tree.inclusionProof(3)).toEqual([c, g, l]);
    expect(tree.inclusionProof(4)).toEqual([f, j, k]);
    expect(tree.inclusionProof(6)).toEqual([i, k]);
    expect(tree.consistencyProof(3)).toEqual([c, d, g, l]);
    expect(tree.consistencyProof(4)).toEqual([l]);
    expect(tree.consistencyProof(6)).toEqual([i, j, k]);
    expect(tree.consistencyProof(7)).toEqual([]);
  });

  it("has no proof for leaves and sizes that are not there", () => {
    const tree = new MerkleTree(nodePlatform);
    expect(() => tree.inclusionProof(0)).toThrow(RangeError);
    tree.append(leavesOf(1)[0]!);
    expect(tree.inclusionProof(0)).toEqual([]);
    for (const index of [-1, 1]) expect(() => tree.inclusionProof(index)).toThrow(RangeError);
    for (const first of [0, 2]) expect(() => tree.consistencyProof(first)).toThrow(RangeError);
  });
});
