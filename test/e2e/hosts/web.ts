// The web host: the built command line serves, Chromium shows.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { chromiumOptions } from "../../../tools/browser.mjs";
import { ROOT } from "../../support/cli.ts";
import type { LaunchOptions, RunningApp } from "./app.ts";
import { dragFiles } from "./drag-files.ts";

export async function launchWeb(
  home: string,
  options: LaunchOptions,
  browserOf: () => Promise<Browser> = () => chromium.launch(chromiumOptions()),
): Promise<RunningApp> {
  const args = [
    "serve",
    "--no-open",
    ...(options.sample === true ? ["--sample"] : []),
    ...(options.bundles ?? []),
  ];
  const child = spawn(process.execPath, [join(ROOT, "bin/inquest.mjs"), ...args], {
    cwd: home,
    env: { PATH: process.env["PATH"] ?? "", HOME: home, INQUEST_HOME: home, NO_COLOR: "1", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const address = new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
      const match = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(output);
      if (match !== null) resolve(match[0]);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  const url = await address;
  const browser = await browserOf();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    home,
    choose: (...paths) => {
      page.once("filechooser", (chooser) => void chooser.setFiles([...paths]));
      return Promise.resolve();
    },
    saving: async (act) => {
      const [download] = await Promise.all([page.waitForEvent("download"), act()]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
    },
    drop: (...paths) => dragFiles(page, paths),
    output: () => output,
    close: async () => {
      await browser.close();
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGINT");
        await ended;
      }
    },
  };
}
