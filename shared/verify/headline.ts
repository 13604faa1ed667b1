// What a verdict comes down to, in a few words behind its word: "INVALID: entry 3 is missing". It says what the
// leading check found and never more.

import type { Check, Verdict } from "../model/verdict.ts";
import type { CheckId } from "./catalog.ts";
import { refusalClause } from "./headline-open.ts";
import { failureClause } from "./headline-failed.ts";

/** Which check leads where several failed: the archive, then who sealed it, then what the rest says most exactly. */
const LEADING: readonly CheckId[] = [
  "container.archive",
  "container.names",
  "container.content",
  "signature.envelope",
  "signature.signers",
  "log.present",
  "log.chain",
  "log.sequence",
  "log.canonical",
  "log.fields",
  "checkpoint.signature",
  "checkpoint.entries",
  "checkpoint.proofs",
  "checkpoint.statement",
  "entries.signatures",
  "signature.statement",
  "manifests.payload",
  "manifests.tags",
  "manifests.declaration",
];

/** Codes of checks that were not made because of another one, which then says why. */
const FOLLOWS = ["not-reached", "statement-unverified", "extract-unproven", "log-not-sequential"];

/** A clause without a full stop and without the verdict's word; file names in it are evidence. */
export function headline(verdict: Pick<Verdict, "verdict" | "chain" | "checks">): string {
  const { checks } = verdict;
  const check = leadingCheck(verdict);
  switch (verdict.verdict) {
    case "VALID":
      return verdict.chain === "extract"
        ? "every file is as it was sealed, and the action log is a proven extract"
        : "every file is as it was sealed";
    case "INVALID":
      return check === null ? "a check failed" : failureClause(check, checks);
    case "CANNOT-CHECK":
      return check === null ? "an essential check is missing" : refusalClause(check, checks);
  }
}

/** The check that the headline speaks of; null for what is VALID. */
export function leadingCheck({ verdict, checks }: Pick<Verdict, "verdict" | "checks">): Check | null {
  if (verdict === "VALID") return null;
  if (verdict === "INVALID") return leading(checks.filter(({ result }) => result === "fail"));
  const open = checks.filter(({ result, required }) => result === "not-checked" && required);
  return leading(open.filter(({ code }) => !FOLLOWS.includes(code))) ?? leading(open);
}

function leading(checks: readonly Check[]): Check | null {
  const noBag = checks.find(({ code }) => code === "not-a-bag");
  const ids: readonly string[] = LEADING;
  const rank = ({ id }: Check): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  const first = noBag ?? checks.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
  return first === null || first.group !== "action-log" ? first : earliest(first, checks);
}

/** Of the log's own faults the one in the earliest line leads: what comes behind it may follow from it. */
function earliest(first: Check, checks: readonly Check[]): Check {
  const line = (check: Check): number => check.failure?.line ?? Number.POSITIVE_INFINITY;
  const own = checks.filter(({ group }) => group === first.group);
  return own.reduce((lead, check) => (line(check) < line(lead) ? check : lead), first);
}
