import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordRowSchema } from "../../../shared/contract/records.ts";
import { isInstant } from "../../../shared/encoding/time.ts";
import { NO_COLUMNS, columnsOf, membersOf, searchText } from "../../../electron/cases/entry-columns.ts";

const columns = (json: string) => columnsOf(membersOf(JSON.parse(json))!);

describe("an entry as it should be", () => {
  it("gives each column from its field", () => {
    const entry = {
      seq: 7,
      time: "2026-03-17T14:31:58.25Z",
      id: "act-7",
      actor: { id: "svc" },
      trigger_condition: { summary: "full" },
      action_taken: { api: "test:Scale", resource: "asg/a" },
      confidence_score: 0.5,
      policy: { thresholds: { autonomous: 0.85, alert: 0.55 } },
      outcome: "partial",
      duration_ms: 12,
      fallback_result: { configured: true, triggered: true, outcome: "success" },
      correlation_id: "rem-1",
    };
    expect(columns(JSON.stringify(entry))).toEqual({
      seq: 7,
      time: "2026-03-17T14:31:58.25Z",
      id: "act-7",
      actor: "svc",
      trigger: "full",
      action: "test:Scale on asg/a",
      confidence: 0.5,
      thresholds: { autonomous: 0.85, alert: 0.55 },
      outcome: "partial",
      durationMs: 12,
      fallback: "succeeded",
      correlation: "rem-1",
    });
  });

  it("says of a fallback what became of it", () => {
    const fallback = (result: unknown) => columns(JSON.stringify({ fallback_result: result })).fallback;
    expect(fallback({ configured: false, triggered: false })).toBe("none");
    expect(fallback({ configured: true, triggered: false })).toBe("configured");
    expect(fallback({ configured: true, triggered: true, outcome: "success" })).toBe("succeeded");
    expect(fallback({ configured: true, triggered: true, outcome: "failure" })).toBe("failed");
    expect(fallback({ configured: true, triggered: true })).toBe("failed");
    expect(fallback({ configured: false, triggered: true })).toBeNull();
    expect(fallback({ configured: "yes", triggered: false })).toBeNull();
    expect(fallback("none")).toBeNull();
  });

  it("names an action in the words of the system that acted, where it has some", () => {
    expect(columns('{"action_taken":{"description":"Scale out","api":"a","resource":"b"}}').action).toBe(
      "Scale out",
    );
    expect(columns('{"action_taken":{"description":7,"api":"a"}}').action).toBe("a");
  });

  it("leaves out the resource where there is none, and the action where it only escalated", () => {
    expect(columns('{"action_taken":{"api":"a"}}').action).toBe("a");
    expect(columns('{"action_taken":{"resource":"a"}}').action).toBeNull();
    expect(columns('{"action_taken":null}').action).toBeNull();
  });
});

describe("a hostile entry", () => {
  it("has no column that is not of its type", () => {
    const wrong = [1, "1", true, null, [], ["x"], {}, { id: {} }, { summary: 1 }, -1, 1.5, ""];
    const fields = [
      "seq",
      "time",
      "id",
      "actor",
      "trigger_condition",
      "action_taken",
      "confidence_score",
      "policy",
    ];
    for (const field of [...fields, "outcome", "duration_ms", "fallback_result", "correlation_id"]) {
      for (const value of wrong) {
        const row = { line: 1, readable: true, ...columns(JSON.stringify({ [field]: value })) };
        expect(recordRowSchema.parse(row)).toEqual(row);
      }
    }
    const texts = columns('{"seq":"1","confidence_score":"0.5","duration_ms":"9","id":7,"outcome":{"a":1}}');
    expect(texts).toEqual(NO_COLUMNS);
  });

  it("inherits nothing by way of __proto__, constructor or prototype", () => {
    const bad =
      '{"__proto__":{"id":"evil","seq":1},"constructor":{"prototype":{"id":"evil"}},"actor":{"__proto__":{"id":"evil"}}}';
    expect(columns(bad)).toEqual(NO_COLUMNS);
    expect(({} as { id?: string }).id).toBeUndefined();
    expect(columns('{"action_taken":{"toString":1,"api":"x"}}').action).toBe("x");
  });

  it("has texts cut to 300 characters, halves of pairs replaced, and never half a character", () => {
    const long = columns(JSON.stringify({ id: "x".repeat(2 ** 20), outcome: "\u{1f600}".repeat(400) }));
    expect(long.id).toBe("x".repeat(300));
    expect(long.outcome).toBe("\u{1f600}".repeat(300));
    expect(columns('{"id":"a\\ud800b"}').id).toBe("a\ufffdb");
    expect(columns(JSON.stringify({ id: `${"x".repeat(299)}\u{1f600}y` })).id).toBe(
      `${"x".repeat(299)}\u{1f600}`,
    );
  });

  it("gives a row that the contract takes, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(ALL_FIELDS), "__proto__"), fc.jsonValue()),
        (entry) => {
          const row = { line: 1, readable: true, ...columns(JSON.stringify(entry)) };
          expect(recordRowSchema.parse(row)).toEqual(row);
          for (const text of [row.id, row.actor, row.trigger, row.action, row.outcome, row.correlation]) {
            expect(text === null || (text.isWellFormed() && Array.from(text).length <= 300)).toBe(true);
          }
        },
      ),
    );
  });
});

const ALL_FIELDS = {
  seq: 0,
  time: "",
  id: "",
  actor: {},
  trigger_condition: {},
  action_taken: {},
  confidence_score: 0,
  policy: {},
  outcome: "",
  duration_ms: 0,
  fallback_result: {},
  correlation_id: "",
};

it("takes exactly the times that are RFC 3339 in UTC", () => {
  const part = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, "0"));
  const time = fc
    .tuple(
      fc.constantFrom("2024", "2025", "0000", "x026"),
      part,
      part,
      part,
      part,
      part,
      fc.constantFrom("", ".5", ".", ".1234567891"),
      fc.constantFrom("Z", "", "+00:00"),
    )
    .map(([y, mo, d, h, mi, s, fraction, zone]) => `${y}-${mo}-${d}T${h}:${mi}:${s}${fraction}${zone}`);
  const real = fc
    .date({ noInvalidDate: true, min: new Date("1900-01-01"), max: new Date("2100-01-01") })
    .map((date) => date.toISOString());
  fc.assert(
    fc.property(fc.oneof(time, real, fc.string(), fc.constant("2016-12-31T23:59:60Z")), (text) => {
      expect(columns(JSON.stringify({ time: text })).time).toBe(isInstant(text) ? text : null);
    }),
    { numRuns: 1_000 },
  );
});

it("keeps a text for searching only where a column is not plain ASCII", () => {
  expect(searchText({ ...NO_COLUMNS, id: "Act ~1", outcome: "Success" })).toBeNull();
  expect(searchText({ ...NO_COLUMNS, id: "Ärger", outcome: "B" })).toBe("ärger\n\n\n\nb\n");
  expect(searchText({ ...NO_COLUMNS, id: "a\u0000b" })).toBe("a\u0000b\n\n\n\n\n");
});
