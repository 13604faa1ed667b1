// The checks of a verdict as the screen lists them: by group, each with its result and how many passed.

import { CHECK_GROUPS } from "../../../../shared/model/verdict.ts";
import type { Check, CheckGroup, CheckResult } from "../../../../shared/model/verdict.ts";
import { GROUP_TITLES } from "../../../../shared/verify/group-titles.ts";

export interface CheckGroupView {
  readonly group: CheckGroup;
  readonly title: string;
  /** The worst of the group's results. */
  readonly result: CheckResult;
  /** "5 of 6", counting those that apply; "does not apply" or "not reached" where that is so of all. */
  readonly count: string;
  readonly checks: readonly Check[];
  /** Nothing of it was reached, or nothing applies: one line is enough. */
  readonly quiet: boolean;
  /** Begins as one line: it is quiet, or it is in order where other groups are not and are what is looked for. */
  readonly folds: boolean;
}

export type CheckFilter = "all" | "problems";

/** From worst to best. */
const WORST: readonly CheckResult[] = ["fail", "not-checked", "pass", "not-applicable"];

/** Counts are over all checks of a group, whatever the filter leaves of them; groups that are left empty go. */
export function groupChecks(checks: readonly Check[], filter: CheckFilter): CheckGroupView[] {
  const troubled = checks.some((check) => isProblem(check));
  return CHECK_GROUPS.flatMap((group) => {
    const own = checks.filter((check) => check.group === group);
    const shown = filter === "all" ? own : own.filter((check) => isProblem(check));
    if (shown.length === 0) return [];
    const result = WORST.find((result) => own.some((check) => check.result === result)) ?? "not-applicable";
    return [
      {
        group,
        title: GROUP_TITLES[group],
        result,
        count: countOf(own),
        checks: shown,
        quiet: own.every((check) => isQuiet(check)),
        folds: own.every((check) => isQuiet(check)) || (troubled && !own.some((check) => isProblem(check))),
      },
    ];
  });
}

export function isProblem({ result }: Check): boolean {
  return result === "fail" || result === "not-checked";
}

/** What was never reached, or does not apply, has nothing to tell but that. */
export function isQuiet({ result, code }: Check): boolean {
  return result === "not-applicable" || code === "not-reached";
}

function countOf(checks: readonly Check[]): string {
  if (checks.every(({ code }) => code === "not-reached")) return "not reached";
  const applying = checks.filter(({ result }) => result !== "not-applicable");
  if (applying.length === 0) return "does not apply";
  return `${applying.filter(({ result }) => result === "pass").length} of ${applying.length}`;
}

/** "2 failed, 3 not checked, 14 passed": results that there are none of are not named. */
export function tally(checks: readonly Check[]): string {
  const words: readonly (readonly [CheckResult, string])[] = [
    ["fail", "failed"],
    ["not-checked", "not checked"],
    ["pass", "passed"],
    ["not-applicable", "not applicable"],
  ];
  return words
    .map(([result, word]) => [checks.filter((check) => check.result === result).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

/** The failed check behind (or before) `current` in the order of the list, round and round; null where none failed. */
export function nextFailure(
  checks: readonly Check[],
  current: string | null,
  backwards = false,
): Check | null {
  const failed = failures(checks);
  const at = failed.findIndex(({ id }) => id === current);
  const step = backwards ? Math.max(at, 0) - 1 : at + 1;
  return failed.at(step % Math.max(1, failed.length)) ?? null;
}

/** Failed checks in the order of the list. */
export function failures(checks: readonly Check[]): Check[] {
  return groupChecks(checks, "problems")
    .flatMap((group) => group.checks)
    .filter(({ result }) => result === "fail");
}
