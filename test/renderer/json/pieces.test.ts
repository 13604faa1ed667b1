import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAll } from "../../../renderer/widgets/json/find.ts";
import { foldsFrom, isFolded, turn, uncover } from "../../../renderer/widgets/json/folds.ts";
import { lineText, placeInLine } from "../../../renderer/widgets/json/layout.ts";
import type { Outline } from "../../../renderer/widgets/json/outline.ts";
import { OutlineReader } from "../../../renderer/widgets/json/outline-reader.ts";
import { piecesOf, previewOf } from "../../../renderer/widgets/json/pieces.ts";
import { placeIn, textOutline } from "../../../renderer/widgets/json/text-outline.ts";
import { columnsIn } from "../../../renderer/widgets/json/wrap.ts";
import { visible } from "../../../shared/encoding/visible.ts";

function outlineOf(text: string): Outline {
  const reader = new OutlineReader(text);
  reader.step();
  return reader.outline;
}

describe("the pieces of a row", () => {
  it("are the row, whatever is searched for and wherever it is cut", () => {
    const cut = fc.tuple(fc.json(), fc.string({ maxLength: 2 }), fc.nat(80), fc.nat(80));
    fc.assert(
      fc.property(cut, ([text, wanted, from, length]) => {
        const outline = outlineOf(text);
        const hits = { offsets: findAll(text, wanted), length: wanted.length, current: 0 };
        for (let line = 0; line < outline.lines; line += 1) {
          const pieces = piecesOf(outline, line, from, from + length, hits);
          const joined = pieces.map((piece) => piece.text).join("");
          expect(joined).toBe(lineText(outline, line).slice(from, from + length));
        }
      }),
    );
  });

  it("mark what is searched for, also where it goes over to the next row", () => {
    const text = '{"name":"a name"}';
    const hits = { offsets: findAll(text, "name"), length: 4, current: 1 };
    const marked = (from: number, to: number) =>
      piecesOf(outlineOf(text), 1, from, to, hits)
        .filter(({ hit }) => hit !== false)
        .map(({ text, hit }) => [text, hit]);
    expect(marked(0, 100)).toEqual([
      ["name", "hit"],
      ["name", "current"],
    ]);
    expect(marked(0, 3)).toEqual([["na", "hit"]]);
    expect(marked(3, 13)).toEqual([
      ["me", "hit"],
      ["na", "current"],
    ]);
  });

  it("of a folded value are as many of its members as there is room for, and none by half", () => {
    const text = '{"a":{"b":[1],"c":2},"d":"x","__proto__":3}';
    const preview = (columns: number) =>
      previewOf(outlineOf(text), 0, columns)
        .map((piece) => piece.text)
        .join("");
    expect(preview(100)).toBe('"a": { … }, "d": "x", "__proto__": 3');
    expect(preview(25)).toBe('"a": { … }, "d": "x", …');
    expect(preview(3)).toBe("");
  });

  it("never take more columns than were counted, once hidden characters are marked", () => {
    const hidden: number[] = [];
    for (let code = 0; code <= 0xe0fff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCodePoint(code);
      if (visible(char).length > columnsIn(char, 0, char.length)) hidden.push(code);
    }
    expect(hidden).toEqual([]);
  });
});

describe("folds", () => {
  const text = '{"a":{"b":{"c":1}},"d":[2]}';
  it("begin at a depth, and each can be turned", () => {
    const outline = outlineOf(text);
    const folded = (folds: ReturnType<typeof foldsFrom>) =>
      [0, 1, 2].map((line) => isFolded(folds, outline, line));
    expect(folded(foldsFrom(1))).toEqual([false, true, true]);
    expect(folded(turn(foldsFrom(1), 1))).toEqual([false, false, true]);
    expect(folded(turn(turn(foldsFrom(1), 1), 1))).toEqual([false, true, true]);
  });

  it("open above a place that is gone to, and nowhere else", () => {
    const outline = outlineOf(text);
    const line = outline.lineAt(text.indexOf('"c"'));
    const folds = uncover(foldsFrom(0), outline, line);
    const folded = Array.from({ length: outline.lines }, (_, at) => at).filter(
      (at) => outline.kind(at) === "open" && isFolded(folds, outline, at),
    );
    expect(folded.map((at) => lineText(outline, at))).toEqual(['"d": [']);
  });
});

describe("a plain text", () => {
  it("has the lines that it has, and no more", () => {
    const lines = (text: string) => {
      const outline = textOutline(text);
      return Array.from({ length: outline.lines }, (_, line) => lineText(outline, line));
    };
    expect(lines("a\nb\n")).toEqual(["a", "b"]);
    expect(lines("a\r\n\n b")).toEqual(["a\r", "", " b"]);
    expect(lines("")).toEqual([""]);
    expect(lines("\n")).toEqual([""]);
  });

  it("has a line and a column for every place", () => {
    expect(placeIn("ab\ncd", 0)).toEqual({ line: 1, column: 1 });
    expect(placeIn("ab\ncd", 2)).toEqual({ line: 1, column: 3 });
    expect(placeIn("ab\ncd", 3)).toEqual({ line: 2, column: 1 });
    expect(placeIn("ab\ncd", 5)).toEqual({ line: 2, column: 3 });
  });
});

describe("a place of the source", () => {
  it("is found in the line as it is shown, spaces of the source left out", () => {
    const text = '{ "key"   :   "value" }';
    const outline = outlineOf(text);
    const shown = lineText(outline, 1);
    for (const part of ["key", "value", "alue"])
      expect(placeInLine(outline, 1, text.indexOf(part))).toBe(shown.indexOf(part));
  });
});
