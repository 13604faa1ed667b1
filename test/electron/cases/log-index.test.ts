// The index while it is being made: a reader that waits in the middle of the log.

import { expect, it } from "vitest";
import type { IndexState } from "../../../shared/contract/cases.ts";
import { LOG_PATH } from "../../../shared/verify/facts.ts";
import type { BundleReader, ScanOptions } from "../../../electron/bundle/access/bundle-reader.ts";
import { BundleReader as Reader } from "../../../electron/bundle/access/bundle-reader.ts";
import { LogIndex } from "../../../electron/cases/log-index.ts";
import { sha256Hex } from "../../support/tree.ts";
import { ALL, bundleFile, entries, freshPath } from "./open-cases.ts";

type Scan = BundleReader["scan"];

async function halted(change: (log: Buffer) => Buffer = (log) => log) {
  const reader = await Reader.open(await bundleFile(entries(10)));
  const entry = reader.entry(LOG_PATH)!;
  const log = Buffer.from(await reader.read(entry, 0, entry.size));
  const half = log.indexOf('"seq":5');
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const scan: Scan = async (_, onChunk, options?: ScanOptions) => {
    await onChunk(log.subarray(0, half));
    reached.resolve();
    await go.promise;
    options?.signal?.throwIfAborted();
    await onChunk(change(log).subarray(half));
  };
  const ending = new AbortController();
  const told = { states: [] as IndexState[], differs: 0, warnings: [] as string[] };
  const index = new LogIndex({ scan } as unknown as BundleReader, entry, {
    cacheFolder: freshPath("cache"),
    bundleSha256: "b".repeat(64),
    logSha256: sha256Hex(log),
    entries: 10,
    viewPrefix: "a",
    maxPages: undefined,
    signal: ending.signal,
    onState: (state) => told.states.push(state),
    onWarning: (message) => told.warnings.push(message),
    onDiffers: () => (told.differs += 1),
  });
  index.prepare();
  await reached.promise;
  return { index, go: go.resolve, ending, told, close: () => (index.close(), reader.close()) };
}

it("answers with the rows that are there, and says that more are coming", async () => {
  const { index, go, close } = await halted();
  const partial = index.query({ ...ALL, outcomes: [] });
  expect(partial).toMatchObject({
    matched: 5,
    total: 5,
    complete: false,
    outcomes: [{ outcome: "success", count: 5 }],
  });
  const filtered = index.query({ text: "act-", outcomes: [], sort: "action", descending: true });
  expect(filtered).toMatchObject({ matched: 5, complete: false });
  expect(index.page({ view: partial.view, from: 3, count: 9 }).map(({ line }) => line)).toEqual([4, 5]);
  expect(() => index.place(7)).toThrow(/not indexed yet/);
  // A record is read from the nearest place that was found so far, not from the log's start.
  expect(index.restarts).not.toBeNull();
  go();
  await index.settled();
  // A view holds what there was when it was made.
  expect(index.page({ view: partial.view, from: 3, count: 9 }).map(({ line }) => line)).toEqual([4, 5]);
  expect(index.query({ ...ALL, outcomes: [] })).toMatchObject({ matched: 10, total: 10, complete: true });
  expect(() => index.place(11)).toThrow(/no line 11/);
  await close();
});

it("fails, and says that the bundle changed, where the bytes are not those that were verified", async () => {
  const { index, go, told, close } = await halted((log) =>
    Buffer.from(log.toString().replace('"id":"act-9"', '"id":"act-8"')),
  );
  go();
  await index.settled();
  expect(index.state).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("not the one that was verified") as string,
  });
  expect(told.differs).toBe(1);
  expect(() => index.query({ ...ALL, outcomes: [] })).toThrow(/not the one that was verified/);
  await close();
});

it("leaves nothing where it is ended on the way", async () => {
  const { index, go, ending, told, close } = await halted();
  ending.abort(new Error("ended"));
  go();
  await expect(index.settled()).rejects.toThrow("ended");
  expect(told.states.map(({ state }) => state)).not.toContain("ready");
  await close();
});
