// What a second pair of eyes found: rules that each held on their own and not together.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { LogFeed } from "../../electron/bundle/log-feed.ts";
import { canonicalize } from "../../shared/encoding/canonical.ts";
import { parseJson } from "../../shared/encoding/json.ts";
import type { JsonValue } from "../../shared/encoding/json.ts";
import { pathFault } from "../../shared/encoding/path.ts";
import { ACTION_LOG } from "../../shared/verify/log-kind.ts";
import { BARE_ENTRY } from "../support/bare-entry.ts";
import { inquest } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "inquest-review-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = (seq: number, prev: JsonValue): string => canonicalize({ ...BARE_ENTRY, seq, prev });

describe("an attacker who", () => {
  it.each([
    ["empty text", ""],
    ["a list", []],
    ["an object", {}],
  ])("begins an extract with an entry whose prev is %s is found out", async (_what, prev) => {
    const feed = new LogFeed({ kind: ACTION_LOG, tree: true, agentKeys: [], workers: 0, keepLeaves: true });
    await feed.write(Buffer.from(`${entry(5, prev)}\n`));
    expect((await feed.end()).faults.fields).toMatchObject({ code: "field-type", line: 1 });
  });

  it("gives a revoked key back by retiring it is refused", () => {
    const trust = join(folder, "trust.json");
    const key = inquest(["keygen", "--name", "example.com/k", "-o", join(folder, "k.pem")]).stdout.trim();
    inquest(["trust", "add", key, "--role", "bundle", "--trust", trust]);
    inquest(["trust", "revoke", "example.com/k", "--at", "2026-01-01T00:00:00Z", "--trust", trust]);
    const { status, stderr } = inquest([
      "trust",
      "retire",
      "example.com/k",
      "--at",
      "2099-01-01T00:00:00Z",
      "--trust",
      trust,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("revoked");
    expect(inquest(["trust", "list", "--trust", trust]).stdout).toContain("revoked");
  });

  it("moves the date of a retired key on is refused", () => {
    const trust = join(folder, "retired.json");
    const key = inquest(["keygen", "--name", "example.com/r", "-o", join(folder, "r.pem")]).stdout.trim();
    inquest(["trust", "add", key, "--role", "bundle", "--trust", trust]);
    const retire = (at: string) =>
      inquest(["trust", "retire", "example.com/r", "--at", at, "--trust", trust]).status;
    expect(retire("2026-06-01T00:00:00Z")).toBe(0);
    expect(retire("2026-07-01T00:00:00Z")).toBe(1);
    expect(retire("2026-05-01T00:00:00Z")).toBe(0);
  });

  it("fills JSON with more values than any statement has is refused before memory is gone", () => {
    expect(() => parseJson(`[${"{},".repeat(2_000_000)}0]`)).toThrow("more than 2000000 values");
  });

  it("names a file like a version of another is refused", () => {
    expect(pathFault("data/x.txt;1")?.code).toBe("path-version");
    expect(pathFault("data/x;y.txt")).toBeNull();
  });
});

describe("a program that cannot say its verdict", () => {
  it("exits with 70, which is no verdict, where its output cannot be written", () => {
    const file = join(folder, "not-a-bundle");
    writeFileSync(file, "x");
    const { status, stderr } = inquest(["verify", file], {}, "/dev/full");
    expect(stderr).toMatch(/^inquest: the output cannot be written: the disk is full\n$/);
    expect(status).toBe(70);
  });
});
