import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeUtf8, equalBytes, toHex } from "../../../shared/encoding/bytes.ts";
import { canonicalNumber, canonicalize, parseCanonical } from "../../../shared/encoding/canonical.ts";
import { parseJson } from "../../../shared/encoding/json.ts";
import { describeVectors } from "../../support/vectors.ts";
import { codeOf, faultOf } from "../faults.ts";
import { bareObject, ijsonNumber, jsonValue } from "./arbitraries.ts";

/** RFC 8785, appendix B: IEEE 754 bits and the text that they are written as. */
const APPENDIX_B: readonly [bits: string, text: string][] = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
];

/** RFC 8785, section 3.2.2: the input as printed there. */
const SECTION_3_2_2 = String.raw`{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}`;
/** Section 3.2.4: the bytes that come of it. */
const SECTION_3_2_4 =
  "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a5b333333333333333333" +
  "2e333333333333332c31652b33302c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac245c753030" +
  "30665c6e4127425c225c5c5c5c5c222f227d";

function double(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

describe("canonicalNumber", () => {
  it.each(APPENDIX_B)("writes the double %s as RFC 8785's appendix B does: %s", (bits, text) => {
    expect(canonicalNumber(double(bits))).toBe(text);
  });

  it.each(["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])(
    "refuses %s, which is no number",
    (bits) => {
      expect(codeOf(() => canonicalNumber(double(bits)))).toBe("json-unsafe-number");
    },
  );
});

describe("canonicalize", () => {
  it("writes the example of RFC 8785, section 3.2.2, to the byte", () => {
    expect(toHex(encodeUtf8(canonicalize(parseJson(SECTION_3_2_2))))).toBe(SECTION_3_2_4);
  });

  it("sorts the example of RFC 8785, section 3.2.3, by UTF-16 units", () => {
    const input = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
      "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
      "\u00f6":"Latin Small Letter O With Diaeresis"}`;
    const values = canonicalize(parseJson(input)).matchAll(/:"([^"]*)"/g);
    expect([...values].map(([, value]) => value)).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  it("refuses what I-JSON cannot hold", () => {
    expect(codeOf(() => canonicalize(2 ** 53))).toBe("json-unsafe-number");
    expect(codeOf(() => canonicalize([-(2 ** 53)]))).toBe("json-unsafe-number");
    expect(codeOf(() => canonicalize({ a: Number.NaN }))).toBe("json-unsafe-number");
    expect(codeOf(() => canonicalize("\ud800"))).toBe("json-lone-surrogate");
    expect(codeOf(() => canonicalize({ "\udfff": 1 }))).toBe("json-lone-surrogate");
  });

  it("writes what parseCanonical accepts and reads back as it was, for any I-JSON value", () => {
    const property = fc.property(jsonValue, (value) => {
      expect(parseCanonical(encodeUtf8(canonicalize(value)))).toEqual(value);
    });
    fc.assert(property, { seed: 42, numRuns: 1000 });
  });

  it("does not depend on the order in which keys were set", () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: "binary", maxLength: 4 }), ijsonNumber), {
      selector: ([key]) => key,
    });
    const property = fc.property(entries, (list) => {
      expect(canonicalize(bareObject(list))).toBe(canonicalize(bareObject(list.toReversed())));
    });
    fc.assert(property, { seed: 42, numRuns: 300 });
  });
});

describe("parseCanonical", () => {
  it.each([
    [1, " {}"],
    [2, "{ }"],
    [3, "{} "],
    [6, '{"a": 1}'],
    [3, '{"b":1,"a":2}'],
    [7, '{"a":1.0}'],
    [2, "1E30"],
    [1, "-0"],
    [1, "0.0000001"],
    [2, '"\\/"'],
    [2, '"\\u0041"'],
    [3, '"\\u000a"'],
    [2, '"\\u00E9"'],
    [7, '"\\u001F"'],
  ])("names column %i as the first that is not canonical in %j", (column, text) => {
    const fault = faultOf(() => parseCanonical(encodeUtf8(text)));
    expect(fault.code).toBe("json-not-canonical");
    expect(fault.message).toContain(`from column ${column} on`);
  });

  it("says what is wrong with bytes that are not UTF-8, not JSON, or not I-JSON", () => {
    expect(codeOf(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22)))).toBe("utf8-invalid");
    expect(codeOf(() => parseCanonical(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)))).toBe("utf8-invalid");
    expect(codeOf(() => parseCanonical(encodeUtf8('\ufeff{"a":1}')))).toBe("json-syntax");
    expect(codeOf(() => parseCanonical(encodeUtf8("")))).toBe("json-syntax");
    expect(codeOf(() => parseCanonical(encodeUtf8('{"a":1,"a":1}')))).toBe("json-duplicate-key");
    expect(codeOf(() => parseCanonical(encodeUtf8("100000000000000000000")))).toBe("json-unsafe-number");
    expect(codeOf(() => parseCanonical(encodeUtf8("9007199254740993.5")))).toBe("json-unsafe-number");
  });

  it("takes the canonical forms at the edges of number notation", () => {
    for (const text of ["0.000001", "1e-7", "1e+21", "-1.5", "9007199254740991", "1.7976931348623157e+308"])
      expect(parseCanonical(encodeUtf8(text))).toBe(Number(text));
  });
});

describeVectors("the JCS test data of cyberphone/json-canonicalization", "vectors/jcs", (vectors) => {
  const names = vectors.list("input").map((path) => path.slice("input/".length, -".json".length));

  it("are the six known files", () => {
    expect(names).toEqual(["arrays", "french", "structures", "unicode", "values", "weird"]);
  });

  it.each(names)("canonicalize to the expected bytes, which are accepted: %s", (name) => {
    const output = vectors.bytes(`output/${name}.json`);
    const canonical = encodeUtf8(canonicalize(parseJson(vectors.text(`input/${name}.json`))));
    expect(equalBytes(canonical, output)).toBe(true);
    expect(toHex(canonical)).toBe(vectors.text(`outhex/${name}.txt`).replaceAll(/\s/g, ""));
    expect(canonicalize(parseCanonical(output))).toBe(vectors.text(`output/${name}.json`));
  });
});
