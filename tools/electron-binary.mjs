// Whether the desktop application can be started here: Electron's binary, and a display to show it on. The binary is not part
// of the npm package; Electron's own installer fetches it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const electron = fileURLToPath(new URL("../node_modules/electron", import.meta.url));
const INSTALL_LIMIT_MS = 180_000;

/** The path of the binary that is there already, or null. Nothing is fetched. */
export function electronBinary() {
  const pathFile = join(electron, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : defaultName();
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = join(own === undefined || own === "" ? join(electron, "dist") : own, name);
  return existsSync(path) ? path : null;
}

function defaultName() {
  if (process.platform === "darwin") return "Electron.app/Contents/MacOS/Electron";
  return process.platform === "win32" ? "electron.exe" : "electron";
}

/** Asks Electron's installer for the binary, quietly and for a limited time; the path or null. */
export function fetchElectron() {
  const script = join(electron, "install.js");
  if (!existsSync(script)) return null;
  spawnSync(process.execPath, [script], { stdio: "ignore", timeout: INSTALL_LIMIT_MS });
  return electronBinary();
}

/** False where a Linux session has no display. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => (process.env[name] ?? "") !== "");
}
