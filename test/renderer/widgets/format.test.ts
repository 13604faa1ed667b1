import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumberOf,
  formatTime,
  shortHash,
} from "../../../renderer/widgets/format.ts";

describe("numbers in words", () => {
  it("group digits the same way on every machine", () => {
    expect(formatCount(1482)).toBe("1,482");
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatNumberOf(1, "file")).toBe("1 file");
    expect(formatNumberOf(1200, "entry", "entries")).toBe("1,200 entries");
  });
});

describe("sizes in words", () => {
  it("have three digits at most, in powers of a thousand", () => {
    const sizes = [0, 1, 999, 1000, 1_005, 58_717, 999_499, 999_500, 4_200_000_000, 1e18];
    expect(sizes.map(formatBytes)).toEqual([
      "0 B",
      "1 B",
      "999 B",
      "1 KB",
      "1 KB",
      "58.7 KB",
      "999 KB",
      "1 MB",
      "4.2 GB",
      "1000 PB",
    ]);
  });

  it("never grow shorter in value as bytes grow", () => {
    const units = ["B", "KB", "MB", "GB", "TB", "PB"];
    const worth = (text: string): number => {
      const [number, unit] = text.split(" ");
      return Number(number) * 1000 ** units.indexOf(unit!);
    };
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1), (a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        expect(worth(formatBytes(small))).toBeLessThanOrEqual(worth(formatBytes(large)));
      }),
    );
  });
});

describe("spans in words", () => {
  it("have the two units that matter", () => {
    const spans = [0, 240, 999.6, 8_400, 9_949, 9_951, 59_499, 59_500, 387_000, 7_500_000, 273_600_000];
    expect(spans.map(formatDuration)).toEqual([
      "0 ms",
      "240 ms",
      "1 s",
      "8.4 s",
      "9.9 s",
      "10 s",
      "59 s",
      "1 min",
      "6 min 27 s",
      "2 h 5 min",
      "3 d 4 h",
    ]);
    expect(formatDuration(-400)).toBe("−400 ms");
  });
});

describe("times in words", () => {
  it("keep the digits that are stated", () => {
    expect(formatTime("2026-03-17T14:31:20Z")).toBe("2026-03-17 14:31:20 UTC");
    expect(formatTime("2026-03-17T14:31:20.120Z")).toBe("2026-03-17 14:31:20.120 UTC");
  });

  it("are left as they stand where they are not plain UTC", () => {
    for (const text of ["2026-03-17T14:31:20+02:00", "yesterday", "", "\u202e2026"]) {
      expect(formatTime(text)).toBe(text);
    }
  });

  it("of the past are said roughly, those of the future not at all", () => {
    const now = Date.parse("2026-03-17T12:00:00Z");
    expect(formatAgo("2026-03-17T11:59:30Z", now)).toBe("just now");
    expect(formatAgo("2026-03-17T11:55:00Z", now)).toBe("5 min ago");
    expect(formatAgo("2026-03-17T09:00:00Z", now)).toBe("3 h ago");
    expect(formatAgo("2026-03-16T09:00:00Z", now)).toBe("1 day ago");
    expect(formatAgo("2026-03-18T09:00:00Z", now)).toBeNull();
    expect(formatAgo("never", now)).toBeNull();
  });
});

describe("a short hash", () => {
  it("is both ends, and a short text as it is", () => {
    expect(shortHash("f33cc21a".padEnd(56, "0") + "2c0d525e")).toBe("f33cc21a…2c0d525e");
    expect(shortHash("abc")).toBe("abc");
  });
});
