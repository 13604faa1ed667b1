import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../shared/contract/cases.ts";
import type { Verdict } from "../../../shared/model/verdict.ts";
import { code, prose } from "../../../shared/report/markdown.ts";
import { verificationReport } from "../../../shared/report/verification.ts";
import type { VerificationInput } from "../../../shared/report/verification.ts";

const HASH = "ab".repeat(32);

/** A report in which every string that evidence can choose is the next one of `texts`. */
function reportOf(evidence: () => string, change: Partial<VerificationInput> = {}): string {
  const verdict: Verdict = {
    verdict: "INVALID",
    summary: `the bundle is not what it was: ${evidence()}`,
    chain: "broken",
    bundle: { path: evidence(), sha256: HASH, size: 123 },
    trust: { path: evidence(), sha256: HASH },
    signer: null,
    signers: [{ keyid: evidence(), known: true, counts: false, code: "key-revoked" }],
    incident: { id: evidence(), title: evidence(), from: evidence(), to: evidence() },
    entries: 8,
    checks: [
      {
        id: "action-log.chain",
        group: "action-log",
        title: "Chain",
        result: "fail",
        code: "chain-broken",
        detail: evidence(),
        proves: "that no line was changed",
        doesNotProve: "that it is complete",
        required: true,
        failure: {
          file: evidence(),
          line: 3,
          seq: 2,
          expected: evidence(),
          found: evidence(),
          message: evidence(),
        },
      },
    ],
    limits: [evidence(), evidence()],
    tool: { name: "inquest", version: "0.1.0" },
  };
  const clock: Clock = {
    source: "cloudtrail",
    records: 4,
    undated: 1,
    from: evidence(),
    to: evidence(),
    outside: 0,
    offset: { from: -5, to: 10, ties: 3, agree: false },
    unread: { files: 1, first: evidence(), reason: evidence() },
  };
  return verificationReport({
    verdict,
    inventory: [{ role: "action-log", files: 1, bytes: 456, faulty: 0 }],
    clocks: [clock],
    command: `inquest verify ${evidence()}`,
    ...change,
  });
}

/**
 * What of a text is structure: how each line begins, and the characters in it that could mean something. Code, escaped
 * characters and references are taken out, as CommonMark reads them before everything else.
 */
function skeleton(markdown: string): string {
  return markdown
    .split("\n")
    .map((line) => {
      const rest = line.replaceAll(/\\[!-/:-@[-`{-~]|&(?:#\d+|\w+);|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "x");
      const begin = /^ *(?:(?:[-+#>=|]+|\d+[.)]) *)*/.exec(rest)![0];
      return `${begin}: ${rest.slice(begin.length).replaceAll(/(?!:\/\/|www\.)[^|*`<>[\]_~@#]/gi, "")}`;
    })
    .join("\n");
}

describe("verificationReport", () => {
  it("holds the verdict, hashes, checks, failures, inventory, clocks, limits and how to make it again", () => {
    const report = reportOf(() => "text");
    for (const part of [
      "**INVALID**: the bundle is not what it was: text",
      `| SHA-256 | \`${HASH}\` |`,
      "| Chain | **FAIL** | `chain-broken` | text | that no line was changed | that it is complete |",
      "  - In: `text`, line 3, seq 2",
      "  - Expected: `text`",
      "does not count (`key-revoked`)",
      "| action-log | 1 | 456 | 0 |",
      "-5 to 10 ms, by 3 ties that do not agree",
      "`inquest verify text`",
      "Made by inquest 0.1.0.",
    ]) {
      expect(report).toContain(part);
    }
  });

  it("is the same text for the same input, and names no time but the one it is given", () => {
    expect(reportOf(() => "x")).toBe(reportOf(() => "x"));
    expect(reportOf(() => "x")).not.toContain("Report made at");
    const at = "2026-04-01T00:00:00Z";
    expect(reportOf(() => "x", { generatedAt: at })).toContain(`| Report made at | \`${at}\` |`);
  });

  it("says what happened after the verdict", () => {
    const report = reportOf(() => "x", { disk: "changed", trustChanged: true, clocks: null });
    expect(report).toContain("> **Note:** The file is no longer the one that was verified");
    expect(report).toContain("> **Note:** The trust file changed afterwards");
    expect(report).toContain("They were not read yet.");
  });

  it("has the same structure whatever the evidence says", () => {
    const plain = skeleton(reportOf(() => "word"));
    const piece = fc.oneof(
      fc.constantFrom(
        "\n",
        "\n\n# ",
        "\r\n- ",
        "|",
        "||---|",
        "\\|",
        "`",
        "```",
        "~~~",
        "<b>",
        "<!--",
        "-->",
      ),
      fc.constantFrom(
        "](x)",
        "[a](b)",
        "![",
        "<http://x>",
        "http://x.y",
        "www.x.y",
        "a@b.c",
        "&lt;",
        "&#124;",
      ),
      fc.constantFrom(
        "# ",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "    ",
        "---",
        "===",
        "*",
        "_",
        "\\",
        "\u202e",
        "\t",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (evidence) => {
        const report = reportOf(() => evidence);
        expect(skeleton(report)).toBe(plain);
        expect(report).not.toMatch(/<|\]\(|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029](?<!\n)/u);
        for (const line of report.split("\n")) expect(line).not.toMatch(/^(?: {4}|\t)/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("prose", () => {
  it.each([
    ["# no heading", String.raw`\# no heading`],
    ["- no item", String.raw`\- no item`],
    ["10. no item", String.raw`10\. no item`],
    ["3) no item", String.raw`3\) no item`],
    ["    no code", "&#32;   no code"],
    ["a | b", "a &#124; b"],
    ["<script>", "&lt;script&gt;"],
    ["[text](http://x)", String.raw`\[text\]\(http${"`://`"}x)`],
    ["www.evil.example", "www`.`evil.example"],
    ["maya@example.com", "maya`@`example.com"],
    ["`a`", "&#96;a&#96;"],
    ["99.5 percent (of 3), that is all.", "99.5 percent (of 3), that is all."],
  ])("writes %j as %s", (text, markdown) => {
    expect(prose(text)).toBe(markdown);
  });
});

describe("code", () => {
  it.each([
    ["data/a b.json", "`data/a b.json`"],
    ["a`b", "`a\\u{60}b`"],
    ["a|b", "`a\\u{7c}b`"],
    [" a ", "`\\u{20}a\\u{20}`"],
    ["   ", "`\\u{20}\\u{20}\\u{20}`"],
    ["", "(empty)"],
    ["a\nb", "`a\\u{a}b`"],
  ])("writes %j as %s", (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });
});
