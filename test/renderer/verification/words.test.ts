// Clocks, signers, failures and the ribbon in words.

import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { Case, Clock } from "../../../shared/contract/cases.ts";
import type { SignerInfo, Verdict } from "../../../shared/model/verdict.ts";
import { cannot, fail } from "../../../shared/verify/outcome.ts";
import { bannerWords } from "../../../renderer/screens/verification/model/banner-words.ts";
import { clockFaults, offsetWords } from "../../../renderer/screens/verification/model/clock-words.ts";
import { failureWords } from "../../../renderer/screens/verification/model/failure-words.ts";
import { hintsIn, signerWords, strangers } from "../../../renderer/screens/verification/model/signers.ts";
import { ribbonWords } from "../../../renderer/widgets/ribbon-words.ts";
import { forge } from "../../support/forge.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, NO_KEYS, TRUST, testKey, trustOf } from "../../support/keys.ts";
import { judgeBytes } from "../../support/told.ts";

const clock = (offset: Clock["offset"], source: Clock["source"] = "cloudtrail"): string =>
  offsetWords({ source, offset });

describe("a clock", () => {
  it.each([
    [{ from: 200, to: 900, ties: 3, agree: true }, "+0.2 to +0.9 s ahead, 3 ties"],
    [{ from: -900, to: -200, ties: 1, agree: true }, "\u22120.9 to \u22120.2 s behind, 1 tie"],
    [{ from: -300, to: 600, ties: 2, agree: true }, "\u22120.3 to +0.6 s, 2 ties"],
    [{ from: 0, to: 1000, ties: 2, agree: true }, "0 to +1.0 s ahead, 2 ties"],
    [{ from: -1000, to: 0, ties: 2, agree: true }, "\u22121.0 to 0 s behind, 2 ties"],
    [{ from: 0, to: 0, ties: 2, agree: true }, "in step, 2 ties"],
    [{ from: 400, to: 400, ties: 31, agree: true }, "+0.4 s ahead, 31 ties"],
    [{ from: 120_000, to: 180_000, ties: 5, agree: true }, "+2.0 to +3.0 min ahead, 5 ties"],
    [{ from: 5, to: 5, ties: 2, agree: false }, "no one offset fits its 2 ties"],
    [null, "not known: no ties"],
  ])("%j reads %s", (offset, words) => {
    expect(clock(offset)).toBe(words);
  });

  it("is the reference where it is the action log's own", () => {
    expect(clock(null, "action-log")).toBe("reference");
  });

  it("is never said to be known better than it is", () => {
    const ms = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const words = clock({ from, to, ties: 2, agree: true });
        const numbers = [...words.matchAll(/([+\u2212]?)(\d+(?:\.\d+)?)(?= (?:to|s\b))/g)].map(
          ([, sign, digits]) => (sign === "\u2212" ? -1 : 1) * Number(digits) * 1000,
        );
        if (words.startsWith("in step")) return;
        expect(Math.min(...numbers)).toBeLessThanOrEqual(from + 1e-6);
        expect(Math.max(...numbers)).toBeGreaterThanOrEqual(to - 1e-6);
      }),
    );
  });

  it("names what is wrong with its records", () => {
    const unread = { files: 1, first: "a", reason: "b" };
    expect(clockFaults({ undated: 2, outside: 1, unread } as Clock)).toEqual([
      "2 undated",
      "1 outside the incident\u2019s window",
      "1 file unread",
    ]);
    expect(clockFaults({ undated: 0, outside: null, unread: null } as Clock)).toEqual([]);
  });
});

describe("a failure", () => {
  it("blames no one entry for a broken chain", () => {
    const check = fail("log.chain", "chain-broken", { file: "f", message: "m", line: 4, seq: 3 });
    const { expected, found, meaning } = failureWords(check);
    expect([expected, found]).toEqual(["Hash of entry 2", "prev of entry 3"]);
    expect(meaning).toContain("one of the two");
  });

  it("has plain labels for codes that nobody foresaw", () => {
    const check = fail("log.chain", "a-code-of-tomorrow", { file: "f", message: "m" });
    expect(failureWords(check)).toEqual({ expected: "Expected", found: "Found", meaning: null });
  });
});

describe("who stands between a bundle and VALID", () => {
  const found = async (trust = TRUST): Promise<ReturnType<typeof strangers>> =>
    strangers(await judgeBytes(await forge(), trust));

  it("is nobody where all are trusted", async () => {
    expect(await found()).toEqual([]);
  });

  it("is the seal's signer and the log's, as they call themselves", async () => {
    const [bundle, log] = await found(NO_KEYS);
    expect(bundle).toEqual({
      role: "bundle",
      hints: [expect.stringMatching(/^\S+\/evidence\+[0-9a-f]{8}$/)],
    });
    expect(log).toEqual({ role: "log", hints: [expect.stringMatching(/^\S+\/actions\+[0-9a-f]{8}$/)] });
  });

  it("is the log's signer alone where the seal's is trusted", async () => {
    expect((await found(trustOf([BUNDLE_ENTRY]))).map(({ role }) => role)).toEqual(["log"]);
  });

  it("is no stranger where a known key does not count", async () => {
    expect(await found(trustOf([{ ...BUNDLE_ENTRY, status: "revoked" }, LOG_ENTRY]))).toEqual([]);
  });

  it("is unknown by name where the signature names no key", async () => {
    const how = { signers: [{ key: testKey("nameless"), withoutKeyid: true }] };
    expect(strangers(await judgeBytes(await forge(how), TRUST))).toEqual([{ role: "bundle", hints: [] }]);
  });

  it("is found in a sentence with several of them", () => {
    expect(hintsIn("it is signed by a/b+0123abcd, c+deadbeef, which nobody knows: +12345678 too")).toEqual([
      "a/b+0123abcd",
      "c+deadbeef",
    ]);
  });
});

describe("a signer", () => {
  const signer = (code: string, counts: boolean): SignerInfo => ({
    keyid: "k+00000000",
    known: true,
    counts,
    code,
  });

  it("is never called trusted where it does not count", () => {
    for (const code of [
      "key-retired",
      "key-revoked",
      "key-role",
      "signer-unknown",
      "signature-bad",
      "tomorrow",
    ])
      expect(signerWords(signer(code, false)).word, code).not.toMatch(/^trusted/);
  });

  it("is called trusted where it counts", () => {
    for (const code of ["key-active", "key-retired-before", "tomorrow"])
      expect(signerWords(signer(code, true)).word, code).toMatch(/^trusted/);
  });
});

describe("the banner", () => {
  const words = (word: Verdict["verdict"], rest: Partial<Case> = {}) => {
    const check = word === "INVALID" ? fail("log.fields", "x", { file: "f", message: "m" }) : null;
    const verdict = {
      verdict: word,
      summary: "All is well.",
      chain: "complete",
      signers: [],
      checks: check === null ? [] : [check],
    };
    return bannerWords({ verdict, disk: "unchanged", trustChanged: false, ...rest } as unknown as Case);
  };

  it("calls VALID what is", () => {
    expect(words("VALID")).toEqual({
      tone: "ok",
      word: "VALID",
      headline: "every file is as it was sealed",
      sentence: "All is well.",
      gaps: [],
      sound: true,
    });
  });

  it.each([
    [{ disk: "changed" }, "the file changed after it was verified"],
    [{ disk: "missing" }, "the file is gone"],
    [{ trustChanged: true }, "your trust file changed after it was verified"],
  ] as const)("does not call VALID what was, with %j", (rest, said) => {
    expect(words("VALID", rest)).toMatchObject({
      tone: "warn",
      word: "Was VALID",
      headline: said,
      sentence: "When it was verified: all is well.",
      sound: false,
    });
  });

  it("is never green for anything else", () => {
    for (const word of ["INVALID", "CANNOT-CHECK"] as const)
      for (const disk of ["unchanged", "changed", "missing"] as const)
        expect(words(word, { disk })).toMatchObject({
          word,
          tone: word === "INVALID" ? "bad" : "warn",
          sound: false,
        });
  });
});

describe("the ribbon", () => {
  const words = (word: Verdict["verdict"], rest: Partial<Case> = {}): string | null => {
    const check =
      word === "INVALID"
        ? fail("log.sequence", "sequence-hole", { file: "f", message: "m", expected: "3", found: "4" })
        : cannot("signature.signers", "signer-unknown", "d");
    const checks = word === "VALID" ? [] : [check];
    const verdict = { verdict: word, chain: "complete", checks } as unknown as Verdict;
    const said = ribbonWords({ verdict, disk: "unchanged", trustChanged: false, ...rest } as Case);
    return said === null ? null : `${said.tone} ${said.lead}: ${said.sentence}`;
  };

  it("is not there for what is VALID and unchanged", () => {
    expect(words("VALID")).toBeNull();
  });

  it.each([
    ["INVALID", {}, "bad INVALID: entry 3 is missing."],
    ["INVALID", { disk: "missing" }, "bad INVALID: entry 3 is missing. The file is gone since."],
    ["CANNOT-CHECK", {}, "warn CANNOT-CHECK: nobody whom you trust vouches for this bundle."],
    [
      "CANNOT-CHECK",
      { trustChanged: true },
      "warn CANNOT-CHECK: nobody whom you trust vouches for this bundle. Your trust file changed since.",
    ],
    [
      "CANNOT-CHECK",
      { disk: "changed" },
      "bad Changed on disk: the file is no longer the one that was verified.",
    ],
    ["VALID", { disk: "changed" }, "bad Changed on disk: the file is no longer the one that was verified."],
    ["VALID", { disk: "missing" }, "warn Missing on disk: the file is gone from where it was verified."],
    [
      "VALID",
      { trustChanged: true },
      "warn Trust changed: your trust file changed after this verdict: verify again.",
    ],
  ] as const)("says of %s and %j: %s", (word, rest, said) => {
    expect(words(word, rest)).toBe(said);
  });

  it("is there for everything that is not VALID, whatever else holds", () => {
    for (const word of ["INVALID", "CANNOT-CHECK"] as const)
      for (const disk of ["unchanged", "changed", "missing"] as const)
        for (const trustChanged of [true, false]) expect(words(word, { disk, trustChanged })).not.toBeNull();
  });
});
