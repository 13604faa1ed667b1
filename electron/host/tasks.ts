// Long work: who asked for it, how it gets on, and its end before its time.

import type { ContractEvent } from "../../shared/contract/events.ts";
import { CallError } from "../../shared/contract/reply.ts";
import { pace, slide } from "./rate.ts";
import type { Sample } from "./rate.ts";

export interface Progress {
  readonly label: string;
  /** Bytes. */
  readonly done: number;
  readonly total: number;
}

export interface LongOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Milliseconds between two events of one task. */
export const PAUSE = 100;

export class Tasks {
  private readonly clients = new Map<string, Map<string, AbortController>>();
  private readonly emit: (event: ContractEvent) => void;
  private readonly now: () => number;

  /** `now` gives milliseconds of a clock that only goes forward. */
  constructor(emit: (event: ContractEvent) => void, now: () => number = () => performance.now()) {
    this.emit = emit;
    this.now = now;
  }

  /**
   * Does long work under the name that its client gave it. It can be cancelled from this very moment on.
   * @throws CallError `cancelled` where it was; `bad-argument` where the client has a task of that name.
   */
  async run<T>(client: string, task: string, work: (options: LongOptions) => Promise<T>): Promise<T> {
    const own = this.clients.get(client) ?? new Map<string, AbortController>();
    if (own.has(task)) {
      throw new CallError({ code: "bad-argument", message: `The task ${task} is being done already.` });
    }
    const controller = new AbortController();
    this.clients.set(client, own.set(task, controller));
    const { signal } = controller;
    const reporter = new Reporter(task, this.emit, this.now);
    try {
      return await work({ signal, onProgress: (progress) => reporter.update(progress) });
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new CallError({ code: "cancelled", message: "The work was cancelled." });
    } finally {
      reporter.end();
      own.delete(task);
      if (own.size === 0 && this.clients.get(client) === own) this.clients.delete(client);
    }
  }

  /** Ends a task of this client; false where it has none of that name. */
  cancel(client: string, task: string): boolean {
    const controller = this.clients.get(client)?.get(task);
    if (controller === undefined || controller.signal.aborted) return false;
    controller.abort();
    return true;
  }

  /** Ends all tasks of a client. */
  leave(client: string): void {
    for (const controller of this.clients.get(client)?.values() ?? []) controller.abort();
  }

  cancelAll(): void {
    for (const client of this.clients.keys()) this.leave(client);
  }
}

/** Passes progress on, at most every PAUSE milliseconds, and the last of it in any case. */
class Reporter {
  private readonly task: string;
  private readonly emit: (event: ContractEvent) => void;
  private readonly now: () => number;
  private samples: readonly Sample[] = [];
  private label: string | null = null;
  private told = -Infinity;
  private untold: Progress | null = null;

  constructor(task: string, emit: (event: ContractEvent) => void, now: () => number) {
    this.task = task;
    this.emit = emit;
    this.now = now;
  }

  update(progress: Progress): void {
    const time = this.now();
    const begins = progress.label !== this.label;
    // What is done under another name goes at another pace.
    this.samples = slide(begins ? [] : this.samples, { time, done: progress.done });
    this.label = progress.label;
    this.untold = progress;
    if (begins || time - this.told >= PAUSE) this.tell(time);
  }

  end(): void {
    this.tell(this.now());
  }

  private tell(time: number): void {
    if (this.untold === null) return;
    const { label, done, total } = this.untold;
    this.untold = null;
    this.told = time;
    this.emit({ event: "task.progress", task: this.task, label, done, total, ...pace(this.samples, total) });
  }
}
