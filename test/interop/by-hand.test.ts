// The recipe that docs/FORMAT.md gives a stranger, run as it stands there: unzip, sha256sum and openssl, and no
// code of ours.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoKey, makeSample } from "../../resources/samples/make.ts";
import { formatVerifierKey } from "../../shared/encoding/vkey.ts";

const FORMAT = fileURLToPath(new URL("../../docs/FORMAT.md", import.meta.url));
const vkey = (purpose: "evidence" | "actions"): string => formatVerifierKey(demoKey(purpose));

function recipe(): string {
  const text = readFileSync(FORMAT, "utf8");
  const part = text.slice(text.indexOf("<!-- by hand: begin -->"), text.indexOf("<!-- by hand: end -->"));
  return /```bash\n([\s\S]*?)```/.exec(part)![1]!;
}

describe("checking a bundle by hand", () => {
  const folder = mkdtempSync(join(tmpdir(), "inquest-interop-"));
  let bundle = "";
  let count = 0;

  beforeAll(async () => {
    ({ bundle } = await makeSample(join(folder, "sample")));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function run(file: string, evidence: string, log: string) {
    count += 1;
    const cwd = mkdtempSync(join(folder, `run-${count}-`));
    const env = { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", bundle: file, evidence, log };
    return spawnSync("bash", ["--norc", "-c", recipe()], {
      cwd,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  it("finds the sample intact with unzip, sha256sum and openssl alone", () => {
    const { status, stdout, stderr } = run(bundle, vkey("evidence"), vkey("actions"));
    expect(stderr).toBe("");
    expect(stdout).toContain("intact, as far as these tools can tell");
    expect(status).toBe(0);
  });

  it("refuses a key that did not sign the statement", () => {
    const { status, stdout } = run(bundle, vkey("actions"), vkey("actions"));
    expect(stdout).toBe("Signature Verification Failure\n");
    expect(status).not.toBe(0);
  });

  it("refuses a key that did not sign the checkpoint", () => {
    const { status, stdout } = run(bundle, vkey("evidence"), vkey("evidence"));
    expect(stdout).toBe("Signature Verified Successfully\nSignature Verification Failure\n");
    expect(status).not.toBe(0);
  });

  it("refuses a bundle in which one byte of a file differs", () => {
    const bytes = readFileSync(bundle);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    const changed = join(folder, "changed.inqb");
    writeFileSync(changed, bytes);
    const { status, stdout } = run(changed, vkey("evidence"), vkey("actions"));
    expect(stdout).not.toContain("intact");
    expect(status).not.toBe(0);
  });
});
