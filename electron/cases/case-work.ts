// What the worker thread of a case does: verify first, then index and compare clocks, and answer calls meanwhile.

import type { BundleFile, Clock, IndexState } from "../../shared/contract/cases.ts";
import { CallError } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import type { Verdict } from "../../shared/model/verdict.ts";
import { Fault } from "../../shared/model/fault.ts";
import { LOG_PATH } from "../../shared/verify/facts.ts";
import type { BundleFacts } from "../../shared/verify/facts.ts";
import { BundleReader } from "../bundle/access/bundle-reader.ts";
import { examineBundle } from "../bundle/verify.ts";
import { loadTrust } from "../trust/trust-file.ts";
import type { LoadedTrust } from "../trust/trust-file.ts";
import { BundleFiles } from "./bundle-files.ts";
import type { PresentFile } from "./bundle-files.ts";
import { readClocks } from "./case-clocks.ts";
import { hashOf } from "./disk-stamp.ts";
import { asContractError, callError, cancelled } from "./failures.ts";
import { groupInventory, takeInventory } from "./inventory.ts";
import type { LogIndex } from "./log-index.ts";
import type { AnyInput, CallInput, FromWorker, ToWorker, WorkerCall, WorkerSetup } from "./protocol.ts";
import type { RecordReader } from "./record-reader.ts";

const TELL_EVERY_MS = 100;

type Answers = { readonly [N in WorkerCall]: (input: CallInput<N>) => unknown };

export class CaseWork {
  private readonly setup: WorkerSetup;
  private readonly post: (message: FromWorker) => void;
  private readonly ending = new AbortController();
  private inventory: readonly BundleFile[] = [];
  private files: BundleFiles | null = null;
  private index: LogIndex | null = null;
  private records: RecordReader | null = null;
  /** Why there are no records, where it is known that there are none. */
  private noRecords: string | null = null;
  /** Rejects where the bundle cannot be opened for reading again. */
  private readonly opened = Promise.withResolvers<void>();

  constructor(setup: WorkerSetup, post: (message: FromWorker) => void) {
    this.setup = setup;
    this.post = post;
    this.opened.promise.catch(() => {});
  }

  /** Resolves when all that was to be found out is found out; what can be asked stays. False where there is no case. */
  async run(): Promise<boolean> {
    let examined: { verdict: Verdict; facts: BundleFacts };
    try {
      examined = await this.verify();
    } catch (error) {
      this.opened.reject(error);
      const aborted = this.ending.signal.aborted;
      this.post({ kind: "refused", error: asContractError(aborted ? cancelled() : error) });
      return false;
    }
    const { verdict, facts } = examined;
    this.inventory = takeInventory(facts);
    const log = facts.files.get(LOG_PATH);
    if (log === undefined) this.noRecords = "The bundle holds no action log that can be read.";
    const index: IndexState =
      this.noRecords === null
        ? { state: "building", rows: 0, total: verdict.entries }
        : { state: "none", reason: this.noRecords };
    this.post({ kind: "opened", opened: { verdict, inventory: groupInventory(this.inventory), index } });
    try {
      if (facts.stop === null) await this.look(verdict, facts);
      else this.post({ kind: "patch", patch: { clocks: [], clocksReady: true } });
    } catch (error) {
      if (!this.ending.signal.aborted) throw error;
    }
    return true;
  }

  take(message: ToWorker): void {
    if (message.kind === "end") {
      this.ending.abort(cancelled());
      return;
    }
    const { id } = message;
    const answered =
      message.kind === "hash"
        ? replyOf(() => hashOf(this.setup.path, this.ending.signal))
        : this.answer(message.name, message.input);
    void answered.then((reply) => this.post({ kind: "reply", id, reply }));
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** Leaves nothing half made. Comes after `run`. */
  async close(): Promise<void> {
    this.index?.close();
    await this.files?.reader.close();
  }

  private async verify() {
    const { path, shownPath, trustPath } = this.setup;
    const trust = await readTrust(trustPath);
    const { signal } = this.ending;
    const { verdict, facts } = await examineBundle(path, trust, { signal, onProgress: this.progress() });
    if (facts.stop?.kind === "unreadable") {
      const { message, code } = facts.stop.fault;
      throw callError("file-unreadable", sentence(message.replaceAll(path, () => shownPath)), code);
    }
    return { verdict: { ...verdict, bundle: { ...verdict.bundle, path: shownPath } }, facts };
  }

  private progress(): (progress: { readonly done: number; readonly total: number }) => void {
    let next = 0;
    return ({ done, total }) => {
      const now = performance.now();
      if (now < next && done < total) return;
      next = now + TELL_EVERY_MS;
      this.post({ kind: "progress", label: "Verifying", done, total });
    };
  }

  private async look(verdict: Verdict, facts: BundleFacts): Promise<void> {
    const { signal } = this.ending;
    try {
      const reader = await BundleReader.open(this.setup.path);
      this.files = new BundleFiles(reader, this.inventory, signal);
    } catch (error) {
      const { message } = asContractError(error);
      const failure = callError("evidence-changed", `The bundle can no longer be read: ${message}`);
      this.post({ kind: "differs" });
      this.opened.reject(failure);
      const index: IndexState = { state: "failed", reason: failure.message };
      const patch = { clocks: [], clocksReady: true, ...(this.noRecords === null ? { index } : {}) };
      this.post({ kind: "patch", patch });
      return;
    }
    const log = facts.files.get(LOG_PATH);
    if (log !== undefined) await this.startIndex(this.files, verdict, facts);
    this.opened.resolve();
    this.index?.prepare();
    this.post({
      kind: "patch",
      patch: { clocks: await this.clocks(this.files, verdict), clocksReady: true },
    });
  }

  /** An index that turns out to be damaged on the way is waited for once more. */
  private async clocks(files: BundleFiles, verdict: Verdict): Promise<Clock[]> {
    const { index, inventory } = this;
    const { signal } = this.ending;
    for (;;) {
      await index?.settled();
      try {
        return await readClocks({ files, inventory, index, window: verdict.incident, signal });
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof CallError && error.code === "not-ready") continue;
        const { message } = asContractError(error);
        this.post({ kind: "notice", level: "warning", message: `Clocks could not be compared. ${message}` });
        return [];
      }
    }
  }

  /** SQLite is loaded after the verdict: many bundles are only verified. */
  private async startIndex(files: BundleFiles, verdict: Verdict, facts: BundleFacts): Promise<void> {
    const [{ LogIndex }, { RecordReader }] = await Promise.all([
      import("./log-index.ts"),
      import("./record-reader.ts"),
    ]);
    const log: PresentFile = files.file(LOG_PATH);
    const extract =
      verdict.chain === "extract" ||
      [...facts.files.keys()].some((path) => path.startsWith("inquest/proofs/"));
    this.index = new LogIndex(files.reader, files.entry(log), {
      cacheFolder: this.setup.cacheFolder,
      bundleSha256: verdict.bundle.sha256!,
      logSha256: log.sha256,
      entries: verdict.entries,
      viewPrefix: this.setup.viewPrefix,
      maxPages: this.setup.tuning.maxPages,
      signal: this.ending.signal,
      onState: (index) => this.post({ kind: "patch", patch: { index } }),
      onWarning: (message) => this.post({ kind: "notice", level: "warning", message }),
      onDiffers: () => this.post({ kind: "differs" }),
    });
    this.records = new RecordReader(files, log, this.index, this.inventory, extract);
  }

  private async answer(name: WorkerCall, input: AnyInput): Promise<Reply<unknown>> {
    const answer = this.answers[name] as (input: AnyInput) => unknown;
    const reply = await replyOf(() => answer(input));
    if (!reply.ok && reply.error.code === "evidence-changed") this.post({ kind: "differs" });
    return reply;
  }

  private readonly answers: Answers = {
    "files.list": ({ text, from, count }) => {
      const wanted = text.toLowerCase();
      const found =
        wanted === ""
          ? this.inventory
          : this.inventory.filter(({ path }) => path.toLowerCase().includes(wanted));
      return { total: found.length, files: found.slice(from, from + count) };
    },
    "files.read": async ({ path, offset, length }) => {
      const known = this.inventory.some((file) => file.path === path && file.size !== null);
      if (!known)
        throw callError("no-such-file", `The bundle holds no file ${JSON.stringify(path.toWellFormed())}.`);
      await this.opened.promise;
      const bytes = await this.files!.read(path, offset, length);
      const { size } = this.files!.file(path);
      return { size, offset, base64: Buffer.from(bytes).toString("base64") };
    },
    "records.query": async ({ query }) => (await this.rows()).query(query),
    "records.page": async (input) => (await this.rows()).page(input),
    "records.position": async (input) => ({ position: (await this.rows()).position(input) }),
    "records.get": async ({ line }) => {
      await this.rows();
      return this.records!.record(line);
    },
  };

  private async rows(): Promise<LogIndex> {
    if (this.noRecords !== null) throw callError("not-ready", this.noRecords);
    await this.opened.promise;
    return this.index!;
  }
}

async function replyOf(work: () => unknown): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: asContractError(error) };
  }
}

/** @throws CallError `trust-broken`. */
async function readTrust(path: string | undefined): Promise<LoadedTrust> {
  try {
    return await loadTrust(path);
  } catch (error) {
    if (error instanceof Fault) throw callError("trust-broken", sentence(error.message), error.code);
    throw error;
  }
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() === "T" ? `T${message.slice(1)}` : message;
  return text.endsWith(".") ? text : `${text}.`;
}
