// What is kept of an open case beside its thread, and what follows from that alone.

import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Case } from "../../shared/contract/cases.ts";
import type { CaseThread } from "./case-thread.ts";
import { verifyCommandLine } from "./command-line.ts";
import type { DiskStamp } from "./disk-stamp.ts";
import type { Opened } from "./protocol.ts";

export interface CaseRequest {
  readonly path: string;
  /** The file's name alone. */
  readonly name: string;
  /** What stands for the path in whatever is shown: an upload is not where its user had it. */
  readonly shownPath: string;
  readonly origin: Case["origin"];
  /** Undefined: the default trust file, which may be missing. */
  readonly trustPath: string | undefined;
}

export interface OpenCase {
  readonly request: CaseRequest;
  state: Case;
  thread: CaseThread;
  /** Of the file that was verified. */
  stamp: DiskStamp;
  /** What was read from it was not what was verified, whatever its stamp says. */
  differs: boolean;
  /** At the disk: the last one that was begun, and one that waits for its end. */
  look: Promise<void>;
  nextLook: Promise<void> | null;
}

/** Of the user's own, as the host last saw it. */
export interface UserTrust {
  readonly path: string;
  readonly sha256: string | null;
}

/** The state of a case with a fresh verdict. */
export function stateOf(
  id: string,
  { shownPath, name, origin, trustPath }: CaseRequest,
  openedAt: string,
  { verdict, inventory, index }: Opened,
  verifiedIn: number,
): Case {
  return {
    id,
    path: shownPath,
    name,
    origin,
    openedAt,
    verdict,
    verifiedIn,
    inventory: [...inventory],
    clocks: [],
    clocksReady: false,
    index,
    disk: "unchanged",
    trustChanged: false,
    command: verifyCommandLine(shownPath, trustPath),
  };
}

/** Two requests with one key are for one case: the same file, judged by the same trust. */
export async function keyOf({ path, origin, trustPath }: CaseRequest): Promise<string> {
  const real = await realpath(path).catch(() => resolve(path));
  return JSON.stringify([real, origin === "sample", trustPath === undefined ? null : resolve(trustPath)]);
}

export function isJudgedByAnother(
  { origin, trustPath }: CaseRequest,
  { verdict }: Case,
  trust: UserTrust,
): boolean {
  if (origin === "sample") return false;
  const byUser = trustPath === undefined || resolve(trustPath) === resolve(trust.path);
  return byUser && verdict.trust.sha256 !== trust.sha256;
}
