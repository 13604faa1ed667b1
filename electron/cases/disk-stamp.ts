// Whether a path still names the file that was verified, as far as the file system can tell without reading it.

import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { errorCode } from "../platform/explain.ts";
import { openToRead } from "../platform/files.ts";

export interface Stamp {
  /** Device, number, size and time of the last writing. Any program may set that time to what it was. */
  readonly file: string;
  /** Time of the last change to the file or to what the system notes of it, which no program may set. */
  readonly touched: bigint | null;
}
/** Null where there is no file. */
export type DiskStamp = Stamp | null;

/** Reading through the path gives what it gives: another error than "not there" counts as a change. */
export async function stampOf(path: string): Promise<DiskStamp> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return { file: [dev, ino, size, mtimeNs].join(" "), touched: ctimeNs };
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOENT" || code === "ENOTDIR" ? null : { file: `error ${code ?? ""}`, touched: null };
  }
}

/**
 * `touched`: renamed, given other rights, or written to by somebody who has put the time of writing back. Its bytes
 * alone say whether it is the same.
 */
export function compareStamps(
  before: DiskStamp,
  now: DiskStamp,
): "unchanged" | "touched" | "changed" | "missing" {
  if (now === null) return "missing";
  if (before === null || now.file !== before.file) return "changed";
  return now.touched === before.touched ? "unchanged" : "touched";
}

/** SHA-256 of the file, hex. Rejects with the signal's reason, and with errors of the system. */
export async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const handle = await openToRead(path);
  try {
    const hash = createHash("sha256");
    const block = Buffer.allocUnsafeSlow(1 << 20);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(block, 0, block.length, null);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(block.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
