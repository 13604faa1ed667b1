import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPEN } from "../../../renderer/widgets/json/outline.ts";
import type { Outline } from "../../../renderer/widgets/json/outline.ts";
import { OutlineReader } from "../../../renderer/widgets/json/outline-reader.ts";
import type { ReadOptions } from "../../../renderer/widgets/json/outline-reader.ts";
import { lineText } from "../../../renderer/widgets/json/layout.ts";
import { columnsIn } from "../../../renderer/widgets/json/wrap.ts";

function read(text: string, options?: ReadOptions): OutlineReader {
  const reader = new OutlineReader(text, options);
  expect(reader.step()).toBe(true);
  return reader;
}

function lines(text: string, options?: ReadOptions): string[] {
  const { outline, fault } = read(text, options);
  expect(fault).toBeNull();
  return shown(outline);
}

function shown(outline: Outline): string[] {
  return Array.from(
    { length: outline.lines },
    (_, line) => "  ".repeat(outline.depth(line)) + lineText(outline, line),
  );
}

describe("the outline of a JSON text", () => {
  it("has the lines that pretty-printed JSON has", () => {
    const value = { a: 1, b: [true, null, { c: "x" }], d: {}, e: [] };
    expect(lines(JSON.stringify(value)).join("\n")).toBe(JSON.stringify(value, null, 2));
  });

  it("has them for every JSON value, whatever the spaces of the source", () => {
    const values = fc.jsonValue({ maxDepth: 6 });
    const spaces = fc.constantFrom(undefined, 1, 4, "\t", "\r\n".trim());
    fc.assert(
      fc.property(values, spaces, (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(lines(text).join("\n")).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it("keeps the order of keys, their doubles, and every digit of a number", () => {
    expect(lines('{"b":1,"a":2,"b":90071992547409931234567890,"__proto__":1.50e+400}')).toEqual([
      "{",
      '  "b": 1,',
      '  "a": 2,',
      '  "b": 90071992547409931234567890,',
      '  "__proto__": 1.50e+400',
      "}",
    ]);
  });

  it("keeps strings as the source writes them", () => {
    expect(lines('["\\u202e\\n", "\u202e", "\\ud800"]')).toEqual([
      "[",
      '  "\\u202e\\n",',
      '  "\u202e",',
      '  "\\ud800"',
      "]",
    ]);
  });

  it("survives nesting of 200,000 levels", () => {
    const depth = 200_000;
    const { outline, fault } = read("[".repeat(depth) + "]".repeat(depth));
    expect(fault).toBeNull();
    // The innermost is empty, and one line.
    expect(outline.lines).toBe(2 * depth - 1);
    expect(outline.depth(depth - 1)).toBe(depth - 1);
    expect(outline.mate(0)).toBe(2 * depth - 2);
    expect(outline.parent(depth - 1)).toBe(depth - 2);
    expect(outline.parent(2 * depth - 2)).toBe(-1);
  });

  it("is the same in steps of any length", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.integer({ min: 1, max: 50 }), (text, units) => {
        const reader = new OutlineReader(text);
        while (!reader.step(units)) expect(reader.progress).toBeLessThanOrEqual(1);
        expect(shown(reader.outline)).toEqual(lines(text));
      }),
    );
  });

  it("knows the columns of each line, or more", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4, stringUnit: "binary" }), (text) => {
        const { outline } = read(text);
        for (let line = 0; line < outline.lines; line += 1) {
          const own = lineText(outline, line).replace(/,$/, "");
          if (!outline.comma(line)) expect(outline.columns(line)).toBe(columnsIn(own, 0, own.length));
        }
      }),
    );
  });

  it("finds the line of every place in the text", () => {
    const text = '{"a": [1, 22, {"b": "c"}], "d": 3}';
    const { outline } = read(text);
    for (let line = 0; line < outline.lines; line += 1) expect(outline.lineAt(outline.from(line))).toBe(line);
    expect(lineText(outline, outline.lineAt(text.indexOf('"c"') + 1))).toBe('"b": "c"');
  });
});

describe("what is no JSON", () => {
  const FAULTS: readonly [offset: number, text: string][] = [
    [0, ""],
    [2, "  "],
    [0, "nul"],
    [0, "True"],
    [1, "[,1]"],
    [3, "[1,]"],
    [3, "[1 2]"],
    [2, "[]]"],
    [1, "01"],
    [1, "{1:1}"],
    [5, '{"a" 1}'],
    [4, '{"a"'],
    [7, '{"a":1,}'],
    [2, '"a\nb"'],
    [1, '"\\x"'],
    [1, '"\\u12g4"'],
    [2, '"a'],
    [1, "[}"],
    [2, "1 2"],
    [0, "\u00a01"],
    [2, "[1"],
  ];
  it.each(FAULTS)("is found at unit %i: %j", (offset, text) => {
    expect(read(text).fault?.offset).toBe(offset);
  });

  it("is whatever JSON.parse refuses, and nothing else", () => {
    const near = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom("", "}", '"', ",", "\\", "0", " "),
    );
    fc.assert(
      fc.property(near, ([json, at, put]) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + put + json.slice(place + 1);
        expect(read(text).fault === null).toBe(isJson(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is no fault where only the beginning of a text is here, wherever it is cut", () => {
    const text = '{"key": ["v\\u0041\\n", true, false, null, -12.5e3], "more": {"x": {}}}';
    for (let cut = 0; cut < text.length; cut += 1) {
      const { fault, outline } = read(text.slice(0, cut), { partial: true });
      expect(fault).toBeNull();
      for (let line = 0; line < outline.lines; line += 1)
        if (outline.kindCode(line) === OPEN) expect(outline.mate(line)).toBeLessThanOrEqual(outline.lines);
    }
  });
});

describe("a text of one JSON value a line", () => {
  it("is read line by line", () => {
    const { outline } = read('{"a":1}\n\n[2]\r\n  3\n', { many: true });
    expect(shown(outline)).toEqual(["{", '  "a": 1', "}", "[", "  2", "]", "3"]);
    expect(outline.documents).toEqual([0, 3, 6]);
  });

  it("keeps a line that is no JSON as it is, and reads on", () => {
    const { outline, fault } = read('{"a":1}\n{"b":[1,}\nx 1 2\n"open\n1 2\n{"c":3}', { many: true });
    expect(fault).toBeNull();
    expect(shown(outline)).toEqual([
      "{",
      '  "a": 1',
      "}",
      '{"b":[1,}',
      "x 1 2",
      '"open',
      "1 2",
      "{",
      '  "c": 3',
      "}",
    ]);
    expect(outline.documents).toEqual([0, 3, 4, 5, 6, 7]);
    expect(outline.kind(3)).toBe("raw");
  });

  it("may be empty, and may end within a line where more is to come", () => {
    expect(read("", { many: true }).outline.lines).toBe(0);
    expect(read("\n\n", { many: true }).outline.lines).toBe(0);
    const { outline, fault } = read('1\n{"a": [tr', { many: true, partial: true });
    expect(fault).toBeNull();
    expect(outline.kind(outline.lines - 1)).toBe("leaf");
  });

  it("an attacker's lines that open and never close cost one reading each", () => {
    const { outline } = read("[{\n".repeat(50_000), { many: true });
    expect(outline.lines).toBe(50_000);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
