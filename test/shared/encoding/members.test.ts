import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, decodeUtf8, encodeUtf8 } from "../../../shared/encoding/bytes.ts";
import { canonicalize } from "../../../shared/encoding/canonical.ts";
import { parseJson } from "../../../shared/encoding/json.ts";
import type { JsonObject } from "../../../shared/encoding/json.ts";
import { copyWithoutMember, listMembers } from "../../../shared/encoding/members.ts";
import { bareObject, jsonObject } from "./arbitraries.ts";

/** The object's canonical bytes between other bytes, and where they stand. */
function place(value: JsonObject, before: string, after: string) {
  const text = encodeUtf8(canonicalize(value));
  const start = encodeUtf8(before).length;
  return {
    buffer: concatBytes(encodeUtf8(before), text, encodeUtf8(after)),
    start,
    end: start + text.length,
  };
}

function members(buffer: Uint8Array, start: number, end: number) {
  const offsets = listMembers(buffer, start, end);
  return Array.from({ length: offsets.length / 4 }, (_, m) => {
    const [keyStart, keyEnd, valueStart, valueEnd] = [...offsets.subarray(4 * m, 4 * m + 4)];
    return { keyStart: keyStart!, keyEnd: keyEnd!, valueStart: valueStart!, valueEnd: valueEnd! };
  });
}

describe("listMembers", () => {
  it("finds each member of a simple object by its offsets", () => {
    const buffer = encodeUtf8('{"a":1,"b":[{"c":"}"}],"d":"\\",x"}');
    expect([...listMembers(buffer, 0, buffer.length)]).toEqual([2, 3, 5, 6, 8, 9, 11, 22, 24, 25, 27, 33]);
  });

  it("finds none in an empty object", () => {
    expect(listMembers(encodeUtf8("{}"), 0, 2)).toHaveLength(0);
  });

  it("finds exactly the keys and values of any canonical object, in order, wherever it stands", () => {
    const edges = fc.constantFrom("", "\u0000", '{"', '",', "\\");
    const property = fc.property(jsonObject, edges, edges, (value, before, after) => {
      const { buffer, start, end } = place(value, before, after);
      const found = members(buffer, start, end).map((member) => {
        const key = parseJson(decodeUtf8(buffer.subarray(member.keyStart - 1, member.keyEnd + 1)));
        return [key, parseJson(decodeUtf8(buffer.subarray(member.valueStart, member.valueEnd)))];
      });
      const keys = Object.keys(value).toSorted();
      expect(found).toEqual(keys.map((key) => [key, value[key]]));
    });
    fc.assert(property, { seed: 42, numRuns: 800 });
  });
});

describe("copyWithoutMember", () => {
  it("leaves the canonical form of the object without that member, for each member of any object", () => {
    const property = fc.property(jsonObject, fc.nat(5), (value, at) => {
      const { buffer, start, end } = place(value, "xy", "\n");
      const keys = Object.keys(value).toSorted();
      for (const [m, member] of members(buffer, start, end).entries()) {
        const out = new Uint8Array(at + end - start);
        const length = copyWithoutMember(buffer, start, end, member, out, at);
        const rest = bareObject(keys.filter((_, i) => i !== m).map((key) => [key, value[key]!]));
        expect(decodeUtf8(out.subarray(at, at + length))).toBe(canonicalize(rest));
      }
    });
    fc.assert(property, { seed: 42, numRuns: 500 });
  });

  it.each([
    ["first", 0, '{"b":2,"c":3}'],
    ["middle", 1, '{"a":1,"c":3}'],
    ["last", 2, '{"a":1,"b":2}'],
  ])("takes away one comma with the %s member", (_, index, expected) => {
    const { buffer, start, end } = place({ a: 1, b: 2, c: 3 }, "", "");
    const out = new Uint8Array(64);
    const length = copyWithoutMember(buffer, start, end, members(buffer, start, end)[index]!, out, 0);
    expect(decodeUtf8(out.subarray(0, length))).toBe(expected);
  });
});
