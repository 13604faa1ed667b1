#!/usr/bin/env node
// The launcher, in plain JavaScript that old Node versions read too. Inquest needs Node 24; the project brings
// its own, which is used where the one on the path is too old.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MAJOR = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const args = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) >= MAJOR) {
  const program = join(root, "dist", "cli.js");
  if (existsSync(program)) {
    const { main } = await import(program);
    await main(args);
  } else {
    say("the program is not built yet: run 'npm ci' (or 'npm run build') in its folder");
  }
} else {
  const suffix = process.platform === "win32" ? "node.exe" : "node";
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const own = [join(root, "node_modules"), dirname(root)]
    .map((base) => join(base, name, "bin", suffix))
    .find(existsSync);
  if (own === undefined) {
    say(
      `Node ${MAJOR} or newer is needed, this is ${process.versions.node}: run 'npm ci' in ${root}, or install Node ${MAJOR}`,
    );
  } else {
    const child = spawn(own, [fileURLToPath(import.meta.url), ...args], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        // A terminal sends Ctrl+C to both: a second one would mean that somebody will not wait.
        if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on("error", (error) => say(`${own} cannot be started: ${error.message}`));
    child.on("exit", (status, signal) => {
      process.exitCode = status ?? 70;
      if (signal === null) return;
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  }
}

function say(message) {
  process.stderr.write(`inquest: ${message}\n`);
  process.exitCode = 70;
}
