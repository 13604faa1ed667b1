// A verdict as text for people: the word, what it covers, every check, and the limits.

import { CHECK_GROUPS } from "../../../shared/model/verdict.ts";
import type { Check, CheckGroup, CheckResult, Failure, Verdict } from "../../../shared/model/verdict.ts";
import { GROUP_TITLES } from "../../../shared/verify/group-titles.ts";
import { printable } from "../exit.ts";
import type { Paint } from "./style.ts";

/** Told apart by shape and word, not by colour alone. */
const MARKS: Readonly<Record<CheckResult, { mark: string; word: string; format: Parameters<Paint>[0] }>> = {
  pass: { mark: "\u2713", word: "pass", format: "green" },
  fail: { mark: "\u2717", word: "FAIL", format: ["red", "bold"] },
  "not-checked": { mark: "?", word: "not checked", format: "yellow" },
  "not-applicable": { mark: "\u00b7", word: "n/a", format: "dim" },
};

const BANNER = {
  VALID: ["green", "bold"],
  INVALID: ["red", "bold"],
  "CANNOT-CHECK": ["yellow", "bold"],
} as const;

export function verdictText(verdict: Verdict, paint: Paint): string {
  const { bundle, trust, signer, incident, checks } = verdict;
  const rows: [string, string][] = [
    ["Bundle", bundle.path],
    ["SHA-256", bundle.sha256 ?? "not computed"],
    ["Size", bundle.size === null ? "unknown" : `${bundle.size} bytes`],
    [
      "Signer",
      signer === null
        ? "none"
        : `${signer.keyid}${signer.counts ? "" : ` (${signer.known ? "does not count" : "unknown key"})`}`,
    ],
    ["Trust file", trust.path === null ? "none" : `${trust.path} (sha256 ${trust.sha256 ?? "?"})`],
    ["Incident", incident === null ? "not shown: no trusted signature" : `${incident.id}  ${incident.title}`],
    ["Chain", `${verdict.chain}, ${verdict.entries} entries`],
  ];
  return [
    `${paint([...BANNER[verdict.verdict]], verdict.verdict)}  ${printable(verdict.summary)}`,
    ...failuresText(checks, paint),
    "",
    ...rowsText(rows),
    ...CHECK_GROUPS.flatMap((group) => groupText(group, checks, paint)),
    ...closingText(verdict),
  ].join("\n");
}

/** The limits, and the program that says so: how every verdict ends. */
export function closingText({ limits, tool }: Pick<Verdict, "limits" | "tool">): string[] {
  const list = limits.map((limit) => `  - ${limit}`);
  return ["", "What this does not show", ...list, "", `${tool.name} ${tool.version}`, ""];
}

/** Label and value, a line each. */
export function rowsText(rows: readonly (readonly [label: string, value: string])[]): string[] {
  return rows.map(([label, value]) => `  ${label.padEnd(11)}${printable(value)}`);
}

export function groupText(group: CheckGroup, checks: readonly Check[], paint: Paint): string[] {
  const own = checks.filter((check) => check.group === group);
  if (own.length === 0) return [];
  return ["", paint("bold", GROUP_TITLES[group]), ...own.flatMap((check) => checkText(check, paint))];
}

/** What failed and where, right under the word: nobody should have to look for it among what passed. */
export function failuresText(checks: readonly Check[], paint: Paint): string[] {
  return checks.flatMap(({ title, failure }) => {
    if (failure === undefined) return [];
    const { file, line, seq } = failure;
    const place = [file, line === undefined ? "" : `line ${line}`, seq === undefined ? "" : `seq ${seq}`];
    const where = printable(place.filter((part) => part !== "").join(", "));
    return [
      `  ${paint(["red", "bold"], "\u2717")} ${title}: ${printable(failure.message)}`,
      `    in ${where}`,
    ];
  });
}

function checkText(check: Check, paint: Paint): string[] {
  const { mark, word, format } = MARKS[check.result];
  const head = `  ${paint(format, mark)} ${check.title.padEnd(30)} ${paint(format, word.padEnd(12))}${paint("dim", check.code)}`;
  // What was never reached says nothing: one line is enough.
  if (check.code === "not-reached") return [head];
  const lines = [head, `      ${printable(check.detail)}`];
  if (check.failure !== undefined) lines.push(...failureText(check.failure, paint));
  lines.push(
    paint("dim", `      proves: ${check.proves}`),
    paint("dim", `      does not prove: ${check.doesNotProve}`),
  );
  return lines;
}

function failureText(failure: Failure, paint: Paint): string[] {
  const { file, line, seq, expected, found } = failure;
  const place = [
    printable(file),
    line === undefined ? "" : `line ${line}`,
    seq === undefined ? "" : `seq ${seq}`,
  ];
  const rows = [`      at: ${place.filter((part) => part !== "").join(", ")}`];
  if (expected !== undefined) rows.push(`      expected: ${printable(expected)}`);
  if (found !== undefined) rows.push(`      found:    ${printable(found)}`);
  return rows.map((row) => paint("red", row));
}
