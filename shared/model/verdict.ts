// The verdict on a bundle and the checks that it rests on: what is printed, shown and exported.

import type { Place } from "./fault.ts";

export type VerdictWord = "VALID" | "INVALID" | "CANNOT-CHECK";
export type CheckResult = "pass" | "fail" | "not-checked" | "not-applicable";
/** `none` where there is no log to speak of. */
export type ChainState = "complete" | "extract" | "broken" | "none";

export const CHECK_GROUPS = [
  "container",
  "manifests",
  "signature",
  "action-log",
  "checkpoint",
  "entry-signatures",
  "cloudtrail",
  "kubernaut",
  "policies",
  "notes",
] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

export interface Failure extends Place {
  readonly file: string;
  readonly message: string;
}

export interface Check {
  readonly id: string;
  readonly group: CheckGroup;
  readonly title: string;
  readonly result: CheckResult;
  /** Stable reason code. */
  readonly code: string;
  /** What was found, in a sentence. */
  readonly detail: string;
  readonly proves: string;
  readonly doesNotProve: string;
  /** False for checks whose absence leaves a named gap and does not keep a bundle from being VALID. */
  readonly required: boolean;
  /** The first failing place; only where the result is `fail`. */
  readonly failure?: Failure;
}

export interface SignerInfo {
  /** `<name>+<hex8>`: of a trusted key, or as claimed by an unknown one. */
  readonly keyid: string;
  readonly known: boolean;
  readonly counts: boolean;
  readonly code: string;
}

export interface Verdict {
  readonly verdict: VerdictWord;
  /** One sentence that says how far the verdict reaches. */
  readonly summary: string;
  readonly chain: ChainState;
  readonly bundle: { readonly path: string; readonly sha256: string | null; readonly size: number | null };
  readonly trust: { readonly path: string | null; readonly sha256: string | null };
  readonly signer: SignerInfo | null;
  readonly signers: readonly SignerInfo[];
  /** From the signed statement; null unless its signature is by a key of the trust file. */
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly from: string;
    readonly to: string;
  } | null;
  readonly entries: number;
  readonly checks: readonly Check[];
  readonly limits: readonly string[];
  readonly tool: { readonly name: string; readonly version: string };
}
