// The trust file on disk: where it is by default, reading it, and changing it without ever losing it.

import { createHash } from "node:crypto";
import { mkdir, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
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

/** INQUEST_TRUST, or the platform's place for a program's settings. */
export function defaultTrustPath(env: NodeJS.ProcessEnv = process.env): string {
  if (env["INQUEST_TRUST"] !== undefined && env["INQUEST_TRUST"] !== "") return env["INQUEST_TRUST"];
  const home = homedir();
  if (process.platform === "win32")
    return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Inquest", "trust.json");
  if (process.platform === "darwin")
    return join(home, "Library", "Application Support", "Inquest", "trust.json");
  return join(env["XDG_CONFIG_HOME"] ?? join(home, ".config"), "inquest", "trust.json");
}

/**
 * Loads a trust file. A file that the user named must be there; the default one may be missing.
 * @throws Fault `trust-unreadable` or one of parseTrust's, naming the file.
 */
export async function loadTrust(named: string | undefined): Promise<LoadedTrust> {
  const path = named ?? defaultTrustPath();
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).size > MAX_TRUST_BYTES)
      throw new Error(`it is larger than ${MAX_TRUST_BYTES} bytes`);
    bytes = await readFile(path);
  } catch (error) {
    const missing = errorCode(error) === "ENOENT";
    if (missing && named === undefined) return { trust: NO_TRUST, path: null, sha256: null };
    throw new Fault("trust-unreadable", `the trust file ${path} cannot be read: ${explain(error)}`, {
      file: path,
    });
  }
  try {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { trust: parseTrust(bytes, nodePlatform), path, sha256 };
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

/** Writes a trust file in one step: readers see the old one or the new one. */
export async function saveTrust(path: string, file: TrustFile): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(file, null, 2)}\n`, "utf8");
  // What is written must be readable again, by the same rules.
  parseTrust(bytes, nodePlatform);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, bytes, 0o644);
}
