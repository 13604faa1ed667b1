// Verifying from the outside: progress, stopping, and worker threads for large logs.

import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LOG_PATH } from "../../../shared/verify/facts.ts";
import { verifyBundle } from "../../../electron/bundle/verify.ts";
import { evidence, rawEntry } from "../../support/evidence.ts";
import { NO_KEYS, TRUST } from "../../support/keys.ts";
import { scratch } from "../../support/scratch.ts";
import { seededRandom } from "../../shared/encoding/arbitraries.ts";
import { pack, unzip, zip } from "./archives.ts";

const LINES = 12_000;
let large = "";
let small = "";

/** Worker threads that were started since the last look. */
let workers: Worker[] = [];
const notice = (worker: Worker): void => void workers.push(worker);

beforeAll(async () => {
  const random = seededRandom(42);
  const pad = (): string => Array.from({ length: 80 }, () => random(2 ** 30).toString(36)).join("");
  const entries = Array.from({ length: LINES }, (_, i) => ({ ...rawEntry(i), pad: pad() + "x".repeat(250) }));
  const log = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
  large = await packed("large", log);
  small = await packed("small", log.slice(0, log.indexOf("\n") + 1));
}, 60_000);

async function packed(name: string, log: string): Promise<string> {
  const folder = scratch(`${name}-folder`);
  for (const [path, text] of evidence().set("action-log/entries.jsonl", log)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await pack(folder, scratch(`${name}.inqb`));
  return scratch(`${name}.inqb`);
}

beforeAll(() => process.on("worker", notice));
afterAll(() => process.off("worker", notice));
beforeEach(() => {
  workers = [];
});

function allStopped(): boolean {
  return workers.every(({ threadId }) => threadId === -1);
}

describe("a log of 12 MB", () => {
  it("is verified in worker threads, with the same verdict as without", { timeout: 30_000 }, async () => {
    expect((await unzip(large)).get(LOG_PATH)!.length).toBeGreaterThan(12e6);
    const inline = await verifyBundle(large, TRUST, { workers: 0 });
    expect(inline).toMatchObject({ verdict: "VALID", chain: "complete", entries: LINES });
    expect(workers).toHaveLength(0);
    expect(await verifyBundle(large, TRUST, { workers: 2 })).toEqual(inline);
    expect(workers).toHaveLength(2);
    expect(await verifyBundle(large, TRUST, { workers: 3 })).toEqual(inline);
    expect(workers).toHaveLength(5);
    expect(allStopped()).toBe(true);
    expect((await verifyBundle(large, NO_KEYS)).verdict).toBe("CANNOT-CHECK");
    expect(workers.length).toBeGreaterThan(5);
    expect(allStopped()).toBe(true);
  });

  it(
    "that is broken has the same verdict with worker threads and without, down to the line",
    { timeout: 30_000 },
    async () => {
      const files = await unzip(large);
      const log = files.get(LOG_PATH)!;
      const at = log.indexOf('"seq":9000');
      log[log.indexOf('"observed":91.5', at) + 12] = 0x32;
      await zip(scratch("broken.inqb"), files);
      const inline = await verifyBundle(scratch("broken.inqb"), TRUST, { workers: 0 });
      expect(inline).toMatchObject({ verdict: "INVALID", chain: "broken" });
      const chain = inline.checks.find(({ id }) => id === "log.chain");
      expect(chain?.failure).toMatchObject({ line: 9002, seq: 9001 });
      expect(await verifyBundle(scratch("broken.inqb"), TRUST, { workers: 2 })).toEqual(inline);
      expect(allStopped()).toBe(true);
    },
  );
});

describe("a small log", () => {
  it("starts no worker threads", async () => {
    expect((await verifyBundle(small, TRUST)).verdict).toBe("VALID");
    expect(workers).toHaveLength(0);
  });
});

describe("progress", () => {
  it.each(["small", "large"])("never falls, and ends at the size of the file: a %s bundle", async (which) => {
    const path = which === "small" ? small : large;
    const { size } = statSync(path);
    const seen: number[] = [];
    const totals = new Set<number>();
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      seen.push(done);
      totals.add(total);
    };
    await verifyBundle(path, TRUST, { onProgress });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect([...totals]).toEqual([size]);
    expect(seen.every((done) => done > 0 && done <= size)).toBe(true);
    expect(seen.at(-1)).toBe(size);
  });
});

describe("stopping", () => {
  it.each([0, 0.3, 0.8])(
    "at %d of a large bundle rejects with the signal's reason and leaves no thread",
    async (part) => {
      const controller = new AbortController();
      const reason = new Error("enough");
      const onProgress = ({ done, total }: { done: number; total: number }): void => {
        if (done >= part * total) controller.abort(reason);
      };
      const options = { workers: 2, signal: controller.signal, onProgress };
      await expect(verifyBundle(large, TRUST, options)).rejects.toBe(reason);
      // The log stands behind a few small files: the threads are started when it begins.
      expect(workers).toHaveLength(part === 0 ? 0 : 2);
      expect(allStopped()).toBe(true);
    },
  );

  it("before the start rejects at once, with whatever reason", async () => {
    for (const reason of [new Error("no"), "text", { code: "x" }])
      await expect(verifyBundle(small, TRUST, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(workers).toHaveLength(0);
  });

  it("after the end changes nothing", async () => {
    const controller = new AbortController();
    const { verdict } = await verifyBundle(small, TRUST, { signal: controller.signal });
    controller.abort(new Error("late"));
    expect(verdict).toBe("VALID");
  });

  it("leaves the bundle as it was", async () => {
    const before = readFileSync(small);
    await expect(verifyBundle(small, TRUST, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(readFileSync(small).equals(before)).toBe(true);
  });
});

describe("verifyBundle", () => {
  it("gives a verdict for what cannot be read at all, and never rejects", async () => {
    for (const [path, code] of [
      [scratch("nothing-here"), "file-not-found"],
      [dirname(small), "is-a-folder"],
    ] as const) {
      const { verdict, checks } = await verifyBundle(path, TRUST);
      expect([verdict, checks[0]!.code]).toEqual(["CANNOT-CHECK", code]);
    }
  });
});
