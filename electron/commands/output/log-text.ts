// The verdict on a log as text for people.

import type { LogVerdict } from "../../../shared/verify/log-verdict.ts";
import { CHECK_GROUPS } from "../../../shared/model/verdict.ts";
import { printable } from "../exit.ts";
import type { Paint } from "./style.ts";
import { closingText, failuresText, groupText, rowsText } from "./verdict-text.ts";

const BANNER = {
  VALID: ["green", "bold"],
  "CHAIN-HOLDS": ["cyan", "bold"],
  INVALID: ["red", "bold"],
  "CANNOT-CHECK": ["yellow", "bold"],
} as const;

export function logVerdictText(verdict: LogVerdict, paint: Paint): string {
  const { log, checkpoint, trust } = verdict;
  const rows: [string, string][] = [
    ["Log", log.path],
    ["Form", verdict.dialect],
    ["Entries", String(log.entries)],
    ["Checkpoint", checkpoint?.path ?? "none given"],
    ["Trust file", trust.path === null ? "none" : `${trust.path} (sha256 ${trust.sha256 ?? "?"})`],
  ];
  const notes =
    verdict.warnings.length === 0
      ? []
      : ["", "Look at", ...verdict.warnings.map((text) => `  - ${printable(text)}`)];
  return [
    `${paint([...BANNER[verdict.verdict]], verdict.verdict)}  ${printable(verdict.summary)}`,
    ...failuresText(verdict.checks, paint),
    "",
    ...rowsText(rows),
    ...CHECK_GROUPS.flatMap((group) => groupText(group, verdict.checks, paint)),
    ...notes,
    ...closingText(verdict),
  ].join("\n");
}
