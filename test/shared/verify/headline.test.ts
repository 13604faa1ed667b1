// The few words behind a verdict: for every family of faults, and never more than the check found.

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { verifyBundle } from "../../../electron/bundle/verify.ts";
import { CATALOG } from "../../../shared/verify/catalog.ts";
import { fail } from "../../../shared/verify/outcome.ts";
import { headline } from "../../../shared/verify/headline.ts";
import { LOG, forge, rechain } from "../../support/forge.ts";
import type { Forgery } from "../../support/forge.ts";
import { lie, lines, old } from "../../support/log-edits.ts";
import { BUNDLE_ENTRY, BUNDLE_KEY, LOG_ENTRY, NO_KEYS, TRUST, testKey, trustOf } from "../../support/keys.ts";
import { scratchFile } from "../../support/scratch.ts";
import { judgeBytes, set } from "../../support/told.ts";
import type { LoadedTrust } from "../../../electron/trust/trust-file.ts";

async function saidOf(bytes: Uint8Array, trust: LoadedTrust = TRUST): Promise<string> {
  const verdict = await judgeBytes(bytes, trust);
  return `${verdict.verdict}: ${headline(verdict)}`;
}

function says(name: string, how: Forgery, expected: string, trust?: LoadedTrust): void {
  it(`${name}: ${expected}`, async () => {
    expect(await saidOf(await forge(how), trust)).toBe(expected);
  });
}

const EVENTS = "data/cloudtrail/events.json";

describe("the headline of a bundle", () => {
  says("that is sound", {}, "VALID: every file is as it was sealed");
  says(
    "with an extract",
    { extract: [1, 4] },
    "VALID: every file is as it was sealed, and the action log is a proven extract",
  );
});

describe("the headline of a changed log", () => {
  says("by whoever signs", lines(lie(3)), "INVALID: the chain breaks between entries 3 and 4");
  says(
    "after it was signed",
    old(lie(3)),
    "INVALID: this is not the log that was signed: the chain breaks between entries 3 and 4",
  );
  says(
    "after it was signed, chained anew",
    old((list) => rechain(lie(3)(list), 4)),
    "INVALID: this is not the log that was signed: its entries do not hash to the signed root",
  );
  says(
    "after it was sealed, by nobody who holds a key",
    {
      after: (files) => files.set(LOG, Buffer.from(files.get(LOG)!.toString().replace("success", "failure"))),
    },
    "INVALID: this is not the log that was signed: the chain breaks between entries 0 and 1",
  );
  says(
    "by a hole of one",
    lines((list) => rechain(list.toSpliced(3, 1), 3)),
    "INVALID: entry 3 is missing",
  );
  says(
    "by a hole of two",
    lines((list) => rechain(list.toSpliced(3, 2), 3)),
    "INVALID: entries 3 to 4 are missing",
  );
  says(
    "by a line twice",
    lines((list) => list.toSpliced(3, 0, list[3]!)),
    "INVALID: entry 3 stands there twice",
  );
  says(
    "by what is no JSON",
    lines((list) => rechain(list.with(2, "{"), 3)),
    "INVALID: line 3 of the log is not canonical JSON",
  );
  says(
    "by cutting its end",
    old((list) => list.slice(0, 7)),
    "INVALID: the log is cut: it has 7 of the 8 entries that were signed",
  );
  says("by leaving it out", { logFile: () => null }, "INVALID: the bundle has no action log");
});

describe("the headline of changed files", () => {
  says(
    "one changed",
    { after: (files) => files.set(EVENTS, Buffer.from('{"Records":{}}\n')) },
    `INVALID: ${EVENTS} is not the file that was sealed`,
  );
  says(
    "one added",
    { after: (files) => files.set("data/new", Buffer.from("x")) },
    "INVALID: data/new is in the bundle and was not sealed",
  );
  says(
    "one removed",
    { after: (files) => files.delete(EVENTS) },
    `INVALID: ${EVENTS} was sealed and is missing`,
  );
  says(
    "one changed where nobody trusted sealed it: the manifest alone says so",
    { after: (files) => files.set(EVENTS, Buffer.from('{"Records":{}}\n')) },
    `INVALID: ${EVENTS} is not the file that the manifest lists`,
    trustOf([LOG_ENTRY]),
  );
  says(
    "a long name keeps its end",
    { after: (files) => files.set(`data/${"x".repeat(80)}/end`, Buffer.from("x")) },
    `INVALID: \u2026${"x".repeat(55)}/end is in the bundle and was not sealed`,
  );
});

describe("the headline of a seal that does not hold", () => {
  says("left out", { envelopeFile: () => null }, "INVALID: the bundle is not signed");
  says("garbled", { envelopeFile: () => "{" }, "INVALID: the bundle's signature cannot be read");
  says(
    "over something else",
    { signers: [{ key: BUNDLE_KEY, over: () => Buffer.from("other") }] },
    "INVALID: the bundle's signature does not fit",
  );
  says(
    "over another log than the checkpoint",
    { statement: set("predicate.log.origin", "test.example/other") },
    "INVALID: bundle and checkpoint were signed for different logs",
  );
  says(
    "with a checkpoint that somebody changed",
    { note: (note) => note.replace("\n8\n", "\n9\n") },
    "INVALID: the signature of the log's checkpoint does not fit",
  );
});

describe("the headline of a bundle that nobody can vouch for", () => {
  says("nobody trusted", {}, "CANNOT-CHECK: nobody whom you trust vouches for this bundle", NO_KEYS);
  says(
    "nobody trusted for the log",
    {},
    "CANNOT-CHECK: nobody whom you trust vouches for its action log",
    trustOf([BUNDLE_ENTRY]),
  );
  says(
    "a revoked key",
    {},
    "CANNOT-CHECK: the key that sealed it is revoked",
    trustOf([{ ...BUNDLE_ENTRY, status: "revoked" }, LOG_ENTRY]),
  );
  says(
    "a key for something else",
    {},
    "CANNOT-CHECK: the key that sealed it is not trusted for bundles",
    trustOf([{ key: BUNDLE_KEY, roles: ["notes"] }, LOG_ENTRY]),
  );
  says(
    "one signature of two",
    {},
    "CANNOT-CHECK: too few of the keys that you trust have signed it",
    trustOf([BUNDLE_ENTRY, LOG_ENTRY, { key: testKey("second"), roles: ["bundle"] }], 2),
  );
});

describe("the headline of what is no sound bundle", () => {
  it("says that an archive is cut short no more exactly than the reader can tell", async () => {
    const bytes = await forge();
    expect(await saidOf(bytes.subarray(0, bytes.length - 40))).toBe("INVALID: the archive is not sound");
  });

  it("says that a file is no archive, by the check that failed", async () => {
    expect(await saidOf(Buffer.from("hello"))).toMatch(/^INVALID: the archive is /);
  });

  it("says that there is no bag before anything else", async () => {
    const how: Forgery = { after: (files) => files.delete("bagit.txt") };
    expect(await saidOf(await forge(how))).toBe("INVALID: this is no evidence bundle");
  });

  it("says that there is no file", async () => {
    const verdict = await verifyBundle("/nowhere/x.inqb", TRUST);
    expect(`${verdict.verdict}: ${headline(verdict)}`).toBe("CANNOT-CHECK: the file is not there");
  });
});

describe("a headline", () => {
  it("exists for every check, whatever code it fails with", () => {
    for (const id of Object.keys(CATALOG) as (keyof typeof CATALOG)[]) {
      const check = fail(id, "a-code-of-tomorrow", { file: "some/file", message: "something" });
      const text = headline({ verdict: "INVALID", chain: "broken", checks: [check] });
      expect(text, id).toMatch(/^\S.{10,}[^.]$/);
      expect(text, id).not.toContain("undefined");
    }
  });

  it("never says that something was signed or sealed where no trusted signature is good", async () => {
    const bytes = await forge(old(lie(3)));
    expect(await saidOf(bytes, NO_KEYS)).toBe("INVALID: the chain breaks between entries 3 and 4");
  });

  it("is the same for the sample", async () => {
    const path = scratchFile("sample.inqb", await readFile("resources/samples/node-saturation.inqb"));
    const verdict = await verifyBundle(path, NO_KEYS);
    expect(headline(verdict)).toBe("nobody whom you trust vouches for this bundle");
  });
});
