// Takes a log's bytes as they come, cuts them into segments at line ends, has the segments verified (in worker
// threads where the log is large), and joins the reports in order. Memory is a fixed number of slots.

import { Worker } from "node:worker_threads";
import { MAX_LINE_BYTES } from "../../shared/model/limits.ts";
import type { LogFacts } from "../../shared/model/log.ts";
import { LogJoin } from "../../shared/verify/log-join.ts";
import { SegmentVerifier } from "../../shared/verify/log-segment.ts";
import type { SegmentOptions, SegmentReport } from "../../shared/verify/log-segment.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import type { SegmentDone, SegmentTask, WorkerSetup } from "./log-worker.ts";

const SEGMENT = 1 << 20;
/** One lead byte (SegmentVerifier needs it), a segment, and the longest line that may straddle its end. */
const SLOT = 1 + SEGMENT + MAX_LINE_BYTES + 1;

/** Slots of feeds without workers, for the next one: a bundle may hold thousands of small logs. */
const spare: Uint8Array[] = [];

export interface FeedOptions extends SegmentOptions {
  /** Worker threads; 0 verifies in this thread. */
  readonly workers: number;
  /** Keep sequence numbers and leaf hashes: wanted where the bundle has inclusion proofs. */
  readonly keepLeaves: boolean;
  /** Bytes a segment, for tests: cuts never change a result. */
  readonly segment?: number;
}

interface Pool {
  readonly workers: readonly Worker[];
  next: number;
}

export class LogFeed {
  private readonly options: FeedOptions;
  private readonly segment: number;
  private readonly join: LogJoin;
  private readonly verifier: SegmentVerifier | null;
  private readonly pool: Pool | null;
  private readonly slots: Uint8Array[];
  private readonly free: number[];
  private slot: number;
  private fill = 1;
  private tasks = 0;
  private joined = 0;
  private readonly early = new Map<number, { report: SegmentReport; slot: number }>();
  private readonly slotOf = new Map<number, number>();
  private failure: Error | null = null;
  private wake: () => void = () => {};

  constructor(options: FeedOptions) {
    this.options = options;
    this.segment = options.segment ?? SEGMENT;
    this.join = new LogJoin(nodePlatform, options.tree);
    const { workers, keepLeaves: _keep, segment: _segment, ...segmentOptions } = options;
    const shared = Array.from(
      { length: workers === 0 ? 0 : 2 * workers + 1 },
      () => new SharedArrayBuffer(SLOT),
    );
    this.slots =
      workers === 0 ? [spare.pop() ?? new Uint8Array(SLOT)] : shared.map((buffer) => new Uint8Array(buffer));
    this.free = this.slots.map((_, i) => i).slice(1);
    this.slot = 0;
    this.verifier = workers === 0 ? new SegmentVerifier(nodePlatform, segmentOptions) : null;
    this.pool = workers === 0 ? null : this.startPool(workers, { options: segmentOptions, slots: shared });
  }

  /** Takes the next bytes; resolves when there is room for more. */
  async write(chunk: Uint8Array): Promise<void> {
    let from = 0;
    // What has failed for good is not read to its end: a bomb of broken lines must not cost minutes.
    while (from < chunk.length && !this.join.stopped) {
      const target = this.slots[this.slot]!;
      const count = Math.min(chunk.length - from, 1 + this.segment - this.fill, target.length - this.fill);
      if (count > 0) {
        target.set(chunk.subarray(from, from + count), this.fill);
        this.fill += count;
        from += count;
      }
      if (this.fill > this.segment) {
        const room = await this.cut(chunk, from);
        from += room;
      }
    }
  }

  /** Verifies what is left and returns what is known of the whole log. The feed is closed afterwards. */
  async end(): Promise<LogFacts> {
    try {
      if (this.fill > 1) await this.dispatch(this.fill, 0);
      while (this.joined < this.tasks) await this.waiting();
      return this.join.facts();
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    if (this.pool === null) spare.push(...this.slots.splice(0));
    await Promise.all((this.pool?.workers ?? []).map((worker) => worker.terminate()));
  }

  /**
   * The slot holds a segment's worth: sends it off up to its last line end. Where it has none, one line is longer
   * than the segment: bytes up to that line's end are taken over from the chunk, and their count is returned.
   */
  private async cut(chunk: Uint8Array, from: number): Promise<number> {
    const target = this.slots[this.slot]!;
    const lineEnd = target.lastIndexOf(0x0a, this.fill - 1) + 1;
    if (lineEnd > 1) {
      await this.dispatch(lineEnd, this.fill - lineEnd);
      return 0;
    }
    const lf = chunk.indexOf(0x0a, from);
    const wanted = (lf < 0 ? chunk.length : lf + 1) - from;
    const count = Math.min(wanted, target.length - this.fill);
    target.set(chunk.subarray(from, from + count), this.fill);
    this.fill += count;
    // A full slot without a line end holds more than the longest line: the verifier says so and stops there.
    if ((lf >= 0 && count === wanted) || this.fill === target.length) await this.dispatch(this.fill, 0);
    return count;
  }

  /** Sends off slot[1, end) and carries `rest` bytes behind it over to a free slot. */
  private async dispatch(end: number, rest: number): Promise<void> {
    const from = this.slots[this.slot]!;
    const { keepLeaves } = this.options;
    if (this.verifier !== null) {
      this.join.add(this.verifier.verify(from, 1, end, keepLeaves));
      from.copyWithin(1, end, end + rest);
    } else {
      const id = this.tasks;
      this.tasks += 1;
      const carried = from.slice(end, end + rest);
      this.slotOf.set(id, this.slot);
      const worker = this.pool!.workers[this.pool!.next]!;
      this.pool!.next = (this.pool!.next + 1) % this.pool!.workers.length;
      worker.postMessage({ id, slot: this.slot, end, keepLeaves } satisfies SegmentTask);
      while (this.free.length === 0) await this.waiting();
      this.slot = this.free.pop()!;
      this.slots[this.slot]!.set(carried, 1);
    }
    this.fill = 1 + rest;
  }

  private startPool(count: number, setup: WorkerSetup): Pool {
    // The bundled program has the worker beside it as .js; run from source, it is this folder's .ts.
    const source = import.meta.url.endsWith(".ts");
    const url = new URL(source ? "./log-worker.ts" : "./log-worker.js", import.meta.url);
    const workers = Array.from({ length: count }, () => new Worker(url, { workerData: setup }));
    for (const worker of workers) {
      worker.on("message", (done: SegmentDone) => this.take(done));
      worker.on("error", (error) => {
        this.failure ??= error instanceof Error ? error : new Error(String(error));
        this.wake();
      });
    }
    return { workers, next: 0 };
  }

  private take(done: SegmentDone): void {
    this.early.set(done.id, { report: done.report, slot: this.slotOf.get(done.id)! });
    this.slotOf.delete(done.id);
    this.free.push(this.early.get(done.id)!.slot);
    for (let next = this.early.get(this.joined); next !== undefined; next = this.early.get(this.joined)) {
      this.join.add(next.report);
      this.early.delete(this.joined);
      this.joined += 1;
    }
    this.wake();
  }

  private async waiting(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.failure !== null) throw this.failure;
  }
}
