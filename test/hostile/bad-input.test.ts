// The command line given what it cannot use: one sentence that says so, the right exit code, nothing thrown and
// nothing written. Exit codes: 0 VALID, 1 INVALID, 2 CANNOT-CHECK, 64 wrong usage.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { inquest } from "../support/child.ts";
import type { ChildResult } from "../support/child.ts";
import { makeZip } from "../support/raw-zip.ts";
import { scratch } from "../support/scratch.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLES = join(ROOT, "resources", "samples");
const TRUST = ["--trust", "trust.json"];
/** The run's own words, without what a crash would add. */
const ONE_LINE = /^[^\n]+\n$/;

let cwd: string;
const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(cwd, name), content);

beforeAll(() => {
  if (!existsSync(join(ROOT, "dist", "cli.js")))
    execFileSync(process.execPath, ["tools/build.mjs"], { cwd: ROOT });
  cwd = scratch("input");
  mkdirSync(join(cwd, "folder.inqb"), { recursive: true });
  const sample = readFileSync(join(SAMPLES, "node-saturation.inqb"));
  const trust = readFileSync(join(SAMPLES, "node-saturation.trust.json"), "utf8");
  write("good.inqb", sample);
  write("trust.json", trust);
  write("empty.inqb", "");
  write("text.inqb", "This is no bundle.\n");
  write("truncated.inqb", sample.subarray(0, -100));
  write("gzip.inqb", Buffer.from("1f8b080000000000000003000000000000000000", "hex"));
  write("other.zip", makeZip([{ name: "readme.txt", content: "x" }]));
  write("flipped.inqb", sample.with(5000, sample[5000]! ^ 1));
  write("evil\u001b[31m\u009b\u202e.inqb", "x");
  write("names.inqb", makeZip([{ name: "data/\u001b]0;owned\u0007\u009b2J\u202e", content: "x" }]));
  write("broken.json", "{");
  write("revoked.json", trust.replace("active", "revoked"));
  write("weak.json", trust.replace(/"vkey": "[^"]*"/, '"vkey": "x+00000000+AQ=="'));
  write("large.json", `${trust}${" ".repeat(2 ** 20)}`);
  symlinkSync("loop.inqb", join(cwd, "loop.inqb"));
  symlinkSync("good.inqb", join(cwd, "link.inqb"));
  if (process.platform !== "win32") {
    execFileSync("mkfifo", [join(cwd, "pipe.inqb")]);
  }
});

/** Runs the command line in the folder; holds what must hold for any input. */
function run(...args: readonly string[]): ChildResult {
  const before = readdirSync(cwd);
  const result = inquest(args, { cwd, timeout: 5000 });
  const all = result.stdout + result.stderr;
  expect(result.hung, "it did not end").toBe(false);
  expect(all).not.toMatch(/^\s+at /m);
  expect(all).not.toMatch(/internal error/);
  // oxlint-disable-next-line no-control-regex -- what a terminal would obey
  expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(readdirSync(cwd)).toEqual(before);
  return result;
}

describe("verify says in its first line what is wrong with", () => {
  const rows: [name: string, file: string, exit: number, line: RegExp][] = [
    [
      "no file",
      "missing.inqb",
      2,
      /^CANNOT-CHECK {2}.*missing\.inqb cannot be read: there is no such file\.\n/,
    ],
    ["a folder", "folder.inqb", 2, /^CANNOT-CHECK {2}.*folder\.inqb is a folder/],
    ["a path through a file", "good.inqb/x", 2, /^CANNOT-CHECK {2}.*a part of its path is not a folder/],
    ["links in a circle", "loop.inqb", 2, /^CANNOT-CHECK {2}.*its symbolic links lead in a circle/],
    ["a name that is too long", "x".repeat(300), 2, /^CANNOT-CHECK {2}.*its name is too long/],
    ["a device", "/dev/null", 2, /^CANNOT-CHECK {2}.*is not a plain file/],
    ["an empty file", "empty.inqb", 1, /^INVALID {2}.*does not end as a ZIP archive does/],
    ["a text", "text.inqb", 1, /^INVALID {2}.*does not end as a ZIP archive does/],
    ["a file of another kind", "gzip.inqb", 1, /^INVALID {2}.*does not end as a ZIP archive does/],
    ["a bundle that is cut off", "truncated.inqb", 1, /^INVALID {2}.*does not end as a ZIP archive does/],
    [
      "an archive that is no bundle",
      "other.zip",
      1,
      /^INVALID {2}.*has no bagit\.txt: it is no evidence bundle/,
    ],
    ["a bundle with a flipped bit", "flipped.inqb", 1, /^INVALID {2}Do not rely on this bundle: /],
    ["a file whose name would change the terminal", "evil\u001b[31m\u009b\u202e.inqb", 1, /^INVALID {2}/],
    [
      "a bundle whose names would change the terminal",
      "names.inqb",
      1,
      /^INVALID {2}.*holds a control character/,
    ],
  ];
  for (const [name, file, exit, line] of rows) {
    it(name, () => {
      const { status, stdout, stderr } = run("verify", file, ...TRUST);
      expect(stdout).toMatch(line);
      expect({ status, stderr }).toEqual({ status: exit, stderr: "" });
    });
  }

  it.skipIf(process.platform === "win32")("a pipe, without waiting for somebody to write to it", () => {
    const { status, stdout } = run("verify", "pipe.inqb", ...TRUST);
    expect(stdout).toMatch(/^CANNOT-CHECK {2}.*is not a plain file/);
    expect(status).toBe(2);
  });

  it("nothing, of a link to a good bundle", () => {
    expect(run("verify", "link.inqb", ...TRUST)).toMatchObject({ status: 0, stderr: "" });
  });

  it("a bundle whose names would change the terminal, as JSON too", () => {
    const { status, stdout } = run("verify", "names.inqb", ...TRUST, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "INVALID" });
  });
});

describe("verify trusts nobody, and says why, with", () => {
  const rows: [name: string, file: string, message: RegExp][] = [
    [
      "a trust file that is not there",
      "missing.json",
      /missing\.json cannot be read: there is no such file\n$/,
    ],
    ["a trust file that is a folder", "folder.inqb", /cannot be read: it is a folder\n$/],
    [
      "a trust file that is no JSON",
      "broken.json",
      /broken\.json is broken: .*Nothing is trusted until it is repaired\n$/,
    ],
    ["a trust file that is a bundle", "good.inqb", /good\.inqb is broken: it is not JSON/],
    ["a trust file with a bad key", "weak.json", /weak\.json is broken: key 1: /],
    [
      "a trust file that is too large",
      "large.json",
      /large\.json cannot be read: it is larger than 1048576 bytes\n$/,
    ],
    ["an empty trust file", "empty.inqb", /empty\.inqb is broken: /],
  ];
  for (const [name, file, message] of rows) {
    it(name, () => {
      const { status, stdout, stderr } = run("verify", "good.inqb", "--trust", file);
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(ONE_LINE);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    });
  }

  it("no trust file at all", () => {
    const { status, stdout } = run("verify", "good.inqb");
    expect(stdout).toMatch(/^CANNOT-CHECK {2}.*there is no trust file/);
    expect(status).toBe(2);
  });

  it("a trust file whose key is revoked", () => {
    const { status, stdout } = run("verify", "good.inqb", "--trust", "revoked.json");
    expect(stdout).toMatch(/^CANNOT-CHECK {2}.*is revoked/);
    expect(status).toBe(2);
  });
});

describe("wrong usage exits with 64 and says how it is used:", () => {
  const rows: [name: string, args: string[], stderr: RegExp][] = [
    ["no command", [], /^Usage: inquest /],
    ["an unknown command", ["verfy"], /^error: unknown command 'verfy'/],
    ["no file", ["verify"], /^error: missing required argument 'bundle'/],
    ["an unknown option", ["verify", "good.inqb", "--force"], /^error: unknown option '--force'/],
    [
      "an option without its value",
      ["verify", "good.inqb", "--trust"],
      /^error: option '--trust <file>' argument missing/,
    ],
    ["a limit of 0", ["verify", "good.inqb", "--max-ratio", "0"], /^error: option .* is invalid/],
    [
      "a limit that is no number",
      ["verify", "good.inqb", "--max-inflated", "1e9"],
      /^error: option .* is invalid/,
    ],
    ["a negative limit", ["verify", "good.inqb", "--max-inflated", "-1"], /^error: option .*/],
    [
      "pack without a key",
      ["pack", "folder.inqb", "-o", "x"],
      /^error: required option '--incident <file>' not specified/,
    ],
    ["inspect of two", ["inspect", "good.inqb", "good.inqb"], /^error: too many arguments/],
  ];
  for (const [name, args, message] of rows) {
    it(name, () => {
      const { status, stdout, stderr } = run(...args);
      expect(stderr).toMatch(message);
      expect({ status, stdout }).toEqual({ status: 64, stdout: "" });
    });
  }
});

describe("of several bundles the worst decides:", () => {
  const rows: [name: string, files: string[], exit: number][] = [
    ["two good ones", ["good.inqb", "link.inqb"], 0],
    ["a good one and one that is not there", ["good.inqb", "missing.inqb"], 2],
    [
      "one that is not there, then a bad one, then a good one",
      ["missing.inqb", "flipped.inqb", "good.inqb"],
      1,
    ],
    ["a bad one first", ["text.inqb", "good.inqb", "missing.inqb"], 1],
  ];
  for (const [name, files, exit] of rows) {
    it(name, () => {
      const quiet = run("verify", ...files, ...TRUST, "--quiet");
      expect(quiet).toMatchObject({ status: exit, stdout: "", stderr: "" });
      const json = run("verify", ...files, ...TRUST, "--json");
      expect(json.stdout.trimEnd().split("\n")).toHaveLength(files.length);
      expect(json.status).toBe(exit);
    });
  }
});

describe("limits given on the command line hold:", () => {
  it("--max-inflated", () => {
    const { status, stdout } = run("verify", "good.inqb", ...TRUST, "--max-inflated", "1000");
    expect(stdout).toMatch(/^INVALID {2}.*inflates to more than 1000 bytes \(raise it with --max-inflated\)/);
    expect(status).toBe(1);
  });
});
