import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../../shared/encoding/bytes.ts";
import { canonicalize } from "../../../shared/encoding/canonical.ts";
import { listMembers } from "../../../shared/encoding/members.ts";
import { isInstant } from "../../../shared/encoding/time.ts";
import { EntryFields, isHashString, isTimeString, readInteger } from "../../../shared/verify/entry-fields.ts";
import { ACTION_LOG } from "../../../shared/verify/log-kind.ts";
import { entry } from "./random-log.ts";

/** The value between other bytes, as it stands in a line. */
function within(json: string): [Uint8Array, number, number] {
  const value = encodeUtf8(json);
  return [encodeUtf8(`"a":${json},"9`), 4, 4 + value.length];
}

describe("EntryFields", () => {
  const load = (text: string): EntryFields => {
    const line = encodeUtf8(text);
    const members = listMembers(line, 0, line.length);
    const fields = new EntryFields(ACTION_LOG);
    fields.load(line, members, members.length / 4);
    return fields;
  };

  it("finds the fields that it looks for, and is not taken in by fields of the same length", () => {
    const text = canonicalize(entry(7, "0".repeat(64), { se: 1, sep: 2, prew: 3, signature: 4 }));
    const fields = load(text);
    expect(fields.missing()).toBeNull();
    expect(text.slice(fields.start("seq"), fields.end("seq"))).toBe("7");
    expect(text.slice(fields.start("signature"), fields.end("signature"))).toBe("4");
    expect(text.slice(fields.keyStart("signature")).startsWith("signature")).toBe(true);
  });

  it("names the first required field that is missing, and forgets the entry before", () => {
    const fields = load(canonicalize(entry(7, "0".repeat(64))));
    expect(fields.start("signature")).toBe(-1);
    fields.load(encodeUtf8("{}"), new Uint32Array(0), 0);
    expect([fields.missing(), fields.start("seq")]).toEqual(["v", -1]);
  });
});

describe("readInteger", () => {
  it.each([
    ["0", 0],
    ["7", 7],
    ["123456789012345", 123_456_789_012_345],
    ["-1", -1],
    ["1.5", -1],
    ["1e+21", -1],
    ['"1"', -1],
    ["null", -1],
    ["[1]", -1],
    ["{}", -1],
  ])("reads %s as %i", (json, expected) => {
    expect(readInteger(...within(json))).toBe(expected);
  });
});

describe("isHashString", () => {
  it("takes 64 lowercase hexadecimal digits in quotes only", () => {
    const hash = "0123456789abcdef".repeat(4);
    expect(isHashString(...within(`"${hash}"`))).toBe(true);
    for (const other of [
      hash.toUpperCase(),
      hash.slice(1),
      `${hash}0`,
      hash.replace("0", "g"),
      hash.replace("0", "/"),
    ])
      expect(isHashString(...within(`"${other}"`))).toBe(false);
    expect(isHashString(...within("1".repeat(66)))).toBe(false);
  });
});

describe("isTimeString", () => {
  const agrees = (text: string): void => {
    expect(isTimeString(...within(JSON.stringify(text))), text).toBe(isInstant(text));
  };

  it("says of any time and any damage to one what the full rule says", () => {
    const moment = fc.date({ min: new Date(0), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true });
    const damage = fc.record({
      at: fc.nat(32),
      with: fc.constantFrom("", "0", "3", "9", "Z", ":", " ", ".", "\u00e9", "+"),
    });
    const fraction = fc.stringMatching(/^(\.[0-9]{0,10})?$/);
    const property = fc.property(
      moment,
      fraction,
      fc.array(damage, { maxLength: 2 }),
      (date, digits, changes) => {
        let text = date.toISOString().replace(/\.\d+/, digits);
        agrees(text);
        for (const { at, with: piece } of changes) text = text.slice(0, at) + piece + text.slice(at + 1);
        agrees(text);
      },
    );
    fc.assert(property, { seed: 42, numRuns: 3000 });
  });

  it("says it at each edge of the calendar and the clock too", () => {
    for (const day of [
      "2024-02-29",
      "2026-02-29",
      "2026-02-28",
      "2026-04-31",
      "2026-12-31",
      "2026-00-10",
      "2026-13-01",
      "2026-01-00",
      "0000-01-01",
    ])
      for (const time of ["00:00:00", "23:59:59", "23:59:60", "23:59:61", "24:00:00", "12:60:00"])
        for (const end of ["Z", "", "z", ".5Z", ".123456789Z", "+00:00", "ZZ"])
          agrees(`${day}T${time}${end}`);
  });
});
