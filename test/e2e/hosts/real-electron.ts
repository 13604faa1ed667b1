// The built application on Electron itself, where its binary is. Nothing here downloads it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron } from "playwright";
import { electronBinary } from "../../../tools/electron-binary.mjs";
import type { DesktopApp, LaunchOptions } from "./desktop-app.ts";
import { dragFiles } from "./drag-files.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** @throws Error where there is no binary. */
export async function launchElectron({ args = [], env = {} }: LaunchOptions = {}): Promise<DesktopApp> {
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error("Electron's binary is not installed: npx install-electron");
  const home = env["INQUEST_HOME"] === undefined ? mkdtempSync(join(tmpdir(), "inquest-home-")) : null;
  const app = await _electron.launch({
    executablePath,
    cwd: ROOT,
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), join(ROOT, "dist/main.js"), ...args],
    env: {
      ...(process.env as Record<string, string>),
      ...(home === null ? {} : { INQUEST_HOME: home }),
      ...env,
    },
  });
  let output = "";
  app.process().stdout?.on("data", (chunk) => (output += String(chunk)));
  app.process().stderr?.on("data", (chunk) => (output += String(chunk)));
  return {
    firstWindow: () => app.firstWindow(),
    windows: async () => app.windows(),
    evaluate: (fn, arg) => app.evaluate(fn as never, arg as never),
    drop: dragFiles,
    close: async () => {
      await app.close();
      if (home !== null) rmSync(home, { recursive: true, force: true });
    },
    output: () => output,
  };
}
