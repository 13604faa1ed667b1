// A worker thread: verifies segments of a log that the reader has laid into shared memory.

import { parentPort, workerData } from "node:worker_threads";
import { nodePlatform } from "../platform/node-platform.ts";
import { SegmentVerifier } from "../../shared/verify/log-segment.ts";
import type { SegmentOptions, SegmentReport } from "../../shared/verify/log-segment.ts";

export interface WorkerSetup {
  readonly options: SegmentOptions;
  readonly slots: readonly SharedArrayBuffer[];
}

export interface SegmentTask {
  readonly id: number;
  readonly slot: number;
  readonly end: number;
  readonly keepLeaves: boolean;
}

export interface SegmentDone {
  readonly id: number;
  readonly report: SegmentReport;
}

const setup = workerData as WorkerSetup;
const verifier = new SegmentVerifier(nodePlatform, setup.options);
const slots = setup.slots.map((slot) => new Uint8Array(slot));

parentPort!.on("message", (task: SegmentTask) => {
  const report = verifier.verify(slots[task.slot]!, 1, task.end, task.keepLeaves);
  parentPort!.postMessage({ id: task.id, report } satisfies SegmentDone);
});
