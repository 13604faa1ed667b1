import { describe, expect, it } from "vitest";
import { concatBytes, encodeUtf8 } from "../../../shared/encoding/bytes.ts";
import { canonicalize } from "../../../shared/encoding/canonical.ts";
import type { JsonObject } from "../../../shared/encoding/json.ts";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";
import { ACTION_LOG, GENESIS, NOTES_LOG } from "../../../shared/verify/log-kind.ts";
import type { LogKind } from "../../../shared/verify/log-kind.ts";
import { SegmentVerifier } from "../../../shared/verify/log-segment.ts";
import type { SegmentReport } from "../../../shared/verify/log-segment.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { AGENT_KEYS, entry, honestLines, joinedLines, lineOf, makeLog } from "./random-log.ts";

function reportOf(log: Uint8Array, kind: LogKind = ACTION_LOG): SegmentReport {
  const verifier = new SegmentVerifier(nodePlatform, { kind, tree: true, agentKeys: AGENT_KEYS });
  return verifier.verify(concatBytes(Uint8Array.of(0), log), 1, 1 + log.length, true);
}

/** The report on an honest line followed by this text. */
function behindOne(text: string): SegmentReport {
  return reportOf(concatBytes(joinedLines(honestLines(1)), encodeUtf8(text)));
}

const second = (more: JsonObject = {}): string =>
  canonicalize(entry(1, nodePlatform.sha256Hex(honestLines(1)[0]!), more));
const without = (field: string): string => {
  const { [field]: _, ...rest } = entry(1, GENESIS);
  return canonicalize(rest);
};

describe("SegmentVerifier", () => {
  it.each([
    ["json-syntax", "\n"],
    ["json-syntax", "{\n"],
    ["json-syntax", `${second()}x\n`],
    ["json-not-canonical", `${second()}\r\n`],
    ["json-not-canonical", ` ${second()}\n`],
    ["json-duplicate-key", `${second().replace("{", '{"actor":0,')}\n`],
    ["json-unsafe-number", `${second().replace("0.9", "9007199254740993")}\n`],
    ["json-lone-surrogate", `${second().replace("act-1", "\\ud800")}\n`],
    ["json-too-deep", `${second().replace("0.9", "[".repeat(64) + "]".repeat(64))}\n`],
    ["json-not-object", "[]\n"],
    ["json-not-object", "null\n"],
    ["line-no-lf", second()],
  ])("reports %s for a line that is not canonical, and where", (code, text) => {
    const report = behindOne(text);
    expect(report.faults.canonical).toMatchObject({ code, line: 2 });
    expect(report.lines).toBe(2);
  });

  it("reports bytes that are not UTF-8", () => {
    const log = concatBytes(joinedLines(honestLines(1)), Uint8Array.of(0x7b, 0xff, 0x7d, 0x0a));
    expect(reportOf(log).faults.canonical).toMatchObject({ code: "utf8-invalid", line: 2 });
  });

  it.each(ACTION_LOG.required)("reports that the field %s is missing", (field) => {
    const fault = behindOne(`${without(field)}\n`).faults.fields;
    expect(fault).toMatchObject({
      code: "field-missing",
      line: 2,
      message: `the entry has no field ${field}`,
    });
  });

  it.each([
    ["entry-version", { v: 2 }],
    ["entry-version", { v: "1" }],
    ["entry-version", { v: 1.5 }],
    ["field-type", { seq: "1" }],
    ["field-type", { seq: -1 }],
    ["field-type", { seq: null }],
    ["field-type", { seq: 1.5 }],
    ["field-type", { prev: null }],
    ["field-type", { prev: GENESIS.slice(1) }],
    ["field-type", { prev: `${GENESIS}0` }],
    ["field-type", { prev: "A".repeat(64) }],
    ["field-type", { id: "" }],
    ["field-type", { id: 5 }],
    ["field-type", { time: 5 }],
    ["field-type", { time: "2026-03-17T14:31:58+00:00" }],
    ["field-type", { time: "2026-02-29T00:00:00Z" }],
    ["field-type", { time: "2026-03-17T14:31:58.0000000001Z" }],
  ])("reports %s for an entry with %j", (code, more) => {
    expect(behindOne(`${second(more)}\n`).faults.fields).toMatchObject({ code, line: 2 });
  });

  it.each([
    ["sequence", "sequence-repeated", { seq: 0 }],
    ["chain", "chain-broken", { prev: "1".repeat(64) }],
    ["chain", "chain-genesis", { seq: 5, prev: GENESIS }],
  ] as const)("reports under %s that %s", (question, code, more) => {
    const seq = "seq" in more ? more.seq : 1;
    expect(behindOne(`${second(more)}\n`).faults[question]).toMatchObject({ code, line: 2, seq });
  });

  it("names what prev should have been, and what it is", () => {
    const fault = behindOne(`${second({ prev: "1".repeat(64) })}\n`).faults.chain;
    const expected = nodePlatform.sha256Hex(honestLines(1)[0]!);
    expect(fault).toMatchObject({ expected, found: "1".repeat(64) });
  });

  it("keeps only the first fault of each question", () => {
    const report = reportOf(
      makeLog({ steps: ["good", "wrongPrev", "empty", "wrongPrev", "spaced"], finalLf: true }),
    );
    expect(report.faults.chain?.line).toBe(2);
    expect(report.faults.canonical?.line).toBe(3);
  });

  it("counts over a line that it cannot read, and holds the next one to that line's bytes", () => {
    const fine = reportOf(makeLog({ steps: ["good", "spaced", "good"], finalLf: true }));
    expect([fine.faults.chain, fine.hole, fine.tail.seq]).toEqual([undefined, null, 2]);
    expect(fine.range).toBeNull();
    const torn = reportOf(makeLog({ steps: ["good", "spaced", "wrongPrev"], finalLf: true }));
    expect(torn.faults.chain?.line).toBe(3);
  });

  it("takes a line of exactly the longest length, and stops behind a longer one", () => {
    const pad = (length: number): Uint8Array => {
      const empty = lineOf(entry(0, GENESIS, { pad: "" }));
      return lineOf(entry(0, GENESIS, { pad: "x".repeat(length - empty.length) }));
    };
    const most = reportOf(joinedLines([pad(MAX_LINE_BYTES)]));
    expect([most.lines, most.faults, most.overlong]).toEqual([1, {}, false]);
    const over = reportOf(joinedLines([pad(MAX_LINE_BYTES + 1), ...honestLines(3)]));
    expect(over.faults.canonical).toMatchObject({ code: "line-too-long", line: 1 });
    expect([over.lines, over.overlong, over.range]).toEqual([1, true, null]);
  });

  it("puts back the byte before each line", () => {
    const log = concatBytes(Uint8Array.of(0xaa), joinedLines(honestLines(3)));
    const copy = log.slice();
    const verifier = new SegmentVerifier(nodePlatform, { kind: ACTION_LOG, tree: true, agentKeys: [] });
    verifier.verify(log, 1, log.length, false);
    expect(log).toEqual(copy);
  });

  it("tallies signatures: good, bad, by strangers, by retired keys, and malformed", () => {
    const tally = (...steps: string[]) => reportOf(makeLog({ steps, finalLf: true })).signatures;
    expect(tally("signed", "good", "signed")).toEqual({ present: 2, good: 2, unknown: null, bad: null });
    expect(tally("good", "stranger").unknown).toMatchObject({
      code: "entry-signer-unknown",
      line: 2,
      seq: 1,
    });
    expect(tally("signed", "badSignature").bad).toMatchObject({ code: "entry-signature-bad", line: 2 });
    expect(tally("noSignature").bad).toMatchObject({ code: "entry-signature-syntax", line: 1 });
    const late = ["good", "good", "good", "good", "good", "good", "retired"];
    expect(tally("retired")).toMatchObject({ good: 1, unknown: null });
    expect(tally(...late).unknown).toMatchObject({ code: "key-retired", line: 7 });
  });

  it("asks of notes what notes must hold", () => {
    const note = {
      v: 1,
      seq: 0,
      prev: GENESIS,
      id: "n",
      time: "2026-03-17T14:31:58Z",
      author: {},
      kind: "finding",
    };
    const whole = { ...note, target: {}, body: "text" };
    expect(reportOf(joinedLines([lineOf(whole)]), NOTES_LOG).faults).toEqual({});
    expect(reportOf(joinedLines([lineOf(note)]), NOTES_LOG).faults.fields?.code).toBe("field-missing");
    expect(reportOf(joinedLines([lineOf(whole)])).faults.fields?.code).toBe("field-missing");
    expect(reportOf(joinedLines([lineOf({ ...whole, policy: {} })]), NOTES_LOG).policies).toEqual([]);
  });
});
