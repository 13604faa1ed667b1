// Where this program keeps what it keeps, by the customs of the platform.

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import { configFolder, folderOf, joinOf } from "../trust/trust-file.ts";
import type { HostFolders } from "./types.ts";

/** From the built file in dist/, and from the source. */
const RESOURCES = ["../resources", "../../resources"];

/** INQUEST_HOME, where it is set, holds all three of the user's folders: `config`, `cache` and `state` below it. */
export function hostFolders(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): HostFolders {
  return {
    config: configFolder(env, platform),
    ...workFolders(env, platform),
    resources: resourcesFolder(),
  };
}

function workFolders(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Pick<HostFolders, "cache" | "state"> {
  const join = joinOf(platform);
  const home = homedir();
  const own = env["INQUEST_HOME"];
  if (own !== undefined && own !== "") return { cache: join(own, "cache"), state: join(own, "state") };
  if (platform === "win32") {
    const local = folderOf(env, "LOCALAPPDATA", platform) ?? join(home, "AppData", "Local");
    return { cache: join(local, "Inquest", "Cache"), state: join(local, "Inquest", "State") };
  }
  if (platform === "darwin") {
    const library = join(home, "Library");
    return {
      cache: join(library, "Caches", "Inquest"),
      state: join(library, "Application Support", "Inquest", "State"),
    };
  }
  return {
    cache: join(folderOf(env, "XDG_CACHE_HOME", platform) ?? join(home, ".cache"), "inquest"),
    state: join(folderOf(env, "XDG_STATE_HOME", platform) ?? join(home, ".local", "state"), "inquest"),
  };
}

function resourcesFolder(): string {
  const [first, ...rest] = RESOURCES.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return [first!, ...rest].find((path) => existsSync(`${path}/samples`)) ?? first!;
}
