// Builds what the specs run, unless that has just been done, and says which hosts they run in.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FullConfig } from "@playwright/test";

export default function setup(config: FullConfig): void {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  if (process.env["INQUEST_BUILT"] === undefined)
    execFileSync(process.execPath, ["tools/build.mjs"], { cwd, stdio: "inherit" });
  const hosts = config.projects.map(({ name }) => name);
  const electron = hosts.includes("electron")
    ? "real Electron"
    : "the stand-in for Electron only: Electron's binary is not here";
  process.stdout.write(`hosts: ${hosts.join(", ")} (desktop: ${electron})\n`);
}
