import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonOffset } from "../../../shared/analysis/offset.ts";
import type { OffsetRange } from "../../../shared/analysis/offset.ts";

const ranges = (...pairs: readonly (readonly [number, number])[]): OffsetRange[] =>
  pairs.map(([low, high]) => ({ low: BigInt(low), high: BigInt(high) }));
const within = ({ low, high }: OffsetRange, value: bigint): boolean => low <= value && value <= high;

describe("commonOffset", () => {
  it("is nothing where nothing is said", () => {
    expect(commonOffset([])).toBeNull();
  });

  it("is what all ranges have in common", () => {
    expect(commonOffset(ranges([-5, 3], [-1, 9], [-2, 2]))).toEqual({ low: -1n, high: 2n, agree: true });
    expect(commonOffset(ranges([0, 1], [1, 2]))).toEqual({ low: 1n, high: 1n, agree: true });
    expect(commonOffset(ranges([4, 4]))).toEqual({ low: 4n, high: 4n, agree: true });
  });

  it("is what most ranges have in common where not all do, and says so", () => {
    expect(commonOffset(ranges([0, 10], [2, 8], [100, 110]))).toEqual({ low: 2n, high: 8n, agree: false });
    expect(commonOffset(ranges([0, 1], [5, 6]))).toEqual({ low: 0n, high: 1n, agree: false });
  });

  it("finds an offset that lies in as many ranges as any does", () => {
    const range = fc
      .tuple(fc.integer({ min: -20, max: 20 }), fc.nat(15))
      .map(([low, length]): OffsetRange => {
        return { low: BigInt(low), high: BigInt(low + length) };
      });
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 8 }), (list) => {
        const found = commonOffset(list)!;
        const count = (value: bigint): number => list.filter((each) => within(each, value)).length;
        const most = Math.max(...Array.from({ length: 61 }, (_, i) => count(BigInt(i - 22))));
        expect(found.low <= found.high).toBe(true);
        for (let value = found.low; value <= found.high; value += 1n) expect(count(value)).toBe(most);
        expect(count(found.high + 1n)).toBeLessThan(most + 1);
        expect(found.agree).toBe(most === list.length);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
