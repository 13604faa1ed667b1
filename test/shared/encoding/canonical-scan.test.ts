// The scanner is the fast way past most lines of a log: whatever it accepts must be canonical for certain.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8, fromHex } from "../../../shared/encoding/bytes.ts";
import { CanonicalScanner } from "../../../shared/encoding/canonical-scan.ts";
import { canonicalize, parseCanonical } from "../../../shared/encoding/canonical.ts";
import { isJsonObject, parseJson } from "../../../shared/encoding/json.ts";
import { bareObject, jsonObject, seededRandom } from "./arbitraries.ts";
import { mutate } from "./mutate.ts";

const MUTATIONS = 100_000;
const scanner = new CanonicalScanner();

function line(text: string): Uint8Array {
  return encodeUtf8(`${text}\n`);
}

/** Where the scanner accepts, the slow way must too, and the members must be the object's own, in order. */
function holdToSlowWay(buffer: Uint8Array, start: number): boolean {
  const end = scanner.scan(buffer, start);
  if (end < 0) return false;
  if (buffer[end] !== 0x0a) throw new Error("the scan does not end before an LF");
  const value = parseCanonical(buffer.subarray(start, end));
  if (!isJsonObject(value)) throw new Error("the scan accepts something that is no object");
  // Sorted, because JavaScript gives keys that look like numbers first.
  const keys = Object.keys(value).toSorted();
  const found: [string, unknown][] = [];
  for (let m = 0; m < scanner.memberCount; m += 1) {
    const at = scanner.members.slice(4 * m, 4 * m + 4);
    const key = decodeUtf8(buffer.subarray(at[0], at[1]));
    found.push([key, parseJson(decodeUtf8(buffer.subarray(at[2], at[3])))]);
  }
  if (JSON.stringify(found) !== JSON.stringify(keys.map((key) => [key, value[key]])))
    throw new Error(`the members of ${decodeUtf8(buffer.subarray(start, end))} are not the object's`);
  return true;
}

const ACCEPTED = [
  "{}",
  '{"a":1}',
  '{"":0,"!":1,"a":2,"aa":3,"b":4}',
  '{"":0," ":1}',
  '{"A":true,"_":false,"a":null}',
  '{"a":-1.5,"b":0.000001,"c":123456789012345,"d":-0.1,"e":0}',
  '{"a":"\\b\\t\\n\\f\\r\\"\\\\ /\u007f"}',
  '{"a":"\u00e9\u20ac\u{1f600}\ud7ff\ue000\uffff"}',
  '{"a":[],"b":[1,[2,{}],{"x":[]}],"c":{}}',
];

const REFUSED = [
  "",
  "[]",
  '"a"',
  " {}",
  "{} ",
  "{ }",
  '{"a":1,}',
  '{"a":1,,"b":2}',
  '{,"a":1}',
  '{"a":}',
  '{"a"}',
  '{"a":1}}',
  '{"a":1',
  '{"b":1,"a":2}',
  '{"a":1,"a":2}',
  '{"":1,"":2}',
  '{"a":1,"":2}',
  '{"!":1,"":2}',
  '{"aa":1,"a":2}',
  '{"x":{"b":1,"a":2}}',
  '{"a":-0}',
  '{"a":01}',
  '{"a":1.0}',
  '{"a":1.}',
  '{"a":.5}',
  '{"a":-}',
  '{"a":+1}',
  '{"a":1e5}',
  '{"a":1E5}',
  '{"a":0e1}',
  '{"a":0.0000001}',
  '{"a":0.10}',
  '{"a":1.2.3}',
  '{"a":9007199254740993}',
  '{"a":12345678901234567890}',
  '{"a":0.12345678901234567}',
  '{"a":"\\/"}',
  '{"a":"\\u0041"}',
  '{"a":"\\x"}',
  '{"a":"\t"}',
  '{"a":"\\"}',
  '{"a":True}',
  '{"a":nul}',
  '{"a":falsy}',
  '{"a":[1,]}',
  '{"a":[,1]}',
  '{"a":[1}]',
  "{a:1}",
];

describe("CanonicalScanner", () => {
  it.each(ACCEPTED)("accepts the plain canonical line %s", (text) => {
    expect(holdToSlowWay(line(text), 0)).toBe(true);
    expect(scanner.scan(line(text), 0)).toBe(encodeUtf8(text).length);
  });

  it.each(REFUSED)("does not accept %j", (text) => {
    expect(scanner.scan(line(text), 0)).toBe(-1);
  });

  it.each([
    "80",
    "c080",
    "c3",
    "c328",
    "e08080",
    "e282",
    "eda080",
    "edb080",
    "f0808080",
    "f09f98",
    "f4908080",
    "ff",
  ])("does not accept a string with the bytes %s, which are no UTF-8", (hex) => {
    const bytes = Uint8Array.of(...encodeUtf8('{"a":"'), ...fromHex(hex)!, ...encodeUtf8('"}\n'));
    expect(scanner.scan(bytes, 0)).toBe(-1);
  });

  it("leaves what it cannot decide cheaply to the slow way", () => {
    for (const text of ['{"\u00e9":1}', '{"a\\n":1}', '{"a":"\\u0001"}', '{"a":1e-7}', '{"a":1e+21}']) {
      expect(scanner.scan(line(text), 0)).toBe(-1);
      expect(() => parseCanonical(encodeUtf8(text))).not.toThrow();
    }
  });

  it("stays in its line: without an LF behind it, or cut anywhere, nothing is accepted", () => {
    for (const text of ACCEPTED) {
      const bytes = line(text);
      for (let end = 0; end < bytes.length; end += 1) expect(scanner.scan(bytes.slice(0, end), 0)).toBe(-1);
      const broken = bytes.map((byte, i) => (i === 1 ? 0x0a : byte));
      expect(scanner.scan(broken, 0)).toBe(-1);
    }
  });

  it("finds a line in the middle of a buffer", () => {
    const buffer = encodeUtf8('junk{"a":[1,2],"b":"x"}\n{"c":0}\n');
    expect(holdToSlowWay(buffer, 4)).toBe(true);
    expect(Array.from(scanner.members.subarray(0, 8))).toEqual([6, 7, 9, 14, 16, 17, 19, 22]);
    expect(holdToSlowWay(buffer, 24)).toBe(true);
    expect(scanner.memberCount).toBe(1);
  });

  it("takes nesting of 64 and 128 members, and leaves more to the slow way", () => {
    const nest = (depth: number): string => '{"a":'.repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    expect(holdToSlowWay(line(nest(64)), 0)).toBe(true);
    expect(scanner.scan(line(nest(65)), 0)).toBe(-1);
    const wide = (count: number): string =>
      canonicalize(bareObject(Array.from({ length: count }, (_, i) => [`k${i}`, i])));
    expect(holdToSlowWay(line(wide(128)), 0)).toBe(true);
    expect(scanner.scan(line(wide(129)), 0)).toBe(-1);
  });

  it("accepts only what the slow way accepts, with the same members, for any I-JSON object", () => {
    let accepted = 0;
    const property = fc.property(jsonObject, (value) => {
      if (holdToSlowWay(line(canonicalize(value)), 0)) accepted += 1;
    });
    fc.assert(property, { seed: 42, numRuns: 2000 });
    expect(accepted).toBeGreaterThan(400);
  });

  it(`accepts none of ${MUTATIONS} damaged lines that the slow way refuses`, { timeout: 30_000 }, () => {
    const entries = new URL(
      "../../../resources/samples/node-saturation/action-log/entries.jsonl",
      import.meta.url,
    );
    const sample = readFileSync(fileURLToPath(entries), "utf8").trim().split("\n");
    const seeds = [...ACCEPTED, ...sample.map((text) => canonicalize(parseJson(text)).slice(0, 700))];
    const random = seededRandom(42);
    let accepted = 0;
    for (let i = 0; i < MUTATIONS; i += 1) {
      const seed = encodeUtf8(seeds[random(seeds.length)]!);
      const mutant = mutate(seed, random);
      if (holdToSlowWay(Uint8Array.of(...mutant, 0x0a), 0)) accepted += 1;
    }
    // Enough of them are still canonical for the comparison to mean something.
    expect(accepted).toBeGreaterThan(MUTATIONS / 50);
  });
});
