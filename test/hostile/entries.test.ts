// Entries whose fields are not those of version 1, and damage in logs that are read in many blocks.

import { describe, expect, it } from "vitest";
import { ACTION_LOG } from "../../shared/verify/log-kind.ts";
import { rawEntry } from "../support/evidence.ts";
import { forge, rechain } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { at, field, lie, lines } from "../support/log-edits.ts";
import type { LineEdit } from "../support/log-edits.ts";
import { attacks, judgeBytes, tell, told } from "../support/told.ts";

const HOLE = "INVALID log.sequence:sequence-hole";
const FIELD = "INVALID log.fields:field-type";

describe("a bundle is INVALID whose entry", () => {
  attacks([
    ["has a negative seq", field(4, "seq", -4), FIELD],
    ["has a fractional seq", field(4, "seq", 4.5), FIELD],
    ["has a seq that is text", field(4, "seq", "4"), FIELD],
    ["has a seq that is null", field(4, "seq", null), FIELD],
    ["has the largest seq that can be counted", field(4, "seq", Number.MAX_SAFE_INTEGER), HOLE],
    ["has a huge seq", field(4, "seq", 999_999_999_999_999), HOLE],
    ["is the first and has a seq that is text", field(0, "seq", "0"), FIELD],
    ["is of version 2", field(4, "v", 2), "INVALID log.fields:entry-version"],
    ["has a version that is text", field(4, "v", "1"), "INVALID log.fields:entry-version"],
    [
      "has a prev in capitals",
      lines((list) => rechain(at(4, /"prev":"([^"]*)"/, `"prev":"${"A".repeat(64)}"`)(list), 5)),
      FIELD,
    ],
    ["has a prev that is too short", field(4, "prev", "00"), FIELD],
    ["has a prev that is null", field(4, "prev", null), FIELD],
    ["has an empty id", field(4, "id", ""), FIELD],
    ["has an id that is a number", field(4, "id", 4), FIELD],
    ["has a time without a zone", field(4, "time", "2026-03-17T14:30:00"), FIELD],
    ["has a time with an offset", field(4, "time", "2026-03-17T14:30:00+00:00"), FIELD],
    ["has a time that does not exist", field(4, "time", "2026-02-29T14:30:00Z"), FIELD],
    ["has a time with ten decimals", field(4, "time", "2026-02-28T14:30:00.0123456789Z"), FIELD],
    ["is the last and is of version 2", field(7, "v", 2), "INVALID log.fields:entry-version"],
  ]);

  for (const name of ACTION_LOG.required) {
    it(`has no ${name}`, async () => {
      expect(await told(field(4, name, undefined))).toBe("INVALID log.fields:field-missing");
    });
  }
});

describe("in a log of many blocks, whether threads verify it or not,", () => {
  /** Ten megabytes: more than is verified without threads. */
  const wide: Forgery = {
    zip: (entries) => entries.map((entry) => ({ ...entry, both: { method: 0 } })),
    entries: () =>
      Array.from({ length: 25 }, (_, i) => ({ ...rawEntry(i), task: { context: "x".repeat(400_000) } })),
  };
  const DAMAGES: [name: string, change: (i: number) => LineEdit, expected: string][] = [
    ["a changed line is seen", lie, "INVALID log.chain:chain-broken"],
    ["a hole is seen", (i) => (list) => list.toSpliced(i, 1), HOLE],
    [
      "a line that stands twice is seen",
      (i) => (list) => list.toSpliced(i, 0, list[i]!),
      "INVALID log.sequence:sequence-repeated",
    ],
  ];
  for (const [name, change, expected] of DAMAGES) {
    it(`${name} wherever the blocks are cut`, async () => {
      for (const i of [1, 3, 12]) {
        const bytes = await forge({ ...wide, lines: change(i) });
        for (const workers of [0, 2]) {
          expect(`${i} ${tell(await judgeBytes(bytes, undefined, { workers }))}`).toBe(`${i} ${expected}`);
        }
      }
    });
  }

  it("nothing is seen where nothing is wrong", async () => {
    const bytes = await forge(wide);
    for (const workers of [0, 2]) expect(tell(await judgeBytes(bytes, undefined, { workers }))).toBe("VALID");
  });

  it("a line of exactly 1 MiB is allowed, and of one byte more is not", async () => {
    const fill = (size: number): Forgery =>
      lines((list) => {
        const line = at(3, "{", '{"a":"",')(list)[3]!;
        return rechain(list.with(3, line.replace('"a":""', `"a":"${"x".repeat(size - line.length)}"`)), 4);
      });
    expect(await told(fill(2 ** 20))).toBe("VALID");
    expect(await told(fill(2 ** 20 + 1))).toMatch(/^INVALID log\.canonical:line-too-long/);
  });
});
