import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "../../../shared/encoding/bytes.ts";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";
import type { LogFacts } from "../../../shared/model/log.ts";
import { ACTION_LOG, GENESIS } from "../../../shared/verify/log-kind.ts";
import { LogFeed } from "../../../electron/bundle/log-feed.ts";
import { readNaively } from "../../shared/verify/naive-log.ts";
import {
  AGENT_KEYS,
  entry,
  honestLines,
  joinedLines,
  lineOf,
  makeLog,
  randomLog,
} from "../../shared/verify/random-log.ts";

interface Way {
  readonly workers: number;
  /** Bytes a segment; the product's own where null. */
  readonly segment: number | null;
  /** Sizes of the chunks, over and over; the whole log at once where empty. */
  readonly chunks: readonly number[];
}

const AT_ONCE: Way = { workers: 0, segment: null, chunks: [] };

async function factsOf(log: Uint8Array, { workers, segment, chunks }: Way): Promise<LogFacts> {
  const options = { kind: ACTION_LOG, tree: true, agentKeys: AGENT_KEYS, workers, keepLeaves: true };
  const feed = new LogFeed({ ...options, ...(segment === null ? {} : { segment }) });
  for (let at = 0, i = 0; at < log.length; i += 1) {
    const size = chunks.length === 0 ? log.length : chunks[i % chunks.length]!;
    // A copy, wiped afterwards: the feed may not hold on to a chunk.
    const chunk = log.slice(at, at + size);
    await feed.write(chunk);
    chunk.fill(0x21);
    at += size;
  }
  return feed.end();
}

const way = (workers: fc.Arbitrary<number>): fc.Arbitrary<Way> =>
  fc.record({
    workers,
    segment: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 3000 }), fc.constant(null)),
    chunks: fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 2000 })), {
      maxLength: 4,
    }),
  });

describe("LogFeed", () => {
  it("gives the same facts of any log, whatever its segments and chunks", async () => {
    const property = fc.asyncProperty(
      randomLog,
      way(fc.constant(0)),
      way(fc.constant(0)),
      async (random, a, b) => {
        const log = makeLog(random);
        const facts = await factsOf(log, a);
        expect(await factsOf(log, b)).toEqual(facts);
        expect(await factsOf(log, AT_ONCE)).toEqual(facts);
      },
    );
    await fc.assert(property, { seed: 42, numRuns: 200 });
  });

  it("gives the same facts with two worker threads as with none", { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(randomLog, way(fc.constant(2)), async (random, many) => {
      const log = makeLog(random);
      expect(await factsOf(log, many)).toEqual(await factsOf(log, AT_ONCE));
    });
    await fc.assert(property, { seed: 44, numRuns: 10 });
  });

  it("says of any log what a plain reading of the log's description says", async () => {
    const property = fc.asyncProperty(randomLog, way(fc.constant(0)), async (random, ways) => {
      const log = makeLog(random);
      const facts = await factsOf(log, ways);
      expect({
        lines: facts.lines,
        firstSeq: facts.firstSeq,
        lastSeq: facts.lastSeq,
        headHash: facts.headHash,
        root: facts.rootHash === null ? null : toHex(facts.rootHash),
        chainFault: facts.faults.chain?.line ?? null,
      }).toEqual(readNaively(log));
    });
    await fc.assert(property, { seed: 45, numRuns: 200 });
  });

  it(
    "takes lines of up to 1 MiB and stops at longer ones, whatever its segments, chunks and threads",
    { timeout: 30_000 },
    async () => {
      const bare = lineOf(entry(0, GENESIS, { pad: "" })).length;
      const line = (length: number): Uint8Array =>
        lineOf(entry(0, GENESIS, { pad: "x".repeat(length - bare) }));
      const [first, ...rest] = honestLines(4);
      const logs: [lines: number, code: string | undefined, log: Uint8Array][] = [
        [1, undefined, joinedLines([line(MAX_LINE_BYTES)])],
        [1, "line-no-lf", joinedLines([line(MAX_LINE_BYTES)], false)],
        [1, "line-too-long", joinedLines([line(MAX_LINE_BYTES + 1), first!])],
        [1, "line-too-long", joinedLines([line(MAX_LINE_BYTES + 1)], false)],
        [2, "line-too-long", joinedLines([first!, line(MAX_LINE_BYTES + 1), ...rest])],
        [2, "line-too-long", joinedLines([first!, line(3 * MAX_LINE_BYTES), ...rest])],
      ];
      for (const [lines, code, log] of logs) {
        const facts = await factsOf(log, AT_ONCE);
        expect([facts.lines, facts.faults.canonical?.code, facts.rootHash === null]).toEqual([
          lines,
          code,
          code === "line-too-long",
        ]);
        const ways: Way[] = [
          { workers: 0, segment: null, chunks: [1 << 18] },
          { workers: 0, segment: 5000, chunks: [100_003] },
          { workers: 2, segment: null, chunks: [1 << 18] },
        ];
        for (const each of ways) expect(await factsOf(log, each)).toEqual(facts);
      }
    },
  );

  it("keeps leaves only where they are asked for", async () => {
    const options = { kind: ACTION_LOG, tree: true, agentKeys: [], workers: 0 };
    for (const keepLeaves of [true, false]) {
      const feed = new LogFeed({ ...options, keepLeaves });
      await feed.write(joinedLines(honestLines(3)));
      expect((await feed.end()).leaves.map(({ seq }) => seq)).toEqual(keepLeaves ? [0, 1, 2] : []);
    }
  });

  it("can be closed at any time, with work under way", async () => {
    const feed = new LogFeed({
      kind: ACTION_LOG,
      tree: true,
      agentKeys: [],
      workers: 2,
      keepLeaves: false,
      segment: 100,
    });
    await feed.write(joinedLines(honestLines(3)));
    await feed.close();
    await feed.close();
  });
});
