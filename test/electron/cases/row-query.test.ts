import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RECORD_COLUMNS } from "../../../shared/contract/records.ts";
import type { RecordColumn, RecordQuery, RecordRow } from "../../../shared/contract/records.ts";
import { instantOf } from "../../../shared/encoding/time.ts";
import { NO_COLUMNS, fold } from "../../../electron/cases/entry-columns.ts";
import type { Columns } from "../../../electron/cases/entry-columns.ts";
import { queryLines } from "../../../electron/cases/row-query.ts";
import { RowStore } from "../../../electron/cases/row-store.ts";

/** Rows in memory; null is a line that cannot be read. */
function storeOf(rows: readonly (Columns | null)[]): RowStore {
  const store = RowStore.create(null);
  for (const [i, columns] of rows.entries()) {
    store.add(i + 1, { offset: 10 * i, length: 9, sha256: Buffer.alloc(32, i), bytes: null }, columns, null);
  }
  return store;
}

function ask(store: RowStore, query: Partial<RecordQuery>, ordered = false): number[] {
  const { sql, values } = queryLines(
    { text: "", outcomes: [], sort: "seq", descending: false, ...query },
    ordered,
  );
  return store.lines(sql, values);
}

/** Code points, which is how bytes of UTF-8 compare; JavaScript compares UTF-16 units. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function compareCells(column: RecordColumn, a: string | number, b: string | number): number {
  if (typeof a === "number" || typeof b === "number") return Number(a) - Number(b);
  if (column !== "time") return compareText(a, b);
  const [x, y] = [instantOf(a)!, instantOf(b)!];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The query in plain JavaScript. */
function model(
  rows: readonly (Columns | null)[],
  { text, outcomes, sort, descending }: RecordQuery,
): number[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  const all = rows.map((columns, i) => ({ line: i + 1, row: columns ?? NO_COLUMNS }));
  const found = all.filter(({ row }) => {
    const texts = [row.id, row.actor, row.trigger, row.action, row.outcome, row.correlation].map((cell) =>
      fold(cell ?? ""),
    );
    const holds = words.every((word) => texts.some((cell) => cell.includes(word)));
    return holds && (outcomes.length === 0 || (row.outcome !== null && outcomes.includes(row.outcome)));
  });
  const way = descending ? -1 : 1;
  return found
    .sort((a, b) => {
      const [x, y] = [a.row[sort], b.row[sort]];
      if (x === null || y === null) return Number(x === null) - Number(y === null) || a.line - b.line;
      return way * compareCells(sort, x, y) || a.line - b.line;
    })
    .map(({ line }) => line);
}

const PIECES = [
  "a",
  "B",
  "node",
  "Ä",
  "ß",
  "\u0130",
  "\u212a",
  "%",
  "_",
  "\\",
  "'",
  '"',
  "\0",
  "\n",
  " ",
  "\u{1f600}",
  "\ufffd",
  "\ue000",
  "😀",
];
const texts = fc.option(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
);
const times = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom("", ".0", ".5", ".50", ".05", ".000000001", ".9"))
    .map(([second, fraction]) => `2026-03-17T14:30:0${second}${fraction}Z`),
);
const columns: fc.Arbitrary<Columns | null> = fc.option(
  fc.record({
    seq: fc.option(fc.nat(9)),
    time: times,
    id: texts,
    actor: texts,
    trigger: texts,
    action: texts,
    confidence: fc.option(fc.constantFrom(0, 0.25, 0.5, 1)),
    thresholds: fc.option(fc.constant({ autonomous: 0.85, alert: 0.55 })),
    outcome: texts,
    durationMs: fc.option(fc.constantFrom(0, 0.5, 7, 1e12)),
    fallback: fc.option(fc.constantFrom("none", "configured", "succeeded", "failed")),
    correlation: texts,
  }),
  { freq: 9 },
);

describe("queries against a model in plain JavaScript", () => {
  it("find and order the same lines", () => {
    const query = fc.record({
      text: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((parts) => parts.join("")),
      outcomes: fc.array(
        texts.map((text) => text ?? "a"),
        { maxLength: 2 },
      ),
      sort: fc.constantFrom(...RECORD_COLUMNS),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(columns, { maxLength: 20 }), query, (rows, query) => {
        const store = storeOf(rows);
        expect(ask(store, query)).toEqual(model(rows, query));
        store.close();
      }),
      { numRuns: 400 },
    );
  });

  it("give rows back as they were put in", () => {
    fc.assert(
      fc.property(fc.array(columns, { minLength: 1, maxLength: 5 }), (rows) => {
        const store = storeOf(rows);
        const wanted = rows.map((row, i): RecordRow => ({
          ...(row ?? NO_COLUMNS),
          line: i + 1,
          readable: row !== null,
        }));
        expect(store.between(1, rows.length)).toEqual(wanted);
        expect(store.get(1)).toEqual(wanted[0]);
        store.close();
      }),
    );
  });
});

describe("a search", () => {
  const store = storeOf([
    { ...NO_COLUMNS, id: "act-1", trigger: "Node CPU 91%", outcome: "success" },
    { ...NO_COLUMNS, id: "act-2", trigger: "Änderung an Übersicht", outcome: "failure" },
    { ...NO_COLUMNS, id: "act_3", trigger: "ends in act", actor: "-1 begins", outcome: "success" },
    null,
  ]);

  it("wants every word, in any column, without regard to case", () => {
    expect(ask(store, { text: "cpu ACT-1" })).toEqual([1]);
    expect(ask(store, { text: "  node\tsuccess " })).toEqual([1]);
    expect(ask(store, { text: "übersicht ÄNDERUNG" })).toEqual([2]);
    expect(ask(store, { text: "cpu übersicht" })).toEqual([]);
  });

  it("takes no character for a wildcard, and no word across two columns", () => {
    expect(ask(store, { text: "%" })).toEqual([1]);
    expect(ask(store, { text: "act_" })).toEqual([3]);
    expect(ask(store, { text: "\\" })).toEqual([]);
    expect(ask(store, { text: "act-1" })).toEqual([1]);
    expect(ask(store, { text: "1') OR 1=1 --" })).toEqual([]);
  });

  it("of a thousand characters is answered", () => {
    expect(ask(store, { text: "a ".repeat(500) })).toEqual([1, 2, 3]);
    const many = Array.from({ length: 250 }, (_, i) =>
      String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26)),
    );
    expect(ask(store, { text: many.join(" ") })).toEqual([]);
  });
});
