// `inquest trust` and the record of changes.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { generateSigningKeyPem } from "../../../electron/trust/signing-key.ts";
import { readRecord, recordPath } from "../../../electron/trust/trust-record.ts";
import { formatPublicKeyPem } from "../../../shared/encoding/pem.ts";
import { formatVerifierKey, keyHint } from "../../../shared/encoding/vkey.ts";
import { inquest } from "../../support/cli.ts";
import { testKey } from "../../support/keys.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";

const KEY = testKey("command");
const AT = "2026-04-01T00:00:00Z";

let count = 0;
let home: string;
beforeEach(() => {
  home = scratch(`command-${(count += 1)}`);
  mkdirSync(home);
});
const trust = (...args: string[]) => inquest(["trust", ...args], { INQUEST_HOME: home });
const path = (): string => join(home, "config", "trust.json");

describe("inquest trust", () => {
  it("keeps the trust file and the record of its changes below INQUEST_HOME", async () => {
    const pem = scratchFile("public.pem", `\n${formatPublicKeyPem(KEY.publicKey)}\n`);
    expect(trust("add", pem, "--name", KEY.name, "--role", "bundle").stderr).toBe("");
    expect(trust("retire", KEY.name, "--at", AT).stdout).toBe(
      `${path()}: ${keyHint(KEY)} is retired since ${AT}\n`,
    );
    expect(trust("revoke", keyHint(KEY), "--at", AT).status).toBe(0);
    const { fault, lines } = await readRecord(path());
    expect([fault, lines.map(({ action, by, key }) => [action, by, key])]).toEqual([
      null,
      ["add", "retire", "revoke"].map((action) => [action, "cli", keyHint(KEY)]),
    ]);
  });

  it("says on standard error what it found changed by other means", () => {
    trust("add", formatVerifierKey(KEY), "--role", "bundle");
    writeFileSync(path(), `${readFileSync(path(), "utf8")}\n`);
    const { status, stdout, stderr } = trust("revoke", KEY.name, "--at", AT);
    expect([status, stdout]).toEqual([0, `${path()}: ${keyHint(KEY)} is revoked since ${AT}\n`]);
    expect(stderr).toBe("inquest: note: the trust file was changed by other means\n");
  });

  it("refuses a private key, on the line or in a file, and repeats nothing of it", () => {
    const pem = generateSigningKeyPem();
    const file = scratchFile("private.pem", pem);
    for (const [key, exit] of [
      [file, 1],
      [`\n${pem}`, 1],
      [pem, 64],
    ] as const) {
      const { status, stdout, stderr } = trust("add", key, "--name", "x", "--role", "bundle");
      expect([status, stdout]).toEqual([exit, ""]);
      expect(stderr).toContain("private key");
      expect(stderr).not.toContain(pem.split("\n")[1]!.slice(0, 6));
    }
  });

  it("changes nothing where the record cannot be written", () => {
    trust("add", formatVerifierKey(KEY), "--role", "bundle");
    const other = join(home, "config", "other.json");
    mkdirSync(recordPath(other));
    const { status, stderr } = trust("add", formatVerifierKey(KEY), "--role", "bundle", "--trust", other);
    expect([status, stderr]).toEqual([1, expect.stringContaining("cannot be read: it is a folder")]);
    expect(() => readFileSync(other)).toThrow("ENOENT");
  });
});
