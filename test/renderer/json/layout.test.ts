import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAll, firstNotBefore } from "../../../renderer/widgets/json/find.ts";
import { firstRow, layOut, lineText, MORE, openDepth, rowAt } from "../../../renderer/widgets/json/layout.ts";
import type { Layout } from "../../../renderer/widgets/json/layout.ts";
import type { Outline } from "../../../renderer/widgets/json/outline.ts";
import { OutlineReader } from "../../../renderer/widgets/json/outline-reader.ts";
import { columnsIn, rowEnd } from "../../../renderer/widgets/json/wrap.ts";

function outlineOf(text: string, many = false): Outline {
  const reader = new OutlineReader(text, { many });
  reader.step();
  return reader.outline;
}

function shown(outline: Outline, layout: Layout): string[] {
  return Array.from({ length: layout.count }, (_, row) =>
    layout.from[row] === MORE
      ? "…"
      : lineText(outline, layout.line[row]!).slice(layout.from[row], layout.to[row]),
  );
}

const NOTHING: ReadonlySet<number> = new Set();
const all = (columns: number) => ({ columns, isFolded: () => false, whole: NOTHING });

describe("the rows of a JSON view", () => {
  it("leave out what is folded", () => {
    const outline = outlineOf('{"a":{"b":1,"c":2},"d":[3]}');
    const layout = layOut(outline, { columns: 80, isFolded: (line) => line === 1, whole: NOTHING });
    expect(shown(outline, layout)).toEqual(["{", '"a": {', '"d": [', "3", "]", "}"]);
    expect(firstRow(layout, 2)).toBe(1);
    expect(firstRow(layout, 5)).toBe(2);
  });

  it("show all of every line, cut into rows that fit, however wide its characters", () => {
    const text = fc.string({ unit: "binary", maxLength: 600 });
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 90 }), (value, columns) => {
        const outline = outlineOf(JSON.stringify([value]));
        const layout = layOut(outline, { columns, isFolded: () => false, whole: new Set([1]) });
        expect(shown(outline, layout).slice(1, -1).join("")).toBe(lineText(outline, 1));
        for (const row of shown(outline, layout)) {
          expect(columnsIn(row, 0, row.length) <= columns || Array.from(row).length === 1).toBe(true);
        }
      }),
    );
  });

  it("cut a very long string, and offer the rest", () => {
    const outline = outlineOf(JSON.stringify({ long: "x".repeat(1_000_000) }));
    const layout = layOut(outline, all(80));
    expect(layout.count).toBe(2 + 6 + 1);
    expect(shown(outline, layout).at(-2)).toBe("…");
    const whole = layOut(outline, { ...all(80), whole: new Set([1]) });
    expect(whole.count).toBe(2 + Math.ceil(1_000_010 / 76));
  });

  it("lead to the row that shows a place, or offers it", () => {
    const outline = outlineOf(JSON.stringify(["x".repeat(2_000), 1]));
    const layout = layOut(outline, all(80));
    expect(rowAt(layout, 1, 0)).toBe(1);
    expect(rowAt(layout, 1, 75)).toBe(1);
    expect(rowAt(layout, 1, 76)).toBe(2);
    expect(layout.from[rowAt(layout, 1, 1_900)]).toBe(MORE);
    expect(rowAt(layout, 2, 0)).toBe(layout.count - 2);
  });

  it("never end between the halves of a pair", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 9 }), (text, columns) => {
        for (let at = 0; at < text.length;) {
          const end = rowEnd(text, at, text.length, columns);
          expect(end).toBeGreaterThan(at);
          expect(text.slice(at, end).isWellFormed()).toBe(text.isWellFormed());
          at = end;
        }
      }),
    );
  });

  it("begin unfolded as far as a screen reaches, and further where that shows next to nothing", () => {
    const wide = JSON.stringify({ records: Array.from({ length: 500 }, () => ({ a: 1 })) });
    expect(openDepth(outlineOf(wide), 100)).toBe(2);
    expect(openDepth(outlineOf(`{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,${wide.slice(1)}`), 100)).toBe(1);
    expect(openDepth(outlineOf('{"a":{"b":{"c":1}}}'), 100)).toBe(3);
    expect(openDepth(outlineOf(JSON.stringify(Array.from({ length: 500 }, () => 1))), 100)).toBe(1);
  });
});

describe("finding", () => {
  it("takes what is wanted literally, without regard to case", () => {
    expect([...findAll("a.B(a.b)[x]", "A.b")]).toEqual([0, 4]);
    expect([...findAll("a.b(a.b)[x]", ")[")]).toEqual([7]);
    expect([...findAll("a-b/c\\d", "c\\D")]).toEqual([4]);
    expect([...findAll("abc", "")]).toEqual([]);
  });

  it("finds every place of every text, special characters and all", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, wanted, after) => {
        expect([...findAll(`${before}${wanted}${after}`, wanted)].length).toBeGreaterThan(0);
      }),
    );
  });

  it("stops at its limit", () => {
    expect(findAll("a".repeat(1_000), "a", 10)).toHaveLength(10);
  });

  it("knows what comes next", () => {
    const found = Int32Array.from([3, 8, 20]);
    expect([0, 3, 4, 20, 21].map((at) => firstNotBefore(found, at))).toEqual([0, 0, 1, 2, 3]);
  });
});
