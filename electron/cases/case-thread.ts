// The main thread's end of a case's worker thread: starts it, relays small messages, notices when it dies, ends it.

import { Worker } from "node:worker_threads";
import { CallError } from "../../shared/contract/reply.ts";
import { explain } from "../platform/explain.ts";
import { callError, cancelled } from "./failures.ts";
import type {
  AnyInput,
  CallInput,
  CallOutput,
  CasePatch,
  FromWorker,
  Opened,
  ToWorker,
  WorkerCall,
  WorkerSetup,
} from "./protocol.ts";
import type { LongOptions } from "./shared-work.ts";

/** A worker that was told to end and does not is ended. */
const GRACE_MS = 3_000;

export interface ThreadListener {
  readonly onPatch: (patch: CasePatch) => void;
  /** What was read is not what was verified. */
  readonly onDiffers: () => void;
  readonly onNotice: (level: "warning" | "error", message: string) => void;
  /** It ended without being told to. */
  readonly onDeath: (why: string) => void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CallError) => void;
}

export class CaseThread {
  private readonly worker: Worker;
  private readonly listener: ThreadListener;
  private readonly verdict = Promise.withResolvers<Opened>();
  private readonly exited = Promise.withResolvers<void>();
  private readonly waiting = new Map<number, Waiting>();
  private onProgress: LongOptions["onProgress"] = () => {};
  private calls = 0;
  private ending = false;
  private error: unknown = null;
  private death: CallError | null = null;

  constructor(setup: WorkerSetup, listener: ThreadListener, url: URL = workerUrl()) {
    this.listener = listener;
    this.verdict.promise.catch(() => {});
    this.worker = new Worker(url, { workerData: setup });
    this.worker.on("message", (message: FromWorker) => this.take(message));
    this.worker.on("error", (error) => (this.error = error));
    this.worker.on("exit", () => this.exit());
  }

  /**
   * The verdict.
   * @throws CallError: `cancelled` once the thread has ended after the signal; why there is no case; `internal`.
   */
  async open({ signal, onProgress }: LongOptions): Promise<Opened> {
    this.onProgress = onProgress;
    const stop = (): void => void this.end();
    signal.addEventListener("abort", stop, { once: true });
    try {
      if (signal.aborted) throw cancelled();
      const opened = await this.verdict.promise;
      if (signal.aborted) throw cancelled();
      return opened;
    } catch (error) {
      await this.end();
      throw signal.aborted ? cancelled() : error;
    } finally {
      this.onProgress = () => {};
      signal.removeEventListener("abort", stop);
    }
  }

  /** @throws CallError. */
  call<N extends WorkerCall>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    return this.ask((id) => ({ kind: "call", id, name, input: input as AnyInput }));
  }

  /** SHA-256 of the file that is at the path now, hex. @throws CallError. */
  hash(): Promise<string> {
    return this.ask((id) => ({ kind: "hash", id }));
  }

  /** Resolves when the thread is gone. Calls that wait are refused. */
  async end(): Promise<void> {
    if (!this.ending) {
      this.ending = true;
      this.worker.postMessage({ kind: "end" });
      this.refuse(closed());
    }
    const timer = setTimeout(() => void this.worker.terminate(), GRACE_MS);
    await this.exited.promise;
    clearTimeout(timer);
  }

  get dead(): boolean {
    return this.death !== null;
  }

  private ask<T>(message: (id: number) => ToWorker): Promise<T> {
    if (this.death !== null) return Promise.reject(this.death);
    if (this.ending) return Promise.reject(closed());
    const id = (this.calls += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.worker.postMessage(message(id));
    });
  }

  private take(message: FromWorker): void {
    switch (message.kind) {
      case "progress":
        return this.onProgress(message);
      case "opened":
        return this.verdict.resolve(message.opened);
      case "refused":
        this.ending = true;
        return this.verdict.reject(new CallError(message.error));
      case "patch":
        return this.listener.onPatch(message.patch);
      case "differs":
        return this.listener.onDiffers();
      case "notice":
        return this.listener.onNotice(message.level, message.message);
      case "reply": {
        const waiting = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.reply.ok) waiting?.resolve(message.reply.value);
        else waiting?.reject(new CallError(message.reply.error));
      }
    }
  }

  private exit(): void {
    this.exited.resolve();
    if (this.ending) {
      this.verdict.reject(cancelled());
      return;
    }
    const why = this.error === null ? "it ended without saying why" : explain(this.error);
    this.death = callError(
      "internal",
      `The part of the program that worked on this bundle has failed: ${why}.`,
    );
    this.verdict.reject(this.death);
    this.refuse(this.death);
    this.listener.onDeath(this.death.message);
  }

  private refuse(error: CallError): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function closed(): CallError {
  return callError("no-such-case", "The case was closed.");
}

function workerUrl(): URL {
  // The bundled program has the worker beside it as .js; run from source, it is this folder's .ts.
  const source = import.meta.url.endsWith(".ts");
  return new URL(source ? "./case-worker.ts" : "./case-worker.js", import.meta.url);
}
