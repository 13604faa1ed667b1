// The open cases: one bundle each, with its verdict, in a worker thread of its own. Nothing here blocks.

import { randomBytes } from "node:crypto";
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Case } from "../../shared/contract/cases.ts";
import type { RecordQuery } from "../../shared/contract/records.ts";
import { CaseThread } from "./case-thread.ts";
import { verifyCommandLine } from "./command-line.ts";
import { compareStamps, stampOf } from "./disk-stamp.ts";
import type { DiskStamp } from "./disk-stamp.ts";
import { callError, cancelled } from "./failures.ts";
import type { CallInput, CallOutput, Opened, WorkerCall, WorkerTuning } from "./protocol.ts";
import { SharedWork } from "./shared-work.ts";
import type { LongOptions } from "./shared-work.ts";

export type { LongOptions } from "./shared-work.ts";

const WATCH_EVERY_MS = 2_000;

export interface CaseRequest {
  readonly path: string;
  /** The file's name alone. */
  readonly name: string;
  /** What stands for the path in whatever is shown: an upload is not where its user had it. */
  readonly shownPath: string;
  readonly origin: Case["origin"];
  /** Undefined: the default trust file, which may be missing. */
  readonly trustPath: string | undefined;
}

export interface CasesOptions {
  readonly cacheFolder: string;
  /** Something of the case is other than `get` said before. */
  readonly onChange: (id: string) => void;
  readonly onNotice: (level: "warning" | "error", message: string) => void;
  /** For tests: no watching of the disk but by `checkDisk`, other workers, disks that are full. */
  readonly tuning?: WorkerTuning & { readonly watchEveryMs?: number | null; readonly workerUrl?: URL };
}

interface OpenCase {
  readonly request: CaseRequest;
  state: Case;
  thread: CaseThread;
  /** Of the file that was verified. */
  stamp: DiskStamp;
  /** What was read from it was not what was verified, whatever its stamp says. */
  differs: boolean;
  /** At the disk: the last one that was begun, and one that waits for its end. */
  look: Promise<void>;
  nextLook: Promise<void> | null;
}

interface Verified {
  readonly thread: CaseThread;
  readonly opened: Opened;
  readonly stamp: DiskStamp;
  readonly verifiedIn: number;
  /** Takes in what the thread has found out since, and whatever it does from now on. */
  readonly attach: (id: string) => void;
}

/** Of the user's own, as the host last saw it. */
interface UserTrust {
  readonly path: string;
  readonly sha256: string | null;
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
    const work = await shared(this.opening, `${key} ${request.path}`, (long) => this.make(request, long));
    return this.get(await work.join(options));
  }

  /**
   * Reads trust file and bundle again. Until the new verdict is there, the case stays as it is; where there is
   * none, too. @throws as `open` does, and `no-such-case`.
   */
  async verify(id: string, options: LongOptions): Promise<Case> {
    this.find(id);
    const work = await shared(this.verifying, id, (long) => this.again(id, long));
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
    const { thread, stamp } = verified;
    const now = new Date().toISOString();
    const state = this.stateOf(id, request, now, verified, seen);
    this.cases.set(id, {
      request,
      state,
      thread,
      stamp,
      differs: false,
      look: Promise.resolve(),
      nextLook: null,
    });
    verified.attach(id);
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
    open.state = this.stateOf(id, request, open.state.openedAt, verified, seen);
    this.options.onChange(id);
    verified.attach(id);
    await Promise.all([before.end(), this.checkDisk(id).catch(() => {})]);
  }

  private stateOf(
    id: string,
    request: CaseRequest,
    openedAt: string,
    { opened, verifiedIn }: Verified,
    trustSeen: number,
  ): Case {
    const { verdict, inventory, index } = opened;
    const { shownPath, name, origin, trustPath } = request;
    const state: Case = {
      id,
      path: shownPath,
      name,
      origin,
      openedAt,
      verdict,
      verifiedIn,
      inventory: [...inventory],
      clocks: [],
      clocksReady: false,
      index,
      disk: "unchanged",
      trustChanged: false,
      command: verifyCommandLine(shownPath, trustPath),
    };
    // What the host said before this verdict was begun may be older than what the verdict has read.
    const told = this.trustSeen > trustSeen ? this.trust : null;
    return told === null ? state : { ...state, trustChanged: isJudgedByAnother(request, state, told) };
  }

  /** Starts a thread and waits for its verdict. */
  private async examine(request: CaseRequest, options: LongOptions): Promise<Verified> {
    const { cacheFolder, tuning = {}, onNotice } = this.options;
    const { maxPages, workerUrl } = tuning;
    const start = performance.now();
    const stamp = await stampOf(request.path);
    if (options.signal.aborted) throw cancelled();
    let deliver: ((id: string, open: OpenCase) => void)[] | null = [];
    let caseId: string | null = null;
    // What comes before the case is registered waits for that.
    const later = (act: (id: string, open: OpenCase) => void): void => {
      if (deliver !== null) deliver.push(act);
      else {
        const open = caseId === null ? undefined : this.cases.get(caseId);
        if (open?.thread === thread) act(caseId!, open);
      }
    };
    const listener = {
      onPatch: (patch: Partial<Case>) => later((id, open) => this.patch(id, open, patch)),
      onDiffers: () => later((id, open) => this.differs(id, open)),
      onNotice: (level: "warning" | "error", message: string) =>
        later(() => onNotice(level, `${request.name}: ${message}`)),
      onDeath: (why: string) => later((id, open) => this.died(id, open, why)),
    };
    this.threads += 1;
    const setup = {
      path: request.path,
      shownPath: request.shownPath,
      trustPath: request.trustPath,
      cacheFolder,
      viewPrefix: this.threads.toString(36),
      tuning: maxPages === undefined ? {} : { maxPages },
    };
    const thread = new CaseThread(setup, listener, workerUrl);
    const opened = await thread.open(options);
    const attach = (id: string): void => {
      const waiting = deliver ?? [];
      caseId = id;
      deliver = null;
      for (const act of waiting) later(act);
    };
    return { thread, opened, stamp, verifiedIn: performance.now() - start, attach };
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

/** The work of that name that is under way, or new work once an abandoned one is put away. */
async function shared<T>(
  works: Map<string, SharedWork<T>>,
  name: string,
  make: (options: LongOptions) => Promise<T>,
): Promise<SharedWork<T>> {
  for (let before = works.get(name); before !== undefined; before = works.get(name)) {
    if (!before.abandoned) return before;
    await before.done.catch(() => {});
  }
  const work = new SharedWork(make);
  works.set(name, work);
  const forget = (): void => void works.delete(name);
  work.done.then(forget, forget);
  return work;
}

/** Two requests with one key are for one case: the same file, judged by the same trust. */
async function keyOf({ path, origin, trustPath }: CaseRequest): Promise<string> {
  const real = await realpath(path).catch(() => resolve(path));
  return JSON.stringify([real, origin === "sample", trustPath === undefined ? null : resolve(trustPath)]);
}

function isJudgedByAnother({ origin, trustPath }: CaseRequest, { verdict }: Case, trust: UserTrust): boolean {
  if (origin === "sample") return false;
  const byUser = trustPath === undefined || resolve(trustPath) === resolve(trust.path);
  return byUser && verdict.trust.sha256 !== trust.sha256;
}
