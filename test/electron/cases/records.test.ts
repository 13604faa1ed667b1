import { describe, expect, it } from "vitest";
import { CALLS } from "../../../shared/contract/calls.ts";
import { recordRowSchema, recordSchema } from "../../../shared/contract/records.ts";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";
import type { JsonObject } from "../../../shared/encoding/json.ts";
import { POLICY_HASH, rawEntry } from "../../support/evidence.ts";
import { rechain } from "../../support/forge.ts";
import type { Forgery } from "../../support/forge.ts";
import { lie, old } from "../../support/log-edits.ts";
import { sha256Hex } from "../../support/tree.ts";
import { ALL, TestCases, bundleFile, entries, refusal } from "./open-cases.ts";

async function opened(how: Forgery) {
  const all = new TestCases();
  const state = await all.ready(await bundleFile(how));
  const { view, total } = await all.cases.query(state.id, { ...ALL, outcomes: [] });
  const rows = await all.cases.page(state.id, { view, from: 0, count: 1_000 });
  const record = (line: number) => all.cases.record(state.id, line);
  return { all, state, view, total, rows, record };
}

describe("a record", () => {
  it("is the line as it stands in the log, chained to its neighbours", async () => {
    const { record, state } = await opened({});
    const [first, second, last] = [await record(1), await record(2), await record(8)];
    expect(recordSchema.parse(second)).toEqual(second);
    expect(second).toMatchObject({ line: 2, offset: first.bytes + 1, seq: 1, chain: "linked", utf8: true });
    expect(second.sha256).toBe(sha256Hex(second.text));
    expect(second.prev).toBe(first.sha256);
    expect(second.before).toBe(first.sha256);
    expect(second.after).toBe(second.sha256);
    expect(first).toMatchObject({ chain: "first", before: "0".repeat(64) });
    expect(last.after).toBeNull();
    expect(second.policyPath).toBe(`data/policies/${POLICY_HASH}.yaml`);
    expect(state.verdict.verdict).toBe("VALID");
  });

  it("with the longest outcome that is listed can be asked for by it", async () => {
    const outcome = "\u{1f600}".repeat(400);
    const { all, state } = await opened({ entries: (list) => list.map((entry) => ({ ...entry, outcome })) });
    const { outcomes } = await all.cases.query(state.id, { ...ALL, outcomes: [] });
    const query = { ...ALL, outcomes: outcomes.map((one) => one.outcome) };
    const input = CALLS["records.query"].input.parse({ case: state.id, query });
    expect(await all.cases.query(state.id, input.query)).toMatchObject({ matched: 8 });
  });

  it("that does not exist is refused", async () => {
    const { record } = await opened({});
    expect(await refusal(record(9))).toMatchObject({ code: "no-such-record" });
  });

  it("that was changed shows where the chain breaks", async () => {
    const { record, state } = await opened(old(lie(2)));
    expect(state.verdict.verdict).toBe("INVALID");
    expect(state.verdict.chain).toBe("broken");
    expect((await record(3)).text).toContain('"outcome":"failure"');
    expect((await record(3)).chain).toBe("linked");
    const next = await record(4);
    expect(next.chain).toBe("broken");
    expect(next.prev).not.toBe(next.before);
  });

  it("that was taken out leaves a broken place", async () => {
    const { record, rows } = await opened(old((lines) => lines.toSpliced(4, 1)));
    expect(rows).toHaveLength(7);
    expect((await record(5)).chain).toBe("broken");
  });

  it("of an extract skips what was left out", async () => {
    const { record, state } = await opened({ extract: [1, 2, 5] });
    expect(state.verdict).toMatchObject({ verdict: "VALID", chain: "extract" });
    const chains = [(await record(1)).chain, (await record(2)).chain, (await record(3)).chain];
    expect(chains).toEqual(["skips", "linked", "skips"]);
  });

  it("names no policy whose file is not what it is named for", async () => {
    const path = `data/policies/${POLICY_HASH}.yaml`;
    const { record } = await opened({ after: (files) => void files.set(path, Buffer.from("changed")) });
    expect((await record(1)).policyPath).toBeNull();
  });
});

describe("lines that cannot be read", () => {
  const lines = (change: (lines: string[]) => (string | Uint8Array)[]): Forgery => ({ lines: change });

  it("have a row each, and their bytes can be looked at", async () => {
    const bad = [Buffer.from([0x7b, 0xff, 0x7d]), "", "not JSON", "[1]", "null", "{}"];
    const { rows, record, state } = await opened(lines((list) => [...list, ...bad]));
    expect(state.verdict.verdict).toBe("INVALID");
    expect(rows.map(({ readable }) => readable)).toEqual([
      ...Array.from({ length: 8 }, () => true),
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
    for (const row of rows) expect(recordRowSchema.parse(row)).toEqual(row);
    expect(await record(9)).toMatchObject({ text: "{\ufffd}", utf8: false, chain: "unknown", bytes: 3 });
    expect(await record(10)).toMatchObject({ text: "", bytes: 0, chain: "unknown" });
    expect(await record(14)).toMatchObject({ text: "{}", chain: "broken" });
  });

  it("are found in any order that is asked for", async () => {
    const { all, state } = await opened(lines((list) => ["broken", ...rechain(list, 0)]));
    const { view, matched } = await all.cases.query(state.id, { ...ALL, outcomes: [], descending: true });
    expect(matched).toBe(9);
    const order = (await all.cases.page(state.id, { view, from: 0, count: 9 })).map(({ line }) => line);
    expect(order).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("that are longer than a line may be are hashed, cut, and do not stop what follows", async () => {
    const long = `{"id":"${"x".repeat(2 * MAX_LINE_BYTES)}"}`;
    const { rows, record } = await opened(lines((list) => list.with(3, long)));
    expect(rows.map(({ readable }) => readable).indexOf(false)).toBe(3);
    const found = await record(4);
    expect(found).toMatchObject({ bytes: long.length, sha256: sha256Hex(long), chain: "unknown" });
    expect(found.text).toBe(long.slice(0, MAX_LINE_BYTES));
    expect((await record(5)).line).toBe(5);
  });

  it("by the thousand do not fill the index", async () => {
    const { state, total, record } = await opened(lines(() => Array.from({ length: 3_000 }, () => "x")));
    expect(state.index).toMatchObject({
      state: "ready",
      rows: 1_001,
      note: expect.stringContaining("1999 more lines") as string,
    });
    expect(total).toBe(1_001);
    expect(await refusal(record(2_000))).toMatchObject({ code: "no-such-record" });
  });
});

describe("hostile fields", () => {
  it("are shown as nothing, and cut, and break no row", async () => {
    const change = (i: number, fields: JsonObject): JsonObject => ({ ...rawEntry(i), ...fields });
    const hostile = [
      change(0, { confidence_score: "0.9", duration_ms: "7", outcome: ["success"], actor: "svc" }),
      change(1, { id: "\u202eevil\u0000\u001b[31m", correlation_id: "x".repeat(500_000) }),
      change(2, { actor: { id: { nested: [1, [2, [3]]] } }, trigger_condition: [], policy: null }),
      change(3, { action_taken: { api: "a", resource: "'; DROP TABLE rows; --" } }),
      JSON.parse(
        `{"__proto__":{"seq":9},"constructor":1,${JSON.stringify(rawEntry(4)).slice(1)}`,
      ) as JsonObject,
    ];
    const { rows, state, all } = await opened({ entries: () => hostile });
    expect(state.index).toMatchObject({ state: "ready", rows: 5 });
    for (const row of rows) expect(recordRowSchema.parse(row)).toEqual(row);
    expect(rows[0]).toMatchObject({ confidence: null, durationMs: null, outcome: null, actor: null });
    expect(rows[1]).toMatchObject({ id: "\u202eevil\u0000\u001b[31m", correlation: "x".repeat(300) });
    expect(rows[2]).toMatchObject({ actor: null, trigger: null, thresholds: null });
    expect(rows[3]?.action).toBe("a on '; DROP TABLE rows; --");
    expect(rows[4]).toMatchObject({ seq: 4, id: "act-4" });
    const found = await all.cases.query(state.id, { ...ALL, outcomes: [], text: "drop TABLE" });
    expect(found.matched).toBe(1);
  });
});

describe("orders", () => {
  it("are paged, tell where a line stands, and are forgotten after eight others", async () => {
    const { all, state, view } = await opened(entries(100));
    const { id } = state;
    const page = async (name: string, from: number, count: number) =>
      (await all.cases.page(id, { view: name, from, count })).map(({ line }) => line);
    expect(await page(view, 98, 10)).toEqual([99, 100]);
    expect(await page(view, 100, 10)).toEqual([]);
    const down = await all.cases.query(id, { ...ALL, outcomes: [], descending: true });
    expect(await page(down.view, 0, 3)).toEqual([100, 99, 98]);
    expect(await page(down.view, 98, 9)).toEqual([2, 1]);
    expect(await all.cases.position(id, { view: down.view, line: 97 })).toEqual({ position: 3 });
    const some = await all.cases.query(id, {
      text: "act-9",
      outcomes: ["success"],
      sort: "time",
      descending: false,
    });
    expect(await page(some.view, 0, 4)).toEqual([91, 92, 93, 94]);
    expect(await all.cases.position(id, { view: some.view, line: 93 })).toEqual({ position: 2 });
    expect(await all.cases.position(id, { view: some.view, line: 5 })).toEqual({ position: null });
    expect(await all.cases.position(id, { view, line: 101 })).toEqual({ position: null });
    for (let i = 0; i < 7; i += 1) {
      await page(some.view, 0, 1);
      await all.cases.query(id, { ...ALL, outcomes: [], text: `act-${i}` });
    }
    expect(await page(some.view, 0, 1)).toEqual([91]);
    expect(await refusal(page(view, 0, 1))).toMatchObject({ code: "no-such-view" });
  });

  it("by outcome count all rows, whatever is asked for", async () => {
    const { all, state } = await opened({
      entries: () =>
        Array.from({ length: 6 }, (_, i) => ({
          ...rawEntry(i),
          outcome: i % 3 === 0 ? "failure" : "success",
        })),
    });
    const answer = await all.cases.query(state.id, { ...ALL, outcomes: ["failure"] });
    expect(answer).toMatchObject({ matched: 2, total: 6, complete: true });
    expect(answer.outcomes).toEqual([
      { outcome: "success", count: 4 },
      { outcome: "failure", count: 2 },
    ]);
  });
});
