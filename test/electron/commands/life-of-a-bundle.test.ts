// The commands together, as people use them: make keys, trust them, pack, verify, take trust away.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SOURCES, stageSample } from "../../../resources/samples/make.ts";
import { inquest } from "../../support/cli.ts";

describe("the life of a bundle on the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "inquest-life-"));
  const at = (name: string): string => join(folder, name);
  const keyArgs = ["--key", at("evidence.pem"), "--key-name", "example.com/evidence"];
  const logArgs = [
    "--log-key",
    at("log.pem"),
    "--log-name",
    "example.com/log",
    "--origin",
    "example.com/log",
  ];
  const packArgs = ["--incident", join(SOURCES, "incident.json"), ...keyArgs, ...logArgs];
  let evidenceKey = "";
  let logKey = "";

  beforeAll(async () => {
    await stageSample(at("evidence"));
    evidenceKey = inquest([
      "keygen",
      "--name",
      "example.com/evidence",
      "-o",
      at("evidence.pem"),
    ]).stdout.trim();
    logKey = inquest(["keygen", "--name", "example.com/log", "-o", at("log.pem")]).stdout.trim();
    const packed = inquest(["pack", at("evidence"), "-o", at("a.inqb"), ...packArgs]);
    expect(packed.stderr).toBe("");
    expect(packed.status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verdictOf = (trust: string, bundle = "a.inqb") => {
    const { stdout, status } = inquest(["verify", at(bundle), "--trust", at(trust), "--json"]);
    const parsed = JSON.parse(stdout) as {
      verdict: string;
      chain: string;
      checks: { id: string; code: string }[];
    };
    return { ...parsed, status, code: (id: string) => parsed.checks.find((check) => check.id === id)?.code };
  };
  const trustBoth = (trust: string): void => {
    expect(inquest(["trust", "add", evidenceKey, "--role", "bundle", "--trust", at(trust)]).status).toBe(0);
    expect(inquest(["trust", "add", logKey, "--role", "log", "--trust", at(trust)]).status).toBe(0);
  };

  it("keygen prints a verifier key and writes a private key that only its owner can read", () => {
    expect(evidenceKey).toMatch(/^example\.com\/evidence\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/);
    expect(readFileSync(at("evidence.pem"), "utf8")).toContain("BEGIN PRIVATE KEY");
    expect(statSync(at("evidence.pem")).mode & 0o777).toBe(0o600);
  });

  it("keygen never replaces a key", () => {
    const before = readFileSync(at("evidence.pem"), "utf8");
    const { status, stderr } = inquest(["keygen", "--name", "other", "-o", at("evidence.pem")]);
    expect(status).toBe(1);
    expect(stderr).toContain("exists already");
    expect(readFileSync(at("evidence.pem"), "utf8")).toBe(before);
  });

  it("a bundle of unknown keys is CANNOT-CHECK, and VALID once both keys are trusted", () => {
    writeFileSync(at("empty.json"), '{"v":1,"threshold":1,"keys":[]}');
    expect(verdictOf("empty.json")).toMatchObject({ verdict: "CANNOT-CHECK", status: 2 });
    trustBoth("both.json");
    expect(verdictOf("both.json")).toMatchObject({ verdict: "VALID", chain: "complete", status: 0 });
  });

  it("a revoked key counts for nothing, and trust list says since when", () => {
    trustBoth("revoked.json");
    const time = "2026-04-01T00:00:00Z";
    const revoke = inquest([
      "trust",
      "revoke",
      "example.com/evidence",
      "--at",
      time,
      "--trust",
      at("revoked.json"),
    ]);
    expect(revoke.status).toBe(0);
    const verdict = verdictOf("revoked.json");
    expect(verdict).toMatchObject({ verdict: "CANNOT-CHECK", status: 2 });
    expect(verdict.code("signature.signers")).toBe("key-revoked");
    expect(inquest(["trust", "list", "--trust", at("revoked.json")]).stdout).toMatch(
      /revoked .*2026-04-01T00:00:00Z/,
    );
  });

  it("a revoked key is not trusted again by adding it", () => {
    const { status, stderr } = inquest([
      "trust",
      "add",
      evidenceKey,
      "--role",
      "bundle",
      "--trust",
      at("revoked.json"),
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("revoked");
  });

  it("a key retired after the export still counts, one retired before it does not", () => {
    for (const [time, word, code] of [
      ["2026-12-31T00:00:00Z", "VALID", "key-retired-before"],
      ["2026-01-01T00:00:00Z", "CANNOT-CHECK", "key-retired"],
    ] as const) {
      const trust = `retired-${word}.json`;
      trustBoth(trust);
      inquest(["trust", "retire", "example.com/evidence", "--at", time, "--trust", at(trust)]);
      const verdict = verdictOf(trust);
      expect(verdict.verdict).toBe(word);
      expect(verdict.code("signature.signers")).toBe(code);
    }
  });

  it("your own trust file counts where none is named, and INQUEST_TRUST says where it is", () => {
    trustBoth("own.json");
    const { status } = inquest(["verify", at("a.inqb"), "--quiet"], { INQUEST_TRUST: at("own.json") });
    expect(status).toBe(0);
    expect(inquest(["verify", at("a.inqb"), "--quiet"]).status).toBe(2);
  });

  it("an extract holds the entries that were asked for, each with its proof, and is VALID as an extract", () => {
    const args = [
      "pack",
      at("evidence"),
      "-o",
      at("extract.inqb"),
      ...packArgs,
      "--extract",
      "outcome=success",
    ];
    expect(inquest(args).stdout).toContain("4 entries of a log of 5");
    trustBoth("extract.json");
    const verdict = verdictOf("extract.json", "extract.inqb");
    expect(verdict).toMatchObject({ verdict: "VALID", chain: "extract" });
    expect(verdict.code("checkpoint.proofs")).toBe("proofs-hold");
  });

  it("inspect says what the bundle says, and that nothing of it is verified", () => {
    const { stdout, status } = inquest(["inspect", at("a.inqb"), "--files"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Nothing below is verified");
    expect(stdout).toContain("INC-2026-0317");
    expect(stdout).toContain("data/action-log/entries.jsonl");
    expect(stdout).toContain("5 entries, 2026-03-17T14:31:58Z to 2026-03-17T14:38:44Z");
  });

  it("packing the same folder again gives the same bytes", () => {
    expect(inquest(["pack", at("evidence"), "-o", at("b.inqb"), ...packArgs]).status).toBe(0);
    expect(readFileSync(at("b.inqb")).equals(readFileSync(at("a.inqb")))).toBe(true);
  });
});
