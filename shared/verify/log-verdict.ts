// The verdict on a log that is a plain file: how far it reaches depends on who signed what.

import type { Check, Verdict, VerdictWord } from "../model/verdict.ts";
import { LIMITS } from "./catalog.ts";
import type { Tool } from "./judge.ts";

/** CHAIN-HOLDS: the log agrees with itself, and no signature was given that vouches for the whole of it. */
export type LogVerdictWord = VerdictWord | "CHAIN-HOLDS";

export interface LogVerdict {
  readonly verdict: LogVerdictWord;
  readonly summary: string;
  /** `inquest-action-log 1`, or the name and version of a receipt dialect. */
  readonly dialect: string;
  readonly log: { readonly path: string; readonly entries: number };
  readonly checkpoint: { readonly path: string } | null;
  readonly trust: Verdict["trust"];
  readonly checks: readonly Check[];
  readonly warnings: readonly string[];
  readonly limits: readonly string[];
  readonly tool: Tool;
}

export type LogSubject = Omit<LogVerdict, "verdict" | "summary" | "limits"> & {
  /** Why no signature covers the log as a whole; null where one does: a checkpoint, or a receipt that ends its chain. */
  readonly unvouched: string | null;
};

export const NO_CHECKPOINT =
  "Without a signed checkpoint a whole log can be rewritten, or its end cut off, and nothing in it would show that.";
export const OPEN_END =
  "No last receipt says that it is the last: receipts may have been cut from the end, and nothing here would show that.";

export function judgeLog({ unvouched, ...subject }: LogSubject): LogVerdict {
  const verdict = wordFor(subject.checks, subject.log.entries, unvouched === null);
  return {
    verdict,
    summary: summarise(verdict, subject.checks, unvouched),
    ...subject,
    limits: unvouched === null ? LIMITS : [unvouched, ...LIMITS],
  };
}

function wordFor(checks: readonly Check[], entries: number, vouched: boolean): LogVerdictWord {
  if (checks.some(({ result }) => result === "fail")) return "INVALID";
  const open = checks.some(({ result, required }) => result === "not-checked" && required);
  if (open || entries === 0) return "CANNOT-CHECK";
  return vouched ? "VALID" : "CHAIN-HOLDS";
}

function summarise(verdict: LogVerdictWord, checks: readonly Check[], unvouched: string | null): string {
  switch (verdict) {
    case "INVALID":
      return `Do not rely on this log: ${checks.find(({ result }) => result === "fail")!.detail}.`;
    case "CANNOT-CHECK": {
      const open = checks.find(({ result, required }) => result === "not-checked" && required);
      return `Nothing was found wrong, but this is not proof: ${open?.detail ?? "there is no entry"}.`;
    }
    case "CHAIN-HOLDS":
      return `The log agrees with itself from its first entry to its last. ${unvouched ?? ""}`;
    case "VALID":
      return "The log is exactly what trusted keys have signed.";
  }
}
