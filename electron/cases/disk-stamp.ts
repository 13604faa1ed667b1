// Whether a path still names the file that was verified, as far as the file system can tell without reading it.

import { stat } from "node:fs/promises";
import type { Case } from "../../shared/contract/cases.ts";
import { errorCode } from "../platform/explain.ts";

/** Device, number, size and time of change of a file; null where there is none. */
export type DiskStamp = string | null;

/** Reading through the path gives what it gives: another error than "not there" counts as a change. */
export async function stampOf(path: string): Promise<DiskStamp> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs].join(" ");
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOENT" || code === "ENOTDIR" ? null : `error ${code ?? ""}`;
  }
}

export function compareStamps(before: DiskStamp, now: DiskStamp): Case["disk"] {
  if (now === null) return "missing";
  return now === before ? "unchanged" : "changed";
}
