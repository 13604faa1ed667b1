// The web host as a benchmark sees it: started, asked over HTTP, ended.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallName, Input, Output } from "../../shared/contract/calls.ts";
import { unwrap } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const meter = fileURLToPath(new URL("loop-delay.mjs", import.meta.url));

export interface Served {
  readonly address: string;
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Ends the host; the longest time that its main thread was blocked, in milliseconds. */
  end(): Promise<number>;
}

export async function serve(args: readonly string[]): Promise<Served> {
  const home = mkdtempSync(join(tmpdir(), "inquest-bench-"));
  const child = spawn(
    process.execPath,
    ["--import", meter, `${root}bin/inquest.mjs`, "serve", "--no-open", ...args],
    {
      env: { PATH: process.env["PATH"] ?? "", HOME: home, INQUEST_HOME: home, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
      const match = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(output);
      if (match !== null) resolve(match[0]);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("exit", (code) => reject(new Error(`inquest serve ended with ${code}:\n${output}`)));
  });
  const url = new URL(address);
  const token = new URLSearchParams(url.hash.slice(1)).get("token");
  const post = async (path: string, body: unknown, session: string | null): Promise<unknown> => {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (session !== null) headers["authorization"] = `Bearer ${session}`;
    const answer = await fetch(new URL(path, url), { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { session } = (await post("/api/session", { token }, null)) as { session: string };
  return {
    address,
    call: async (name, input) =>
      unwrap((await post(`/api/call/${name}`, input, session)) as Reply<Output<typeof name>>),
    end: async () => {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await ended;
      rmSync(home, { recursive: true, force: true });
      return Number(/longest-block-ms ([\d.]+)/.exec(output)?.[1] ?? Number.NaN);
    },
  };
}
