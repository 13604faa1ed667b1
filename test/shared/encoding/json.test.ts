import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJsonObject, parseJson, parseJsonObject } from "../../../shared/encoding/json.ts";
import { MAX_JSON_DEPTH } from "../../../shared/model/limits.ts";
import { faultOf } from "../faults.ts";
import { jsonValue } from "./arbitraries.ts";

const FAULTS: readonly [code: string, column: number, text: string][] = [
  ["json-syntax", 1, ""],
  ["json-syntax", 3, "  "],
  ["json-syntax", 1, "nul"],
  ["json-syntax", 1, "True"],
  ["json-syntax", 1, "falſe"],
  ["json-syntax", 1, "NaN"],
  ["json-syntax", 1, "-Infinity"],
  ["json-syntax", 1, "'a'"],
  ["json-syntax", 1, "\ufeff1"],
  ["json-syntax", 1, "\u00a01"],
  ["json-syntax", 3, "1 // one"],
  ["json-syntax", 3, "1 2"],
  ["json-syntax", 2, "01"],
  ["json-syntax", 2, "1."],
  ["json-syntax", 2, "1e"],
  ["json-syntax", 2, "0x10"],
  ["json-syntax", 1, ".5"],
  ["json-syntax", 1, "+1"],
  ["json-syntax", 1, "-"],
  ["json-syntax", 1, "-a"],
  ["json-syntax", 2, "["],
  ["json-syntax", 3, "[1"],
  ["json-syntax", 4, "[1,]"],
  ["json-syntax", 2, "[,1]"],
  ["json-syntax", 4, "[1 2]"],
  ["json-syntax", 3, "[]]"],
  ["json-syntax", 2, "{"],
  ["json-syntax", 2, "{a:1}"],
  ["json-syntax", 2, "{1:1}"],
  ["json-syntax", 5, '{"a"'],
  ["json-syntax", 6, '{"a" 1}'],
  ["json-syntax", 6, '{"a":'],
  ["json-syntax", 6, '{"a":}'],
  ["json-syntax", 7, '{"a":1'],
  ["json-syntax", 8, '{"a":1,}'],
  ["json-syntax", 8, '{"a":1 "b":2}'],
  ["json-syntax", 5, '"abc'],
  ["json-syntax", 3, '"a\n"'],
  ["json-syntax", 3, '"a\u0000"'],
  ["json-syntax", 2, '"\\x41"'],
  ["json-syntax", 3, '"a\\'],
  ["json-syntax", 2, '"\\u12g4"'],
  ["json-syntax", 2, '"\\u123"'],
  ["json-syntax", 2, '"\\u+123"'],
  ["json-duplicate-key", 8, '{"a":1,"a":1}'],
  ["json-duplicate-key", 8, '{"a":1,"\\u0061":2}'],
  ["json-duplicate-key", 9, '{"\\/":1,"/":2}'],
  ["json-duplicate-key", 16, '{"__proto__":1,"__proto__":2}'],
  ["json-duplicate-key", 7, '{"":1,"":2}'],
  ["json-duplicate-key", 14, '[0,{"x":{},  "x":0}]'],
  ["json-unsafe-number", 1, "9007199254740992"],
  ["json-unsafe-number", 1, "-9007199254740992"],
  ["json-unsafe-number", 4, "[0,9007199254740993]"],
  ["json-unsafe-number", 1, "100000000000000000000"],
  ["json-unsafe-number", 1, "1e309"],
  ["json-unsafe-number", 6, '{"a":-1e999}'],
  ["json-lone-surrogate", 1, '"\\ud800"'],
  ["json-lone-surrogate", 1, '"\\ude00\\ud83d"'],
  ["json-lone-surrogate", 2, '["\ud83d"]'],
  ["json-lone-surrogate", 2, '{"\\udc00":1}'],
];

describe("parseJson", () => {
  it.each(FAULTS)("reports %s at column %i of %j", (code, column, text) => {
    const fault = faultOf(() => parseJson(text));
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(new RegExp(`\\(column ${column}\\)$`));
  });

  it("takes nesting of 64 and refuses 65, in arrays, objects and both mixed", () => {
    expect(MAX_JSON_DEPTH).toBe(64);
    const nests = [
      (depth: number) => "[".repeat(depth) + "]".repeat(depth),
      (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`,
      (depth: number) => '[{"a":'.repeat(depth / 2) + (depth % 2 === 1 ? "[]" : "0") + "}]".repeat(depth / 2),
    ];
    for (const nest of nests) {
      expect(() => parseJson(nest(64))).not.toThrow();
      expect(faultOf(() => parseJson(nest(65))).code).toBe("json-too-deep");
    }
    expect(faultOf(() => parseJson('{"a":'.repeat(65))).message).toMatch(/column 321\)$/);
    expect(faultOf(() => parseJson("[[[]]]", 2)).code).toBe("json-too-deep");
    expect(parseJson("[[0]]", 2)).toEqual([[0]]);
  });

  it("keeps __proto__ as a key that changes nothing", () => {
    const value = parseJson('{"__proto__":{"polluted":true},"constructor":1}');
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("reads the largest safe integers, doubles that are whole only by their exponent, and -0", () => {
    expect(parseJson("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseJson("-9007199254740991")).toBe(Number.MIN_SAFE_INTEGER);
    expect(parseJson("1e30")).toBe(1e30);
    expect(parseJson("-0")).toBe(-0);
    expect(parseJson("1E-400")).toBe(0);
  });

  it("reads every escape, and white space of all four kinds", () => {
    expect(parseJson('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00"')).toBe(
      '"\\/\b\f\n\r\t\u00e9\u{1f600}',
    );
    expect(parseJson(' \n\r\t{ "a" :\t[ ] , "b"\r:\n0 } ')).toEqual({ a: [], b: 0 });
  });

  it("reads whatever JSON.stringify writes of an I-JSON value, as it was", () => {
    const property = fc.property(jsonValue, fc.nat(2), (value, indent) => {
      expect(parseJson(JSON.stringify(value, null, indent))).toEqual(value);
    });
    fc.assert(property, { seed: 42, numRuns: 500 });
  });

  it("throws nothing but faults, and takes no text that JSON.parse refuses", () => {
    const piece = fc.constantFrom(
      '"',
      "\\",
      "u",
      "d83d",
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "1",
      "e",
      ".",
      "-",
      "null",
    );
    const property = fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      let value: unknown;
      try {
        value = parseJson(text);
      } catch {
        faultOf(() => parseJson(text));
        return;
      }
      expect(value).toEqual(JSON.parse(text));
    });
    fc.assert(property, { seed: 42, numRuns: 3000 });
  });
});

describe("parseJsonObject", () => {
  it("takes an object and nothing else", () => {
    expect(isJsonObject(parseJsonObject('{"a":1}'))).toBe(true);
    for (const text of ["[]", "null", '"{}"', "1"])
      expect(faultOf(() => parseJsonObject(text)).code).toBe("json-syntax");
  });
});
