import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowScroller, wheelPixels } from "../../../renderer/widgets/virtual/row-scroller.ts";
import {
  isInView,
  isScaled,
  lastPosition,
  lastScroll,
  MAX_EXTENT,
  positionAt,
  reveal,
  rowForKey,
  rowWindow,
  scrollAt,
  settle,
  slotCount,
} from "../../../renderer/widgets/virtual/row-window.ts";
import type { Extent } from "../../../renderer/widgets/virtual/row-window.ts";

const extents: fc.Arbitrary<Extent> = fc.record({
  rows: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 50_000_000 })),
  rowHeight: fc.integer({ min: 16, max: 40 }),
  viewHeight: fc.integer({ min: 40, max: 2_000 }),
});
const withRow = extents
  .filter(({ rows }) => rows > 0)
  .chain((extent) => fc.tuple(fc.constant(extent), fc.integer({ min: 0, max: extent.rows - 1 })));
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** A scroll bar as browsers have it: within its limits, and rounded to whole px. */
function barOf(extent: Extent) {
  let at = 0;
  return {
    get scrollTop() {
      return at;
    },
    set scrollTop(value: number) {
      at = Math.round(Math.min(Math.max(0, value), lastScroll(extent)));
    },
  };
}

describe("the window of rows", () => {
  it("reaches every row", () => {
    fc.assert(
      fc.property(withRow, ([extent, row]) => {
        const position = reveal(row, 0, extent);
        const { first, end, base, shift } = rowWindow(position, extent);
        expect(first <= row && row < end).toBe(true);
        const top = (row - base) * extent.rowHeight + shift;
        expect(top).toBeGreaterThanOrEqual(0);
        if (extent.viewHeight >= extent.rowHeight)
          expect(top + extent.rowHeight).toBeLessThanOrEqual(extent.viewHeight);
      }),
    );
  });

  it("covers the whole view wherever it stands, or holds all rows", () => {
    fc.assert(
      fc.property(extents, share, fc.nat(8), (extent, part, overscan) => {
        const { first, end, base, shift } = rowWindow(part * lastPosition(extent), extent, overscan);
        const top = (first - base) * extent.rowHeight + shift;
        const bottom = (end - base) * extent.rowHeight + shift;
        expect(first === 0 ? top <= 0.001 : top <= 0).toBe(true);
        expect(end === extent.rows || bottom >= extent.viewHeight).toBe(true);
        expect(end - first).toBeLessThanOrEqual(slotCount(extent, overscan));
      }),
    );
  });

  it("shows the last row wholly at the end, also where the bar is a scale", () => {
    fc.assert(
      fc.property(extents, (extent) => {
        const position = positionAt(lastScroll(extent), extent);
        const { end, base, shift } = rowWindow(position, extent);
        expect(end).toBe(extent.rows);
        const bottom = (end - base) * extent.rowHeight + shift;
        expect(bottom).toBeLessThanOrEqual(extent.viewHeight + 0.001);
      }),
    );
  });

  it("keeps the scroll bar within what browsers can lay out", () => {
    const extent = { rows: 50_000_000, rowHeight: 28, viewHeight: 700 };
    expect(isScaled(extent)).toBe(true);
    expect(lastScroll(extent)).toBe(MAX_EXTENT);
  });

  it("goes from position to bar and back", () => {
    fc.assert(
      fc.property(extents, share, (extent, part) => {
        const position = part * lastPosition(extent);
        const back = positionAt(scrollAt(position, extent), extent);
        expect(Math.abs(back - position)).toBeLessThan(0.01);
      }),
    );
  });

  it("brings a row into view by the shortest way, and not at all where it is there", () => {
    fc.assert(
      fc.property(withRow, share, ([extent, row], part) => {
        fc.pre(extent.viewHeight >= extent.rowHeight);
        const position = part * lastPosition(extent);
        const next = reveal(row, position, extent);
        expect(isInView(row, next, extent)).toBe(true);
        expect(isInView(row, settle(row, extent), extent) || extent.viewHeight < 3 * extent.rowHeight).toBe(
          true,
        );
        expect(reveal(row, next, extent)).toBe(next);
      }),
    );
  });
});

describe("scrolling", () => {
  it("by one row on the wheel goes one row, though the bar is a scale and rounds", () => {
    const extent = { rows: 30_000_000, rowHeight: 28, viewHeight: 700 };
    const bar = barOf(extent);
    const scroller = new RowScroller(extent);
    for (let turn = 1; turn <= 100; turn += 1) {
      expect(scroller.wheel(28, bar)).toBe(true);
      // The bar's own event, which the browser sends after it was set.
      expect(scroller.scrolled(bar)).toBe(false);
      expect(scroller.position).toBe(28 * turn);
    }
    for (let turn = 99; turn >= 0; turn -= 1) {
      scroller.wheel(-28, bar);
      expect(scroller.position).toBe(28 * turn);
    }
    expect(bar.scrollTop).toBe(0);
  });

  it("is left to the browser where the bar is no scale", () => {
    const extent = { rows: 1_000, rowHeight: 28, viewHeight: 700 };
    const scroller = new RowScroller(extent);
    expect(scroller.wheel(28, barOf(extent))).toBe(false);
    expect(scroller.position).toBe(0);
  });

  it("follows the bar where it is dragged", () => {
    fc.assert(
      fc.property(extents, share, (extent, part) => {
        const bar = barOf(extent);
        const scroller = new RowScroller(extent);
        bar.scrollTop = part * lastScroll(extent);
        scroller.scrolled(bar);
        expect(scroller.position).toBeCloseTo(positionAt(bar.scrollTop, extent));
      }),
    );
  });

  it("stays where it is when rows come, and within what is left when they go", () => {
    const extent = { rows: 1_000, rowHeight: 28, viewHeight: 700 };
    const more = { ...extent, rows: 2_000_000 };
    const scroller = new RowScroller(extent);
    scroller.moveTo(5_000, barOf(extent));
    scroller.resize(more, barOf(more));
    expect(scroller.position).toBe(5_000);
    const fewer = { ...extent, rows: 30 };
    scroller.resize(fewer, barOf(fewer));
    expect(scroller.position).toBe(30 * 28 - 700);
  });

  it("understands wheels that count lines and pages", () => {
    const extent = { rows: 10, rowHeight: 28, viewHeight: 700 };
    expect([0, 1, 2].map((mode) => wheelPixels(3, mode, extent))).toEqual([3, 84, 2_100]);
  });
});

describe("keys", () => {
  const extent = { rows: 30_000_000, rowHeight: 28, viewHeight: 280 };
  it.each([
    ["ArrowDown", 5, 6],
    ["j", 5, 6],
    ["ArrowUp", 5, 4],
    ["k", 0, 0],
    ["PageDown", 5, 14],
    ["PageUp", 5, 0],
    ["Home", 29_999_999, 0],
    ["End", 5, 29_999_999],
    ["ArrowDown", 29_999_999, 29_999_999],
  ])("%s at row %i goes to row %i", (key, row, next) => {
    expect(rowForKey(key, row, extent)).toBe(next);
  });

  it("that mean nothing here are left alone, and none moves in an empty table", () => {
    expect(rowForKey("x", 5, extent)).toBeNull();
    expect(rowForKey("j", 0, { ...extent, rows: 0 })).toBeNull();
  });
});
