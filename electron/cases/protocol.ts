// What passes between a case's worker thread and the main thread: small messages, plain data.

import type { Case, Clock, IndexState, InventoryGroup } from "../../shared/contract/cases.ts";
import type { Input, Output } from "../../shared/contract/calls.ts";
import type { ContractError, Reply } from "../../shared/contract/reply.ts";
import type { Verdict } from "../../shared/model/verdict.ts";

export interface WorkerSetup {
  readonly path: string;
  /** What stands for the path in whatever is shown. */
  readonly shownPath: string;
  /** Undefined: the default trust file, which may be missing. */
  readonly trustPath: string | undefined;
  readonly cacheFolder: string;
  /** Begins the names of views, so that those of an earlier verification are not taken for new ones. */
  readonly viewPrefix: string;
  readonly tuning: WorkerTuning;
}

/** For tests alone. */
export interface WorkerTuning {
  /** Pages that an index on disk may have: a disk that is full after that many. */
  readonly maxPages?: number;
}

/** The calls that a worker answers, by the contract's own names and forms. */
export const WORKER_CALLS = [
  "files.list",
  "files.read",
  "records.query",
  "records.page",
  "records.position",
  "records.get",
] as const;
export type WorkerCall = (typeof WORKER_CALLS)[number];
export type CallInput<N extends WorkerCall> = Omit<Input<N>, "case">;
export type AnyInput = { [N in WorkerCall]: CallInput<N> }[WorkerCall];
export type CallOutput<N extends WorkerCall> = Output<N>;

export type ToWorker =
  | { readonly kind: "call"; readonly id: number; readonly name: WorkerCall; readonly input: AnyInput }
  /** What the file at the path hashes to now; the reply is the SHA-256 in hex. */
  | { readonly kind: "hash"; readonly id: number }
  /** Stop whatever is being done, leave nothing half made, and end. */
  | { readonly kind: "end" };

export interface Opened {
  readonly verdict: Verdict;
  readonly inventory: readonly InventoryGroup[];
  readonly index: IndexState;
}

/** What of a case the worker finds out after the verdict. */
export type CasePatch = Partial<Pick<Case, "index" | "clocksReady">> & { readonly clocks?: Clock[] };

export type FromWorker =
  | { readonly kind: "progress"; readonly label: string; readonly done: number; readonly total: number }
  | { readonly kind: "opened"; readonly opened: Opened }
  /** There is no case. The worker ends. */
  | { readonly kind: "refused"; readonly error: ContractError }
  | { readonly kind: "patch"; readonly patch: CasePatch }
  /** What was read now is not what was verified. */
  | { readonly kind: "differs" }
  | { readonly kind: "notice"; readonly level: "warning" | "error"; readonly message: string }
  | { readonly kind: "reply"; readonly id: number; readonly reply: Reply<unknown> };
