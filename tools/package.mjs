// npm run package: builds, then has electron-builder make packages. `--dir` alone makes a folder and needs no network if
// ELECTRON_OVERRIDE_DIST_PATH names a folder with Electron; every other argument is electron-builder's own.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);
const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const { version } = JSON.parse(
  readFileSync(new URL("../node_modules/electron/package.json", import.meta.url), "utf8"),
);

const electron = [
  `-c.electronVersion=${version}`,
  ...(own === undefined || own === "" ? [] : [`-c.electronDist=${own}`]),
];
const steps = [
  ["tools/build.mjs"],
  ["node_modules/electron-builder/cli.js", "--publish", "never", ...electron, ...args],
];
for (const step of steps) {
  const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
