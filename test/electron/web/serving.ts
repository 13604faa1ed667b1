// The built `inquest serve` as a child process, and what it says.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { ROOT } from "../../support/cli.ts";
import { scratch } from "../../support/scratch.ts";
import { createHttpTransport } from "../../../renderer/api/http.ts";
import type { HttpTransport } from "../../../renderer/api/http.ts";

export interface Serving {
  readonly child: ChildProcess;
  readonly port: number;
  readonly base: string;
  readonly token: string;
  /** What was written so far. */
  readonly said: { stdout: string; stderr: string };
  /** Exit code and signal. */
  readonly ended: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
}

export interface ServeOptions {
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The folder for settings, cache and state; by default one for this test file. */
  readonly home?: string;
}

/** Starts it; no settings of whoever runs the tests take part. */
export function startServe(
  args: readonly string[],
  options: ServeOptions = {},
): Omit<Serving, "port" | "base" | "token"> {
  const { nodeArgs = [], env = {}, home = scratch("home") } = options;
  const child = spawn(process.execPath, [...nodeArgs, "bin/inquest.mjs", "serve", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", NO_COLOR: "1", INQUEST_HOME: home, ...env },
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  return { child, said, ended };
}

/** Starts it and waits for its address. */
export async function serving(args: readonly string[], options: ServeOptions = {}): Promise<Serving> {
  const started = startServe(["--no-open", ...args], options);
  const ended = started.ended.then(() => {
    throw new Error(`it ended: ${started.said.stderr}`);
  });
  while (!started.said.stdout.includes("Stop with Ctrl+C\n")) {
    await Promise.race([once(started.child.stdout!, "data"), ended]);
  }
  ended.catch(() => {});
  const [, port, token] = /^http:\/\/127\.0\.0\.1:([0-9]+)\/#token=([A-Za-z0-9_-]{43})$/m.exec(
    started.said.stdout,
  )!;
  return { ...started, port: Number(port), base: `http://127.0.0.1:${port!}`, token: token! };
}

/** A page at it. */
export async function pageOf({ base, token }: Pick<Serving, "base" | "token">): Promise<HttpTransport> {
  const stored = new Map<string, string>();
  const transport = await createHttpTransport({
    base,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    location: { hash: `#token=${token}`, setHash: () => {} },
  });
  if ("refused" in transport) throw new Error(transport.refused);
  return transport;
}
