import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, toHex } from "../../../shared/encoding/bytes.ts";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";
import type { LogFacts } from "../../../shared/model/log.ts";
import { LogJoin } from "../../../shared/verify/log-join.ts";
import { ACTION_LOG } from "../../../shared/verify/log-kind.ts";
import { SegmentVerifier } from "../../../shared/verify/log-segment.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { readNaively } from "./naive-log.ts";
import type { NaiveReading } from "./naive-log.ts";
import { AGENT_KEYS, honestLines, joinedLines, makeLog, randomLog, sha256Hex } from "./random-log.ts";

const OPTIONS = { kind: ACTION_LOG, tree: true, agentKeys: AGENT_KEYS };

/** The facts of a log that is cut behind those of its lines for which `cut` says so. */
function factsOf(log: Uint8Array, cut: (line: number) => boolean): LogFacts {
  const verifier = new SegmentVerifier(nodePlatform, OPTIONS);
  const join = new LogJoin(nodePlatform, true);
  const buffer = concatBytes(Uint8Array.of(0x0a), log);
  let start = 1;
  let line = 0;
  for (let at = 1; at < buffer.length; at += 1) {
    if (buffer[at] !== 0x0a && at < buffer.length - 1) continue;
    line += 1;
    if (!cut(line) && at < buffer.length - 1) continue;
    join.add(verifier.verify(buffer, start, at + 1, true));
    start = at + 1;
  }
  expect(buffer).toEqual(concatBytes(Uint8Array.of(0x0a), log));
  return join.facts();
}

const uncut = (log: Uint8Array): LogFacts => factsOf(log, () => false);

function reading(facts: LogFacts): NaiveReading {
  return {
    lines: facts.lines,
    firstSeq: facts.firstSeq,
    lastSeq: facts.lastSeq,
    headHash: facts.headHash,
    root: facts.rootHash === null ? null : toHex(facts.rootHash),
    chainFault: facts.faults.chain?.line ?? null,
  };
}

describe("LogJoin", () => {
  it("gives the same facts of any log, however it is cut at line ends", () => {
    const cuts = fc.array(fc.boolean(), { minLength: 15, maxLength: 15 });
    const property = fc.property(randomLog, cuts, (random, marks) => {
      const log = makeLog(random);
      const facts = uncut(log);
      expect(factsOf(log, (line) => marks[line] ?? false)).toEqual(facts);
      expect(factsOf(log, () => true)).toEqual(facts);
    });
    fc.assert(property, { seed: 42, numRuns: 600 });
  });

  it("says of any log what a plain reading of the log's description says", () => {
    const property = fc.property(randomLog, (random) => {
      const log = makeLog(random);
      expect(reading(uncut(log))).toEqual(readNaively(log));
    });
    fc.assert(property, { seed: 43, numRuns: 1000 });
  });

  it("finds nothing wrong with an honest log", () => {
    const lines = honestLines(9);
    const facts = uncut(joinedLines(lines));
    expect(facts).toMatchObject({ lines: 9, firstSeq: 0, lastSeq: 8, faults: {}, hole: null, holes: 0 });
    expect(facts).toMatchObject({ firstTime: "2026-03-17T14:30:00Z", lastTime: "2026-03-17T14:30:08Z" });
    expect(facts.headHash).toBe(sha256Hex(lines[8]!));
    expect(facts.leaves.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("knows nothing of an empty log but its root", () => {
    const facts = uncut(new Uint8Array(0));
    expect(facts).toMatchObject({ lines: 0, firstSeq: null, lastSeq: null, headHash: null, firstTime: null });
    expect(toHex(facts.rootHash!)).toMatch(/^e3b0c44298fc1c14/);
  });

  it("sees any one line changed, left out, repeated or swapped with its neighbour", () => {
    const lines = honestLines(8);
    for (let i = 0; i < lines.length - 1; i += 1) {
      const other = lines[i]!.map((byte) => (byte === 0x35 ? 0x36 : byte === 0x31 ? 0x32 : byte));
      const logs = {
        changed: lines.with(i, other),
        repeated: lines.toSpliced(i, 0, lines[i]!),
        swapped: lines.with(i, lines[i + 1]!).with(i + 1, lines[i]!),
        without: lines.toSpliced(i, 1),
      };
      for (const [what, log] of Object.entries(logs)) {
        const { faults, hole } = uncut(joinedLines(log));
        expect(Object.keys(faults).length + (hole === null ? 0 : 1), `${what} ${i}`).toBeGreaterThan(0);
      }
    }
  });

  it("counts every hole and names the first, a missing head included", () => {
    const lines = honestLines(9).filter((_, i) => ![0, 1, 4, 7].includes(i));
    const facts = uncut(joinedLines(lines));
    expect(facts.hole).toMatchObject({ code: "sequence-hole", line: 1, seq: 2, expected: "0", found: "2" });
    expect(facts).toMatchObject({ holes: 3, faults: {}, rootHash: null, firstSeq: 2, lastSeq: 8 });
  });

  it("names each policy once, at the first entry that names it, over all segments", () => {
    const hash = (i: number): string => sha256Hex(Uint8Array.of(i));
    const policies = [hash(1), hash(2), null, hash(1), null, hash(3), hash(2)];
    const lines = honestLines(7, (seq) => ({
      policy: policies[seq] === null ? {} : { sha256: policies[seq]! },
    }));
    const expected = [0, 1, 2, 5].map((i) => ({ sha256: policies[i]!, line: i + 1, seq: i }));
    for (const cut of [() => true, () => false])
      expect(factsOf(joinedLines(lines), cut).policies).toEqual(expected);
  });

  it("stops at a line that is too long, whatever segment it stands in", () => {
    const [first, second] = honestLines(2) as [Uint8Array, Uint8Array];
    const long = new Uint8Array(MAX_LINE_BYTES + 1).fill(0x20);
    const log = joinedLines([first, long, second]);
    const facts = factsOf(log, () => true);
    expect(facts.faults.canonical).toMatchObject({ code: "line-too-long", line: 2 });
    expect(facts).toMatchObject({ lines: 2, firstSeq: 0, rootHash: null });
    expect(factsOf(log, () => false)).toEqual(facts);
  });

  it("has a hash of the head or none, also where the first line is too long", () => {
    const facts = uncut(new Uint8Array(MAX_LINE_BYTES + 1).fill(0x20));
    expect(facts.lines).toBe(1);
    expect(facts.headHash ?? "0".repeat(64)).toMatch(/^[0-9a-f]{64}$/);
  });
});
