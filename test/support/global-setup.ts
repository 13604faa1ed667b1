// Builds the command line once before all tests: those that run it run what the sources say.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export default function setup(): void {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  execFileSync(process.execPath, ["tools/build.mjs"], { cwd, stdio: "inherit" });
}
