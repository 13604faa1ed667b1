import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, isInstant } from "../../../shared/encoding/time.ts";

const SECOND = 1_000_000_000n;

describe("instantOf", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0n],
    ["1970-01-01T00:00:00.000000001Z", 1n],
    ["1970-01-01T00:00:00.1Z", SECOND / 10n],
    ["1969-12-31T23:59:59.5Z", -SECOND / 2n],
    ["2000-02-29T12:00:00Z", 951_825_600n * SECOND],
    ["2024-02-29T00:00:00Z", 1_709_164_800n * SECOND],
    ["2026-03-17T14:31:58Z", 1_773_757_918n * SECOND],
    ["2016-12-31T23:59:60Z", 1_483_228_800n * SECOND],
    ["9999-12-31T23:59:59.999999999Z", 253_402_300_800n * SECOND - 1n],
    ["0001-01-01T00:00:00Z", -62_135_596_800n * SECOND],
  ])("reads %s as %s ns", (text, expected) => {
    expect(instantOf(text)).toBe(expected);
  });

  it("reads fractions of one to nine digits, to the nanosecond", () => {
    for (let digits = 1; digits <= 9; digits += 1) {
      const fraction = "123456789".slice(0, digits);
      expect(instantOf(`1970-01-01T00:00:01.${fraction}Z`)).toBe(SECOND + BigInt(fraction.padEnd(9, "0")));
    }
  });

  it.each([
    "",
    "2026-03-17",
    "2026-03-17T14:31Z",
    "2026-03-17T14:31:58",
    "2026-03-17t14:31:58Z",
    "2026-03-17T14:31:58z",
    "2026-03-17 14:31:58Z",
    "2026-03-17T14:31:58+00:00",
    "2026-03-17T14:31:58-00:00",
    "2026-03-17T14:31:58+02:00",
    "2026-03-17T14:31:58.Z",
    "2026-03-17T14:31:58,5Z",
    "2026-03-17T14:31:58.1234567890Z",
    "2026-03-17T24:00:00Z",
    "2026-03-17T23:60:00Z",
    "2026-03-17T23:59:61Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-32T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "26-03-17T14:31:58Z",
    "+002026-03-17T14:31:58Z",
    "-2026-03-17T14:31:58Z",
    "2026-3-17T14:31:58Z",
    " 2026-03-17T14:31:58Z",
    "2026-03-17T14:31:58Z\n",
    "\uff12026-03-17T14:31:58Z",
    "\u0662\u0660\u0662\u0666-03-17T14:31:58Z",
  ])("refuses %j", (text) => {
    expect(instantOf(text)).toBeNull();
    expect(isInstant(text)).toBe(false);
  });

  it("agrees with Date on any moment of the years 1 to 9999, and orders moments as they follow", () => {
    const moment = fc.date({
      min: new Date("0001-01-01T00:00:00.000Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    const property = fc.property(moment, moment, (a, b) => {
      const [first, second] = [instantOf(a.toISOString())!, instantOf(b.toISOString())!];
      expect(first).toBe(BigInt(a.getTime()) * 1_000_000n);
      expect(first < second).toBe(a < b);
    });
    fc.assert(property, { seed: 42, numRuns: 1000 });
  });

  it("takes exactly the days that the calendar has", () => {
    for (const year of [1900, 2000, 2023, 2024]) {
      for (let day = 0; day <= 32; day += 1) {
        for (let month = 0; month <= 13; month += 1) {
          const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
          const date = new Date(`${text}T00:00:00Z`);
          const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
          expect(isInstant(`${text}T00:00:00Z`), text).toBe(real);
        }
      }
    }
  });
});
