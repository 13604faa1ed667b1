import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../../shared/encoding/time.ts";
import { formatInstant, zonedTime } from "../../../shared/encoding/zoned-time.ts";

const instant = (text: string): bigint | undefined => zonedTime(text)?.instant;

describe("zonedTime", () => {
  it.each([
    ["2026-03-17T08:31:58-06:00", "2026-03-17T14:31:58Z"],
    ["2026-03-17T20:01:58+05:30", "2026-03-17T14:31:58Z"],
    ["2022-02-08 09:23:37+11:00", "2022-02-07T22:23:37Z"],
    ["2026-01-01T00:30:00.25+01:00", "2025-12-31T23:30:00.25Z"],
    ["2026-03-17t14:31:58z", "2026-03-17T14:31:58Z"],
    ["2026-03-17T14:31:58-00:00", "2026-03-17T14:31:58Z"],
  ])("reads %s as the same instant as %s", (text, utc) => {
    expect(instant(text)).toBe(instantOf(utc));
  });

  it.each([
    "2026-03-17T14:31:58",
    "2026-03-17",
    "2026-03-17T14:31Z",
    "2026-02-30T00:00:00Z",
    "2026-03-17T14:31:58+24:00",
    "2026-03-17T14:31:58+01:60",
    "2026-03-17T14:31:58+0100",
    "2026-03-17T14:31:58.Z",
    "2026-03-17T14:31:58.1234567890Z",
    " 2026-03-17T14:31:58Z",
    "2026-03-17T14:31:58Z\n",
    "1773757918",
    "",
  ])("takes %j for no time: it is none, or of no known zone", (text) => {
    expect(zonedTime(text)).toBeNull();
  });

  it("says how fine a time is", () => {
    expect(zonedTime("2026-03-17T14:31:58Z")?.grain).toBe(1_000_000_000n);
    expect(zonedTime("2026-03-17T14:31:58.5Z")?.grain).toBe(100_000_000n);
    expect(zonedTime("2026-03-17T14:31:58.509-06:00")?.grain).toBe(1_000_000n);
    expect(zonedTime("2026-03-17T14:31:58.000000001Z")?.grain).toBe(1n);
  });
});

describe("formatInstant", () => {
  it("writes what zonedTime reads", () => {
    const range = { min: instantOf("0001-01-01T00:00:00Z")!, max: instantOf("9999-12-31T23:59:59Z")! };
    fc.assert(
      fc.property(fc.bigInt(range), (value) => {
        expect(instant(formatInstant(value))).toBe(value);
      }),
      { seed: 5, numRuns: 500 },
    );
    expect(formatInstant(0n)).toBe("1970-01-01T00:00:00Z");
    expect(formatInstant(-1n)).toBe("1969-12-31T23:59:59.999999999Z");
    expect(formatInstant(1_500_000_000n)).toBe("1970-01-01T00:00:01.5Z");
  });
});
