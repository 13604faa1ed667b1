// A verification as a Markdown report: what was checked, what came of it, and what it does not show. The same input
// gives the same text, byte for byte.

import type { Case, Clock, InventoryGroup } from "../contract/cases.ts";
import { CHECK_GROUPS } from "../model/verdict.ts";
import type { Check, CheckGroup, CheckResult, Verdict } from "../model/verdict.ts";
import { GROUP_TITLES } from "../verify/group-titles.ts";
import { code, prose, table } from "./markdown.ts";

export interface VerificationInput {
  readonly verdict: Verdict;
  readonly inventory: readonly InventoryGroup[];
  /** Null where the sources' clocks were not read. */
  readonly clocks: readonly Clock[] | null;
  /** The command line that gives the same verdict. */
  readonly command: string;
  /** What became of the file since; `unchanged` by default. */
  readonly disk?: Case["disk"];
  readonly trustChanged?: boolean;
  /** RFC 3339 UTC; left out, the report names no time of its own. */
  readonly generatedAt?: string;
}

const RESULTS: Readonly<Record<CheckResult, string>> = {
  pass: "pass",
  fail: "**FAIL**",
  "not-checked": "not checked",
  "not-applicable": "not applicable",
};

/** Ends with a line feed. Every text of the evidence is escaped: it makes no structure, no link and no HTML. */
export function verificationReport(input: VerificationInput): string {
  const { verdict, generatedAt } = input;
  const blocks = [
    ["# Verification of an evidence bundle"],
    [`**${verdict.verdict}**: ${prose(verdict.summary)}`],
    ...since(input),
    ...failures(verdict.checks),
    ["## What was verified"],
    subject(verdict, generatedAt),
    ["## Checks"],
    ...CHECK_GROUPS.flatMap((group) => checksOf(group, verdict.checks)),
    ["## What is in the bundle"],
    inventory(input.inventory),
    ["## Clocks of the sources"],
    ...clocks(input.clocks),
    ["## What this does not show"],
    verdict.limits.map((limit) => `- ${prose(limit)}`),
    ["## The same verdict again"],
    [
      `This command gives the same verdict, offline, for a file with the SHA-256 above: ${code(input.command)}`,
    ],
    [`Made by ${prose(`${verdict.tool.name} ${verdict.tool.version}`)}.`],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** What happened after the verdict, which speaks of the bytes that were read then. */
function since({ disk = "unchanged", trustChanged = false }: VerificationInput): string[][] {
  const notes: string[] = [];
  if (disk === "changed")
    notes.push("The file is no longer the one that was verified: it changed afterwards.");
  if (disk === "missing") notes.push("The file is no longer where it was when it was verified.");
  if (trustChanged)
    notes.push("The trust file changed afterwards: verifying again may give another verdict.");
  return notes.map((note) => [`> **Note:** ${note}`]);
}

function failures(checks: readonly Check[]): string[][] {
  const lines = checks.flatMap(({ title, failure }) => {
    if (failure === undefined) return [];
    const { file, line, seq, expected, found, message } = failure;
    const place = [
      code(file),
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(seq === undefined ? [] : [`seq ${seq}`]),
    ];
    return [
      `- ${prose(title)}: ${prose(message)}`,
      `  - In: ${place.join(", ")}`,
      ...(expected === undefined ? [] : [`  - Expected: ${code(expected)}`]),
      ...(found === undefined ? [] : [`  - Found: ${code(found)}`]),
    ];
  });
  return lines.length === 0 ? [] : [["## What failed"], lines];
}

function subject(verdict: Verdict, generatedAt: string | undefined): string[] {
  const { bundle, trust, signers, incident, chain, entries } = verdict;
  const rows = [
    ["Bundle", code(bundle.path)],
    ["SHA-256", bundle.sha256 === null ? "not computed" : code(bundle.sha256)],
    ["Size", bundle.size === null ? "unknown" : `${bundle.size} bytes`],
    ...(signers.length === 0
      ? [["Signer", "none"]]
      : signers.map((signer) => ["Signer", signerText(signer)])),
    ["Trust file", trust.path === null ? "none" : code(trust.path)],
    ...(trust.sha256 === null ? [] : [["Trust file, SHA-256", code(trust.sha256)]]),
    ...(incident === null
      ? [["Incident", "not shown: no trusted signature"]]
      : [
          ["Incident", `${code(incident.id)} ${prose(incident.title)}`],
          ["Window", `${code(incident.from)} to ${code(incident.to)}`],
        ]),
    ["Chain", `${chain}, ${entries} entries`],
    ...(generatedAt === undefined ? [] : [["Report made at", code(generatedAt)]]),
  ];
  return table(["", ""], rows);
}

function signerText({ keyid, counts, known, code: reason }: Verdict["signers"][number]): string {
  const standing = counts ? "counts" : known ? "does not count" : "unknown key";
  return `${code(keyid)} ${standing} (${code(reason)})`;
}

function checksOf(group: CheckGroup, checks: readonly Check[]): string[][] {
  const own = checks.filter((check) => check.group === group);
  if (own.length === 0) return [];
  const rows = own.map((check) => [
    prose(check.title),
    RESULTS[check.result],
    code(check.code),
    prose(check.detail),
    prose(check.proves),
    prose(check.doesNotProve),
  ]);
  const head = ["Check", "Result", "Code", "Found", "Proves", "Does not prove"];
  return [[`### ${GROUP_TITLES[group]}`], table(head, rows)];
}

function inventory(groups: readonly InventoryGroup[]): string[] {
  if (groups.length === 0) return ["No files were read."];
  const rows = groups.map(({ role, files, bytes, faulty }) => [role, files, bytes, faulty].map(String));
  return table(["Files of", "Files", "Bytes", "Not as listed"], rows);
}

function clocks(all: readonly Clock[] | null): string[][] {
  if (all === null) return [["They were not read yet."]];
  if (all.length === 0) return [["There are no records with times."]];
  const rows = all.map(({ source, records, undated, from, to, outside, offset }) => [
    source,
    String(records),
    String(undated),
    from === null || to === null ? "none" : `${code(from)} to ${code(to)}`,
    outside === null ? "not known" : String(outside),
    offset === null ? "not known" : offsetText(offset),
  ]);
  const head = [
    "Source",
    "Records",
    "Without a time",
    "Times",
    "Outside the window",
    "Ahead of the action log",
  ];
  const unread = all.flatMap(({ source, unread }) =>
    unread === null
      ? []
      : [
          `- ${source}: ${unread.files} files not read, the first ${code(unread.first)}: ${prose(unread.reason)}`,
        ],
  );
  return [table(head, rows), unread];
}

function offsetText({ from, to, ties, agree }: NonNullable<Clock["offset"]>): string {
  const range = from === to ? `${from} ms` : `${from} to ${to} ms`;
  return `${range}, by ${ties} ties${agree ? "" : " that do not agree"}`;
}
