// How far a verdict reaches: the sentence under its headline, and what it names as not covered.

import type { Check, Verdict } from "../../../../shared/model/verdict.ts";
import { LOG_PATH } from "../../../../shared/verify/facts.ts";
import { leadingCheck } from "../../../../shared/verify/headline.ts";
import { strangers } from "./signers.ts";

export interface Scope {
  readonly sentence: string;
  /** What was not judged and does not keep the rest from being valid, each in words; always to be shown. */
  readonly gaps: readonly string[];
}

const OPEN = "Nothing was found wrong, but this is not proof";

/** The sentence speaks of the same check as the headline, and what gets a line of its own is said once. */
export function scopeOf(verdict: Verdict): Scope {
  const { summary, checks } = verdict;
  const gaps = checks
    .filter(({ result, required }) => result === "not-checked" && !required)
    .map(({ detail }) => detail);
  const lead = leadingCheck(verdict);
  if (verdict.verdict === "INVALID" && lead !== null)
    return { sentence: `Do not rely on this bundle: ${lead.detail}.`, gaps };
  if (verdict.verdict === "CANNOT-CHECK" && lead !== null && summary.startsWith(OPEN)) {
    // Who is not trusted, and what to do about it, stands right below.
    const told = strangers(verdict).length > 0;
    return { sentence: told ? `${OPEN}.` : `${OPEN}: ${lead.detail}.`, gaps };
  }
  const tail = ` Gaps: ${gaps.join("; ")}.`;
  const named = gaps.length > 0 && summary.endsWith(tail);
  return { sentence: named ? summary.slice(0, -tail.length) : summary, gaps };
}

/** The line of the action log that the first failure with one names; null where none does. */
export function brokenLine(checks: readonly Check[]): number | null {
  const failure = checks.find(
    ({ result, failure }) => result === "fail" && failure?.file === LOG_PATH && failure.line !== undefined,
  )?.failure;
  return failure?.line ?? null;
}
