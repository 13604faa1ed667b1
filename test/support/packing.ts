// Packs a folder of small evidence through the command line, in a folder of its own.

import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect } from "vitest";
import { inquest } from "./child.ts";
import type { ChildOptions, ChildResult } from "./child.ts";
import { INCIDENT, stageEvidence } from "./evidence.ts";
import { scratch } from "./scratch.ts";

const pkcs8 = { format: "pem", type: "pkcs8" } as const;

let cwd: string;

/** A path in the folder: `evidence` is what is packed, `out` is where to; both are made anew for each test. */
export const inside = (path: string): string => join(cwd, path);

export const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(inside(name), content);

/** Replaces the action log. */
export const writeLog = (lines: readonly string[]): void =>
  write("evidence/action-log/entries.jsonl", lines.map((line) => `${line}\n`).join(""));

beforeAll(() => {
  cwd = scratch("pack");
  const evidence = stageEvidence("staged");
  mkdirSync(cwd);
  cpSync(evidence, inside("fresh"), { recursive: true });
  const ed25519 = generateKeyPairSync("ed25519");
  const locked = { ...pkcs8, cipher: "aes-256-cbc", passphrase: "x" };
  write("bundle.pem", ed25519.privateKey.export(pkcs8));
  write("log.pem", generateKeyPairSync("ed25519").privateKey.export(pkcs8));
  write("rsa.pem", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export(pkcs8));
  write("x25519.pem", generateKeyPairSync("x25519").privateKey.export(pkcs8));
  write("ec.pem", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export(pkcs8));
  write("public.pem", ed25519.publicKey.export({ format: "pem", type: "spki" }));
  write("locked.pem", ed25519.privateKey.export(locked));
  write("text.pem", "no key\n");
  write("incident.json", JSON.stringify(INCIDENT));
});

beforeEach(() => {
  rmSync(inside("evidence"), { recursive: true, force: true });
  rmSync(inside("out"), { recursive: true, force: true });
  cpSync(inside("fresh"), inside("evidence"), { recursive: true });
  mkdirSync(inside("out"));
});

const OPTIONS: Readonly<Record<string, string>> = {
  "--output": "out/case.inqb",
  "--incident": "incident.json",
  "--key": "bundle.pem",
  "--key-name": "test.example/evidence",
  "--log-key": "log.pem",
  "--log-name": "test.example/actions",
  "--origin": "test.example/actions",
};

export function pack(
  change: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
  options: ChildOptions = {},
): ChildResult {
  const args = Object.entries({ ...OPTIONS, ...change }).flat();
  return inquest(["pack", "evidence", ...args, ...more], { cwd, ...options });
}

/** Packing failed with this sentence, and left nothing behind. */
export function expectRefusal({ status, stdout, stderr, hung }: ChildResult, sentence: RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^inquest: [^\n]+\n$/);
  expect(stderr).not.toMatch(/internal error/);
  expect({ status, stdout, hung }).toEqual({ status: 1, stdout: "", hung: false });
  expect(readdirSync(inside("out"))).toEqual([]);
}
