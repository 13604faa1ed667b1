// Runs the built command line as a user would.

import { spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const SAMPLE = "resources/samples/node-saturation.inqb";
export const SAMPLE_TRUST = "resources/samples/node-saturation.trust.json";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `output` is a file that standard output goes to. No settings of whoever runs the tests take part: no trust file of theirs, no colours. */
export function inquest(args: readonly string[], env: Record<string, string> = {}, output?: string): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/inquest.mjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", output === undefined ? "pipe" : openSync(output, "w"), "pipe"],
    env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", NO_COLOR: "1", ...env },
  });
  return { status, stdout: stdout ?? "", stderr };
}
