// The verdict on a log that is a plain file: how far it reaches depends on who signed what.

import type { Check, Verdict, VerdictWord } from "../model/verdict.ts";
import { LIMITS } from "./catalog.ts";
import type { Tool } from "./judge.ts";

/** CHAIN-HOLDS: the log agrees with itself, and nobody's signature was given that vouches for it. */
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
  /** True where signatures cover all that was read: a checkpoint, or receipts each signed. */
  readonly vouched: boolean;
};

const UNSIGNED =
  "Without a signed checkpoint a whole log can be rewritten, or its end cut off, and nothing in it would show that.";

export function judgeLog({ vouched, ...subject }: LogSubject): LogVerdict {
  const verdict = wordFor(subject.checks, subject.log.entries, vouched);
  return {
    verdict,
    summary: summarise(verdict, subject.checks),
    ...subject,
    limits: vouched ? LIMITS : [UNSIGNED, ...LIMITS],
  };
}

function wordFor(checks: readonly Check[], entries: number, vouched: boolean): LogVerdictWord {
  if (checks.some(({ result }) => result === "fail")) return "INVALID";
  const open = checks.some(({ result, required }) => result === "not-checked" && required);
  if (open || entries === 0) return "CANNOT-CHECK";
  return vouched ? "VALID" : "CHAIN-HOLDS";
}

function summarise(verdict: LogVerdictWord, checks: readonly Check[]): string {
  switch (verdict) {
    case "INVALID":
      return `Do not rely on this log: ${checks.find(({ result }) => result === "fail")!.detail}.`;
    case "CANNOT-CHECK": {
      const open = checks.find(({ result, required }) => result === "not-checked" && required);
      return `Nothing was found wrong, but this is not proof: ${open?.detail ?? "there is no entry"}.`;
    }
    case "CHAIN-HOLDS":
      return "The log agrees with itself from its first entry to its last. No checkpoint was given: nobody vouches for it.";
    case "VALID":
      return "The log is exactly what trusted keys have signed.";
  }
}
