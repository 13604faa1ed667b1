import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, SAMPLE, SAMPLE_TRUST, inquest } from "../../support/cli.ts";

describe("inquest log verify", () => {
  const folder = mkdtempSync(join(tmpdir(), "inquest-log-"));
  const log = join(folder, "entries.jsonl");
  const checkpoint = join(folder, "checkpoint");

  beforeAll(() => {
    for (const [path, target] of [
      ["data/action-log/entries.jsonl", log],
      ["inquest/checkpoint", checkpoint],
    ] as const) {
      writeFileSync(target, execFileSync("unzip", ["-p", SAMPLE, path], { cwd: ROOT }));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = (file: string, ...args: string[]) => {
    const { stdout, stderr, status } = inquest(["log", "verify", file, "--json", ...args]);
    return { status, stderr, ...(stdout === "" ? {} : (JSON.parse(stdout) as Record<string, unknown>)) };
  };

  it("says CHAIN-HOLDS, and not VALID, where no checkpoint vouches for the log", () => {
    expect(verify(log)).toMatchObject({ status: 0, verdict: "CHAIN-HOLDS", log: { entries: 5 } });
  });

  it("says VALID where a trusted log key signed the checkpoint that the entries hash to", () => {
    const result = verify(log, "--checkpoint", checkpoint, "--trust", SAMPLE_TRUST);
    expect(result).toMatchObject({ status: 0, verdict: "VALID", dialect: "inquest-action-log 1" });
  });

  it("says CANNOT-CHECK where nobody knows the checkpoint's key", () => {
    expect(verify(log, "--checkpoint", checkpoint)).toMatchObject({ status: 2, verdict: "CANNOT-CHECK" });
  });

  it("finds a tail that was cut off by the checkpoint alone", () => {
    const cut = join(folder, "cut.jsonl");
    const lines = readFileSync(log, "utf8").split("\n");
    writeFileSync(cut, `${lines.slice(0, 4).join("\n")}\n`);
    expect(verify(cut)).toMatchObject({ status: 0, verdict: "CHAIN-HOLDS" });
    const result = verify(cut, "--checkpoint", checkpoint, "--trust", SAMPLE_TRUST);
    expect(result).toMatchObject({ status: 1, verdict: "INVALID" });
  });

  it("names the line of a changed entry", () => {
    const changed = join(folder, "changed.jsonl");
    writeFileSync(
      changed,
      readFileSync(log, "utf8").replace('"confidence_score":0.91', '"confidence_score":0.92'),
    );
    const { stdout, status } = inquest(["log", "verify", changed]);
    expect(status).toBe(1);
    expect(stdout).toContain("chain-broken");
    expect(stdout).toContain("line 3, seq 2");
  });

  it("says in one sentence what is wrong with a file that is not there", () => {
    const result = verify(join(folder, "none.jsonl"));
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/^inquest: .*none\.jsonl cannot be read: there is no such file\n$/);
  });

  it("says INVALID of a file that is no log", () => {
    const other = join(folder, "other.txt");
    writeFileSync(other, "hello\nworld\n");
    expect(verify(other)).toMatchObject({ status: 1, verdict: "INVALID" });
  });
});
