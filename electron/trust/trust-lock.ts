// One change of a trust file at a time, across programs: a lock file beside it. A program that ended in between leaves
// its lock behind; the next one sees that its process is gone and removes it.

import { open, readFile, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import { Fault } from "../../shared/model/fault.ts";
import { errorCode } from "../platform/explain.ts";
import { writeAside } from "../platform/files.ts";

export interface Patience {
  readonly tries: number;
  /** Milliseconds between two tries. */
  readonly pause: number;
}

const PATIENCE: Patience = { tries: 100, pause: 50 };

export function lockPath(trustPath: string): string {
  return `${trustPath}.lock`;
}

/**
 * Does work that nobody else does meanwhile with this trust file. The folder must be there.
 * @throws Fault `trust-locked` where another program keeps the lock.
 */
export async function withTrustLock<T>(
  trustPath: string,
  work: () => Promise<T>,
  { tries, pause }: Patience = PATIENCE,
): Promise<T> {
  const path = lockPath(trustPath);
  for (let i = 1; !(await take(path)); i += 1) {
    if (i >= tries) throw locked(trustPath, path);
    if (!(await breakStale(path))) await setTimeout(pause);
  }
  try {
    return await work();
  } finally {
    await unlink(path).catch(() => {});
  }
}

/** The lock appears with its content or not at all, so that nobody reads half of one. */
async function take(path: string): Promise<boolean> {
  const content = JSON.stringify({ pid: process.pid, host: hostname() });
  try {
    await writeAside(path, 0o600, false, (file) => file.writeFile(content));
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === "output-exists") return false;
    throw error;
  }
}

/**
 * Removes a lock whose process is gone. Only one program at a time may do so, and it looks again before: else two that
 * saw the same stale lock could remove each other's new one.
 */
async function breakStale(path: string): Promise<boolean> {
  if (!(await isStale(path))) return false;
  const breaking = `${path}.break`;
  try {
    await (await open(breaking, "wx", 0o600)).close();
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
  try {
    if (!(await isStale(path))) return false;
    await unlink(path);
    return true;
  } finally {
    await unlink(breaking).catch(() => {});
  }
}

/** True only where the process is surely gone: of another machine's, or of what cannot be read, nobody knows. */
async function isStale(path: string): Promise<boolean> {
  try {
    const { pid, host } = JSON.parse(await readFile(path, "utf8")) as { pid: unknown; host: unknown };
    if (typeof pid !== "number" || host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
}

function locked(trustPath: string, path: string): Fault {
  return new Fault(
    "trust-locked",
    `another program is changing the trust file ${trustPath}: try again, and where none is, remove ${path} (and ${path}.break)`,
    { file: trustPath },
  );
}
