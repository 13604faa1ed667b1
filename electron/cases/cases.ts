// The open cases: one bundle each, with its verdict, in a worker thread of its own. Nothing here blocks.

import { randomBytes } from "node:crypto";
import type { Case } from "../../shared/contract/cases.ts";
import type { RecordQuery } from "../../shared/contract/records.ts";
import { compareStamps, stampOf } from "./disk-stamp.ts";
import { examine } from "./examine.ts";
import type { Verified } from "./examine.ts";
import { callError } from "./failures.ts";
import { isJudgedByAnother, keyOf, stateOf } from "./open-case.ts";
import type { CaseRequest, OpenCase, UserTrust } from "./open-case.ts";
import type { CallInput, CallOutput, WorkerCall, WorkerTuning } from "./protocol.ts";
import { sharedWork } from "./shared-work.ts";
import type { LongOptions, SharedWork } from "./shared-work.ts";

export type { CaseRequest } from "./open-case.ts";
export type { LongOptions } from "./shared-work.ts";

const WATCH_EVERY_MS = 2_000;

export interface CasesOptions {
  readonly cacheFolder: string;
  /** Something of the case is other than `get` said before. */
  readonly onChange: (id: string) => void;
  readonly onNotice: (level: "warning" | "error", message: string) => void;
  /** For tests: no watching of the disk but by `checkDisk`, other workers, disks that are full. */
  readonly tuning?: WorkerTuning & { readonly watchEveryMs?: number | null; readonly workerUrl?: URL };
}

export class Cases {
  private readonly options: CasesOptions;
  private readonly cases = new Map<string, OpenCase>();
  /** By key: what is being opened. */
  private readonly opening = new Map<string, SharedWork<string>>();
  /** By case: what is being verified again. */
  private readonly verifying = new Map<string, SharedWork<void>>();
  private trust: UserTrust | null = null;
  private trustSeen = 0;
  private threads = 0;
  private readonly timer: NodeJS.Timeout | null;
  private closed = false;

  constructor(options: CasesOptions) {
    this.options = options;
    const every = options.tuning?.watchEveryMs === undefined ? WATCH_EVERY_MS : options.tuning.watchEveryMs;
    this.timer = every === null ? null : setInterval(() => this.watch(), every).unref();
  }

  /**
   * Verifies and makes a case; gives the one that is open for the same file, verified again where file or trust
   * changed since.
   * @throws CallError `file-unreadable` (with the finer code), `trust-broken`, `cancelled`, `internal`.
   */
  async open(request: CaseRequest, options: LongOptions): Promise<Case> {
    const key = await keyOf(request);
    const known = await this.knownAs(key);
    if (known !== undefined) {
      await this.checkDisk(known);
      const open = this.cases.get(known);
      if (open !== undefined) {
        const { disk, trustChanged } = open.state;
        const stale = disk !== "unchanged" || trustChanged || open.thread.dead;
        return stale ? this.verify(known, options) : open.state;
      }
    }
    // Two paths to one file now may be two files when they are read: only one path's work is shared.
    const work = await sharedWork(this.opening, `${key} ${request.path}`, (long) => this.make(request, long));
    return this.get(await work.join(options));
  }

  /**
   * Reads trust file and bundle again. Until the new verdict is there, the case stays as it is; where there is
   * none, too. @throws as `open` does, and `no-such-case`.
   */
  async verify(id: string, options: LongOptions): Promise<Case> {
    this.find(id);
    const work = await sharedWork(this.verifying, id, (long) => this.again(id, long));
    try {
      await work.join(options);
    } catch (error) {
      if (this.cases.has(id)) await this.checkDisk(id);
      throw error;
    }
    return this.get(id);
  }

  /** In the order in which they were opened. */
  list(): Case[] {
    return [...this.cases.values()].map(({ state }) => state);
  }

  /** @throws CallError `no-such-case`, as all that name a case. */
  get(id: string): Case {
    return this.find(id).state;
  }

  async close(id: string): Promise<void> {
    const open = this.find(id);
    this.cases.delete(id);
    this.verifying.get(id)?.cancel();
    await Promise.all([open.thread.end(), this.verifying.get(id)?.done.catch(() => {})]);
  }

  async closeAll(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearInterval(this.timer);
    const works = [...this.opening.values()];
    for (const work of works) work.cancel();
    await Promise.allSettled(works.map((work) => work.done));
    await Promise.allSettled([...this.cases.keys()].map((id) => this.close(id)));
  }

  files(id: string, input: CallInput<"files.list">): Promise<CallOutput<"files.list">> {
    return this.ask(id, "files.list", input);
  }

  readFile(id: string, input: CallInput<"files.read">): Promise<CallOutput<"files.read">> {
    return this.askEvidence(id, "files.read", input);
  }

  query(id: string, query: RecordQuery): Promise<CallOutput<"records.query">> {
    return this.ask(id, "records.query", { query });
  }

  page(id: string, input: CallInput<"records.page">): Promise<CallOutput<"records.page">> {
    return this.ask(id, "records.page", input);
  }

  position(id: string, input: CallInput<"records.position">): Promise<CallOutput<"records.position">> {
    return this.ask(id, "records.position", input);
  }

  record(id: string, line: number): Promise<CallOutput<"records.get">> {
    return this.askEvidence(id, "records.get", { line });
  }

  /**
   * The user's trust file is this one now (`sha256` null: there is none): cases that were judged by another are
   * marked. Samples have a trust file of their own.
   */
  trustIs(path: string, sha256: string | null): void {
    this.trust = { path, sha256 };
    this.trustSeen += 1;
    for (const [id, open] of this.cases) {
      const trustChanged = isJudgedByAnother(open.request, open.state, this.trust);
      if (trustChanged !== open.state.trustChanged) this.patch(id, open, { trustChanged });
    }
  }

  /** Looks whether the file is still the one that was verified, and says so where that has changed. */
  async checkDisk(id: string): Promise<void> {
    const open = this.find(id);
    // A look that is under way may have looked before this was asked for: one more follows it, for all who ask.
    open.nextLook ??= open.look.then(() => {
      open.nextLook = null;
      open.look = this.lookAt(id, open);
      return open.look;
    });
    await open.nextLook;
  }

  private async lookAt(id: string, open: OpenCase): Promise<void> {
    const { thread } = open;
    const now = await stampOf(open.request.path);
    let disk = compareStamps(open.stamp, now);
    if (disk === "touched") {
      const { sha256 } = open.state.verdict.bundle;
      disk = sha256 !== null && (await thread.hash().catch(() => null)) === sha256 ? "unchanged" : "changed";
    }
    // Verified again meanwhile: this says nothing of the new verdict.
    if (this.cases.get(id)?.thread !== thread) return;
    if (disk === "unchanged") open.stamp = now;
    const shown = disk === "unchanged" && open.differs ? "changed" : disk;
    if (shown !== open.state.disk) this.patch(id, open, { disk: shown });
  }

  /** The case whose path leads to that file now: a link may lead elsewhere than when it was opened. */
  private async knownAs(key: string): Promise<string | undefined> {
    for (const [id, { request }] of this.cases) if ((await keyOf(request)) === key) return id;
    return undefined;
  }

  private watch(): void {
    for (const id of this.cases.keys()) this.checkDisk(id).catch(() => {});
  }

  private find(id: string): OpenCase {
    const open = this.cases.get(id);
    if (open === undefined)
      throw callError("no-such-case", "There is no such case: it may have been closed.");
    return open;
  }

  private async ask<N extends WorkerCall>(id: string, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const { thread } = this.find(id);
    try {
      return await thread.call(name, input);
    } catch (error) {
      // Verified again meanwhile: the case is there, and another thread answers for it.
      if ((this.cases.get(id)?.thread ?? thread) === thread) throw error;
      return this.ask(id, name, input);
    }
  }

  /** What reads the bundle itself looks at the disk too; neither waits for the other. */
  private async askEvidence<N extends WorkerCall>(
    id: string,
    name: N,
    input: CallInput<N>,
  ): Promise<CallOutput<N>> {
    const asked = this.ask(id, name, input);
    this.checkDisk(id).catch(() => {});
    return asked;
  }

  private async make(request: CaseRequest, options: LongOptions): Promise<string> {
    const seen = this.trustSeen;
    const verified = await this.examine(request, options);
    if (this.closed) {
      await verified.thread.end();
      throw callError("cancelled", "The program is ending.");
    }
    const id = randomBytes(8).toString("hex");
    const open: OpenCase = {
      request,
      state: this.judged(id, request, new Date().toISOString(), verified, seen),
      thread: verified.thread,
      stamp: verified.stamp,
      differs: false,
      look: Promise.resolve(),
      nextLook: null,
    };
    this.cases.set(id, open);
    this.attach(id, open, verified);
    await this.checkDisk(id).catch(() => {});
    return id;
  }

  private async again(id: string, options: LongOptions): Promise<void> {
    const seen = this.trustSeen;
    const { request } = this.find(id);
    const verified = await this.examine(request, options);
    const open = this.cases.get(id);
    if (open === undefined) {
      await verified.thread.end();
      throw callError("no-such-case", "The case was closed.");
    }
    const before = open.thread;
    open.thread = verified.thread;
    open.stamp = verified.stamp;
    open.differs = false;
    open.state = this.judged(id, request, open.state.openedAt, verified, seen);
    this.options.onChange(id);
    this.attach(id, open, verified);
    await Promise.all([before.end(), this.checkDisk(id).catch(() => {})]);
  }

  private examine(request: CaseRequest, options: LongOptions): Promise<Verified> {
    const { cacheFolder, tuning = {} } = this.options;
    this.threads += 1;
    return examine(request, { ...options, cacheFolder, tuning, viewPrefix: this.threads.toString(36) });
  }

  /** The case with a new verdict. What the host said of trust before that was begun may be older than what it has read. */
  private judged(id: string, request: CaseRequest, at: string, verified: Verified, trustSeen: number): Case {
    const state = stateOf(id, request, at, verified.opened, verified.verifiedIn);
    const told = this.trustSeen > trustSeen ? this.trust : null;
    return told === null ? state : { ...state, trustChanged: isJudgedByAnother(request, state, told) };
  }

  /** From now on the case is what its thread says of it. */
  private attach(id: string, open: OpenCase, { thread, attach }: Verified): void {
    const ifStill = (act: () => void): void => {
      if (this.cases.get(id)?.thread === thread) act();
    };
    attach({
      onPatch: (patch) => ifStill(() => this.patch(id, open, patch)),
      onDiffers: () => ifStill(() => this.differs(id, open)),
      onNotice: (level, message) =>
        ifStill(() => this.options.onNotice(level, `${open.request.name}: ${message}`)),
      onDeath: (why) => ifStill(() => this.died(id, open, why)),
    });
  }

  private patch(id: string, open: OpenCase, patch: Partial<Case>): void {
    open.state = { ...open.state, ...patch };
    this.options.onChange(id);
  }

  private differs(id: string, open: OpenCase): void {
    open.differs = true;
    if (open.state.disk === "unchanged") this.patch(id, open, { disk: "changed" });
  }

  private died(id: string, open: OpenCase, why: string): void {
    const index: Case["index"] =
      open.state.index.state === "none"
        ? open.state.index
        : { state: "failed", reason: `${why} Verify the bundle again.` };
    this.patch(id, open, { index, clocksReady: true });
    this.options.onNotice(
      "error",
      `${open.request.name}: ${why} The verdict stays; verify the bundle again to read on.`,
    );
  }
}
