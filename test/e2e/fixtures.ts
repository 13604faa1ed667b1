// What specs start with: an application in the host that the project names, in a home of its own.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { launchDesktop } from "./hosts/desktop.ts";
import { launchElectron } from "./hosts/real-electron.ts";
import { launchStandIn } from "./hosts/stand-in.ts";
import { launchWeb } from "./hosts/web.ts";
import type { LaunchOptions, RunningApp } from "./hosts/app.ts";

export { expect } from "@playwright/test";
export type HostName = "web" | "stand-in" | "electron";
export type Launch = (options?: LaunchOptions) => Promise<RunningApp>;

interface Fixtures {
  readonly hostName: HostName;
  /** A folder for the spec's files, removed afterwards. */
  readonly folder: string;
  /** Starts the application; it is ended after the spec. */
  readonly launch: Launch;
}

export const test = base.extend<Fixtures>({
  hostName: ["web", { option: true }],
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "inquest-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  launch: async ({ hostName, folder }, use) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const home = join(folder, `home-${running.length}`);
      mkdirSync(join(home, "config"), { recursive: true });
      if (options.trust !== undefined) writeFileSync(join(home, "config", "trust.json"), options.trust);
      if (options.blockCache === true) {
        mkdirSync(join(home, "cache"));
        writeFileSync(join(home, "cache", "cases"), "");
      }
      const app = await start(hostName, home, options);
      running.push(app);
      return app;
    });
    for (const app of running) await app.close();
  },
});

function start(hostName: HostName, home: string, options: LaunchOptions): Promise<RunningApp> {
  if (hostName === "web") return launchWeb(home, options);
  return launchDesktop(hostName === "electron" ? launchElectron : launchStandIn, home, options);
}
