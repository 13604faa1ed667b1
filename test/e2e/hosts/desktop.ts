// The desktop shell, on the stand-in or on real Electron: the same built files, the same answers to dialogs.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { scratchName } from "./scratch-name.ts";
import type { DesktopApp } from "./desktop-app.ts";
import type { LaunchOptions, RunningApp } from "./app.ts";

export interface DesktopLauncher {
  (options: {
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  }): Promise<DesktopApp>;
}

export async function launchDesktop(
  launcher: DesktopLauncher,
  home: string,
  options: LaunchOptions,
): Promise<RunningApp> {
  const args = [...(options.sample === true ? ["--sample"] : []), ...(options.bundles ?? [])];
  const app = await launcher({ args, env: { HOME: home, INQUEST_HOME: home, ...options.env } });
  const page = await app.firstWindow();
  return {
    page,
    home,
    choose: (...paths) =>
      app.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
        },
        [...paths],
      ),
    saving: async (act) => {
      const folder = home;
      const target = join(folder, scratchName());
      const name = await app.evaluate(({ dialog }, filePath) => {
        const holder = globalThis as { suggested?: string };
        dialog.showSaveDialog = (...list: unknown[]) => {
          const asked = list.at(-1) as { defaultPath?: string };
          holder.suggested = asked.defaultPath ?? "";
          return Promise.resolve({ canceled: false, filePath });
        };
        return "";
      }, target);
      await act();
      const suggested = await waitFor(() =>
        app.evaluate(() => (globalThis as { suggested?: string }).suggested ?? null, null),
      );
      const text = await waitFor(() => Promise.resolve(readIfThere(target)));
      return { name: basename(suggested || name), text };
    },
    drop: (...paths) => app.drop(page, paths),
    output: () => app.output(),
    close: () => app.close(),
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Asks until there is an answer; the spec's own time limit ends it. */
async function waitFor<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
