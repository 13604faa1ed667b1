// The user's settings on disk.

import { join } from "node:path";
import * as z from "zod/mini";
import { settingsSchema } from "../../shared/contract/app.ts";
import type { Settings } from "../../shared/contract/app.ts";
import { Stored } from "./stored.ts";

const INITIAL: Settings = { theme: "system" };

/** `settings.json` in the folder of settings. Members that a newer version wrote are passed over. */
export function storedSettings(config: string, onNotice: (message: string) => void): Stored<Settings> {
  return new Stored({
    what: "The settings",
    path: join(config, "settings.json"),
    schema: z.object(settingsSchema.shape),
    initial: INITIAL,
    onNotice,
  });
}
