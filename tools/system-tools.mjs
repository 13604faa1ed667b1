// What tests need of the system. The interoperability tests check bundles with programs that are not ours: unzip, sha256sum,
// openssl; the end-to-end tests drive a real browser. What is missing is installed from Debian's packages if that is
// possible, and asked for plainly if not.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findChromium } from "./browser.mjs";

const answers = (command, args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
const TOOLS = [
  { packageName: "unzip", isThere: () => answers("unzip", ["-v"]) },
  { packageName: "openssl", isThere: () => answers("openssl", ["version"]) },
  { packageName: "coreutils", isThere: () => answers("sha256sum", ["--version"]) },
  { packageName: "chromium", isThere: () => findChromium() !== null },
];

/** True when all are there afterwards. */
export function ensureTools() {
  const missing = absent();
  if (missing.length === 0) return true;
  process.stdout.write(`installing ${missing.join(", ")}\n`);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", ...missing],
  ]) {
    const [command, ...rest] = [...asRoot, "apt-get", ...args];
    spawnSync(command, rest, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const still = absent();
  if (still.length > 0) process.stdout.write(`please install: ${still.join(", ")}\n`);
  return still.length === 0;
}

function absent() {
  return TOOLS.filter(({ isThere }) => !isThere()).map(({ packageName }) => packageName);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = ensureTools() ? 0 : 1;
