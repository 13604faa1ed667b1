import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";

it("reads a log whose entries each name a megabyte of request ids without holding them all", async () => {
  const [rows, bytes] = [400, 1_000_000];
  const worker = new Worker(new URL("./timed-rows.ts", import.meta.url), {
    workerData: { rows, bytes },
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  const read = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  expect(read).toBe(rows * bytes);
});
