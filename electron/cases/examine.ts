// Starts a case's thread and waits for its verdict. What the thread says before the case is registered waits for that.

import type { Case } from "../../shared/contract/cases.ts";
import { CaseThread } from "./case-thread.ts";
import { stampOf } from "./disk-stamp.ts";
import type { DiskStamp } from "./disk-stamp.ts";
import { cancelled } from "./failures.ts";
import type { CaseRequest } from "./open-case.ts";
import type { Opened, WorkerTuning } from "./protocol.ts";
import type { LongOptions } from "./shared-work.ts";

export interface ExamineOptions extends LongOptions {
  readonly cacheFolder: string;
  /** Begins the names of this thread's views, so that no two threads' are the same. */
  readonly viewPrefix: string;
  readonly tuning: WorkerTuning & { readonly workerUrl?: URL };
}

export interface Verified {
  readonly thread: CaseThread;
  readonly opened: Opened;
  /** Of the file, before it was read. */
  readonly stamp: DiskStamp;
  /** Milliseconds. */
  readonly verifiedIn: number;
  /** Takes in what the thread has found out since, and whatever it does from now on. */
  readonly attach: (listener: CaseListener) => void;
}

export interface CaseListener {
  readonly onPatch: (patch: Partial<Case>) => void;
  readonly onDiffers: () => void;
  readonly onNotice: (level: "warning" | "error", message: string) => void;
  readonly onDeath: (why: string) => void;
}

/** @throws CallError as `CaseThread.open` does; no thread is left then. */
export async function examine(request: CaseRequest, options: ExamineOptions): Promise<Verified> {
  const { cacheFolder, viewPrefix, tuning } = options;
  const { maxPages, workerUrl } = tuning;
  const { path, shownPath, trustPath } = request;
  const start = performance.now();
  const stamp = await stampOf(path);
  if (options.signal.aborted) throw cancelled();
  let listener: CaseListener | null = null;
  let waiting: ((listener: CaseListener) => void)[] = [];
  const tell = (act: (listener: CaseListener) => void): void => {
    if (listener === null) waiting.push(act);
    else act(listener);
  };
  const setup = {
    path,
    shownPath,
    trustPath,
    cacheFolder,
    viewPrefix,
    tuning: maxPages === undefined ? {} : { maxPages },
  };
  const thread = new CaseThread(
    setup,
    {
      onPatch: (patch) => tell((to) => to.onPatch(patch)),
      onDiffers: () => tell((to) => to.onDiffers()),
      onNotice: (level, message) => tell((to) => to.onNotice(level, message)),
      onDeath: (why) => tell((to) => to.onDeath(why)),
    },
    workerUrl,
  );
  const opened = await thread.open(options);
  const attach = (to: CaseListener): void => {
    listener = to;
    const acts = waiting;
    waiting = [];
    for (const act of acts) act(to);
  };
  return { thread, opened, stamp, verifiedIn: performance.now() - start, attach };
}
