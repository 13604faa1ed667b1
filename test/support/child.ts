// Runs Node with little memory and an end: for input that might use up memory or never finish.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface ChildResult {
  readonly status: number | null;
  /** True where it had to be ended. */
  readonly hung: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly timeout?: number;
  readonly nodeArgs?: readonly string[];
  /** Shell commands to run before, such as `ulimit`. */
  readonly shell?: string;
}

/** The command line, built, as a user runs it; no settings of whoever runs the tests take part. */
export function inquest(args: readonly string[], options: ChildOptions = {}): ChildResult {
  return node([`${ROOT}bin/inquest.mjs`, ...args], options);
}

/** A module's source with top-level await, run from the project's root. */
export function nodeEval(source: string, options: ChildOptions = {}): ChildResult {
  return node(["--input-type=module-typescript", "--eval", source], options);
}

function node(args: readonly string[], options: ChildOptions): ChildResult {
  const { cwd = ROOT, timeout = 20_000, nodeArgs = [], shell } = options;
  const all = [process.execPath, ...nodeArgs, ...args];
  const command = shell === undefined ? all : ["sh", "-c", `${shell}; exec "$@"`, "sh", ...all];
  const { status, signal, stdout, stderr } = spawnSync(command[0]!, command.slice(1), {
    cwd,
    timeout,
    killSignal: "SIGKILL",
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", NO_COLOR: "1" },
  });
  return { status, hung: status === null && signal === "SIGKILL", stdout, stderr };
}
