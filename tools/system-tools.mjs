// The interoperability tests check bundles with programs that are not ours: unzip, sha256sum, openssl. Where one
// is missing it is installed from Debian's packages if that is possible, and asked for plainly if not.
import { spawnSync } from "node:child_process";

const TOOLS = [
  { command: "unzip", args: ["-v"], packageName: "unzip" },
  { command: "openssl", args: ["version"], packageName: "openssl" },
  { command: "sha256sum", args: ["--version"], packageName: "coreutils" },
];

/** True when all are there afterwards. */
export function ensureTools() {
  const missing = absent();
  if (missing.length === 0) return true;
  const packages = missing.map(({ packageName }) => packageName);
  process.stdout.write(`installing ${packages.join(", ")}\n`);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", ...packages],
  ]) {
    const [command, ...rest] = [...asRoot, "apt-get", ...args];
    spawnSync(command, rest, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const still = absent();
  if (still.length > 0) {
    process.stdout.write(`please install: ${still.map(({ packageName }) => packageName).join(", ")}\n`);
  }
  return still.length === 0;
}

function absent() {
  return TOOLS.filter(({ command, args }) => spawnSync(command, args, { stdio: "ignore" }).status !== 0);
}
