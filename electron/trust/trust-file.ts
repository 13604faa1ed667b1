// The trust file on disk: where it is by default, reading it, and changing it without ever losing it.

import { mkdir, readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, posix, win32 } from "node:path";
import type { PlatformPath } from "node:path";
import { Fault } from "../../shared/model/fault.ts";
import { MAX_TRUST_BYTES } from "../../shared/model/limits.ts";
import { NO_TRUST } from "../../shared/model/trust.ts";
import type { Trust } from "../../shared/model/trust.ts";
import { parseTrust } from "../../shared/verify/trust.ts";
import type { TrustFile } from "../../shared/verify/trust.ts";
import { replaceFile } from "../platform/files.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { nodePlatform } from "../platform/node-platform.ts";

export interface LoadedTrust {
  readonly trust: Trust;
  readonly path: string | null;
  /** SHA-256 of the file, hex; null where there is none. */
  readonly sha256: string | null;
}

/** INQUEST_TRUST, or `trust.json` in the folder of settings. */
export function defaultTrustPath(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const named = env["INQUEST_TRUST"];
  if (named !== undefined && named !== "") return named;
  return joinOf(platform)(configFolder(env, platform), "trust.json");
}

/** Where a program keeps settings on this platform; INQUEST_HOME puts all that Inquest keeps below one folder. */
export function configFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const join = joinOf(platform);
  const own = env["INQUEST_HOME"];
  if (own !== undefined && own !== "") return join(own, "config");
  const home = homedir();
  if (platform === "win32")
    return join(folderOf(env, "APPDATA", platform) ?? join(home, "AppData", "Roaming"), "Inquest");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Inquest");
  return join(folderOf(env, "XDG_CONFIG_HOME", platform) ?? join(home, ".config"), "inquest");
}

/** A folder that the environment names; one that is empty or relative is as good as not named (XDG base directories). */
export function folderOf(
  env: NodeJS.ProcessEnv,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  const folder = env[name];
  return folder !== undefined && pathOf(platform).isAbsolute(folder) ? folder : undefined;
}

function pathOf(platform: NodeJS.Platform): PlatformPath {
  return platform === "win32" ? win32 : posix;
}

/** Joins paths by the rules of a platform, whatever this one is. */
export function joinOf(platform: NodeJS.Platform): (...parts: string[]) => string {
  return (...parts) => pathOf(platform).join(...parts);
}

/**
 * Loads a trust file. A file that the user named must be there; the default one may be missing.
 * @throws Fault `trust-unreadable` or one of parseTrust's, naming the file.
 */
export async function loadTrust(named: string | undefined): Promise<LoadedTrust> {
  const path = named ?? defaultTrustPath();
  const file = await readTrustFile(path);
  if (file !== null) return { trust: trustOf(path, file.bytes), path, sha256: file.sha256 };
  if (named === undefined) return { trust: NO_TRUST, path: null, sha256: null };
  throw new Fault("trust-unreadable", `the trust file ${path} cannot be read: there is no such file`, {
    file: path,
  });
}

export interface TrustBytes {
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
}

/** The file's content, whatever it is; null where there is none. @throws Fault `trust-unreadable`. */
export async function readTrustFile(path: string): Promise<TrustBytes | null> {
  try {
    if ((await stat(path)).size > MAX_TRUST_BYTES)
      throw new Error(`it is larger than ${MAX_TRUST_BYTES} bytes`);
    const bytes = await readFile(path);
    return { bytes, sha256: nodePlatform.sha256Hex(bytes) };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw new Fault("trust-unreadable", `the trust file ${path} cannot be read: ${explain(error)}`, {
      file: path,
    });
  }
}

/** @throws Fault, one of parseTrust's, naming the file. */
export function trustOf(path: string, bytes: Uint8Array): Trust {
  try {
    return parseTrust(bytes, nodePlatform);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const message = `the trust file ${path} is broken: ${error.message}. Nothing is trusted until it is repaired`;
    throw new Fault(error.code, message, { file: path });
  }
}

export function trustToFile(trust: Trust): TrustFile {
  const keys = trust.keys.map(({ vkey, roles, status, statusAt }) => ({
    vkey,
    roles: [...roles],
    status,
    statusAt,
  }));
  return { v: 1, threshold: trust.threshold, keys };
}

/** The file that a path leads to, also where it is to be made. A link stays a link when its file is replaced. */
export async function realTrustPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Writes a trust file in one step: readers see the old one or the new one. Gives its SHA-256, hex. */
export async function saveTrust(path: string, file: TrustFile): Promise<string> {
  const bytes = Buffer.from(`${JSON.stringify(file, null, 2)}\n`, "utf8");
  // What is written must be readable again, by the same rules.
  parseTrust(bytes, nodePlatform);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(await realTrustPath(path), bytes, 0o644);
  return nodePlatform.sha256Hex(bytes);
}
