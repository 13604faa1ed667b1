import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "../../../shared/encoding/bytes.ts";
import { CompactRange } from "../../../shared/verify/compact-range.ts";
import { emptyRoot, leafHash } from "../../../shared/verify/merkle.ts";
import { MerkleTree } from "../../../shared/verify/merkle-tree.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { codeOf } from "../faults.ts";

const LEAVES = Array.from({ length: 400 }, (_, i) => leafHash(nodePlatform, Uint8Array.of(i & 0xff, i >> 8)));

function range(begin: number, end: number): CompactRange {
  const out = new CompactRange(nodePlatform, begin);
  for (const leaf of LEAVES.slice(begin, end)) out.append(leaf);
  return out;
}

function rootOf(size: number): string {
  const tree = new MerkleTree(nodePlatform);
  for (const leaf of LEAVES.slice(0, size)) tree.append(leaf);
  return toHex(tree.root());
}

describe("CompactRange", () => {
  it("has the tree's root at every size", () => {
    const whole = new CompactRange(nodePlatform, 0);
    expect(whole.root()).toEqual(emptyRoot(nodePlatform));
    for (const [i, leaf] of LEAVES.entries()) {
      whole.append(leaf);
      expect(whole.end).toBe(i + 1);
      expect(toHex(whole.root())).toBe(rootOf(i + 1));
    }
  });

  it("has the tree's root whatever ranges it is joined from, empty ones too", () => {
    const cuts = fc.integer({ min: 0, max: LEAVES.length }).chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.array(fc.nat(size), { maxLength: 12 }).map((list) => list.toSorted((a, b) => a - b)),
      ),
    );
    const property = fc.property(cuts, ([size, inner]) => {
      const whole = new CompactRange(nodePlatform, 0);
      let begin = 0;
      for (const end of [...inner, size]) {
        whole.appendRange(begin, end, range(begin, end).nodes());
        begin = end;
      }
      expect(toHex(whole.root())).toBe(rootOf(size));
    });
    fc.assert(property, { seed: 42, numRuns: 150 });
  });

  it("is the same joined in any order of neighbours", () => {
    const place = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60));
    const property = fc.property(place, (points) => {
      const [a, b, c, d] = points.toSorted((x, y) => x - y) as [number, number, number, number];
      const left = range(a, b);
      left.appendRange(b, c, range(b, c).nodes());
      left.appendRange(c, d, range(c, d).nodes());
      const right = range(b, c);
      right.appendRange(c, d, range(c, d).nodes());
      const joined = range(a, b);
      joined.appendRange(b, d, right.nodes());
      expect(joined.nodes()).toEqual(left.nodes());
      expect(joined.nodes()).toEqual(range(a, d).nodes());
    });
    fc.assert(property, { seed: 42, numRuns: 150 });
  });

  it("keeps as many nodes as its ends need, and each covers the right leaves", () => {
    const property = fc.property(fc.nat(200), fc.nat(200), (begin, width) => {
      const nodes = range(begin, begin + width).nodes();
      expect(nodes.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(width);
      expect(nodes.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(width + 2)));
      let at = begin;
      for (const { level } of nodes) {
        expect(at % 2 ** level).toBe(0);
        at += 2 ** level;
      }
    });
    fc.assert(property, { seed: 42, numRuns: 150 });
  });

  it("reads a leaf hash at an offset", () => {
    const packed = new Uint8Array(96);
    packed.set(LEAVES[0]!, 32);
    const one = new CompactRange(nodePlatform, 0);
    one.append(packed, 32);
    expect(one.root()).toEqual(LEAVES[0]);
  });

  it("refuses ranges that do not follow, and has a root only from 0 on", () => {
    expect(() => range(0, 4).appendRange(5, 6, range(5, 6).nodes())).toThrow(RangeError);
    expect(() => range(0, 4).appendRange(4, 7, range(4, 6).nodes())).toThrow(RangeError);
    expect(codeOf(() => range(1, 4).root())).toBe("merkle-range");
  });
});
