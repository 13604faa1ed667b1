// The command line of the desktop application. Chromium and Electron read it too: what is not ours is left to them.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface StartArguments {
  /** Bundles to open: absolute paths, each once, in the order given. */
  readonly bundles: readonly string[];
  /** Another trust file than the user's own. */
  readonly trust: string | null;
  /** Open the sample incident. */
  readonly sample: boolean;
  /** What was wrong, in sentences. */
  readonly problems: readonly string[];
}

/**
 * @param args without the program itself.
 * @param folder what relative paths are relative to.
 * @param own paths of the program, which an unpackaged one has among its arguments.
 */
export function parseArguments(
  args: readonly string[],
  folder: string,
  own: readonly string[] = [],
): StartArguments {
  const bundles = new Set<string>();
  const problems: string[] = [];
  let trust: string | null = null;
  let sample = false;
  const rest = [...args];
  for (let given = rest.shift(); given !== undefined; given = rest.shift()) {
    if (given === "--sample") sample = true;
    else if (given === "--trust" || given.startsWith("--trust=")) {
      const value = given === "--trust" ? takeValue(rest) : given.slice("--trust=".length);
      if (value === "") problems.push("--trust needs the path of a trust file: none was given.");
      else trust = toPath(value, folder);
    } else if (!given.startsWith("-") && given !== "") {
      const path = toPath(given, folder);
      if (path === null) problems.push(`${given} is no file of this machine.`);
      else if (!own.includes(path)) bundles.add(path);
    }
  }
  return { bundles: [...bundles], trust, sample, problems };
}

function takeValue(rest: string[]): string {
  return rest[0] === undefined || rest[0].startsWith("--") ? "" : rest.shift()!;
}

/** Desktop environments may give addresses instead of paths. */
function toPath(given: string, folder: string): string | null {
  if (!given.startsWith("file:")) return resolve(folder, given);
  try {
    return fileURLToPath(given);
  } catch {
    return null;
  }
}
