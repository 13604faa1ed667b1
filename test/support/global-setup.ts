// Builds everything once before all tests: those that run it run what the sources say. `npm test` has built it already.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export default function setup(): void {
  if (process.env["INQUEST_BUILT"] !== undefined) return;
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  execFileSync(process.execPath, ["tools/build.mjs"], { cwd, stdio: "inherit" });
}
