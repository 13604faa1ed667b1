// Calls about the program itself.

import type { AppInfo } from "../../../shared/contract/app.ts";
import { TOOL } from "../../platform/version.ts";
import type { Core } from "../core.ts";
import type { Handlers } from "../types.ts";

type AppHandlers = Pick<Handlers, "app.info" | "settings.get" | "settings.set" | "task.cancel">;

export function appHandlers({ options, log, settings, events, tasks }: Core): AppHandlers {
  return {
    "app.info": (): AppInfo => ({
      name: "Inquest",
      version: TOOL.version,
      host: options.kind,
      platform: process.platform,
      versions: [...options.versions],
      capabilities: options.capabilities,
      logPath: log.path,
    }),
    "settings.get": () => settings.get(),
    "settings.set": async (input) => {
      const changed = await settings.change(() => input);
      events.emit({ event: "settings.changed", settings: changed });
      return changed;
    },
    "task.cancel": ({ task }, client) => ({ cancelled: tasks.cancel(client, task) }),
  };
}
