// Writing files so that a crash, a full disk or a second process never leaves half of one.

import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { copyFile, constants, link, open, rename, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault } from "../../shared/model/fault.ts";
import { errorCode } from "./explain.ts";

/**
 * Opens a file for reading without waiting: a pipe that nobody writes to would keep a plain open from returning.
 * Whether it is a plain file is for the caller to look at.
 */
export async function openToRead(path: string): Promise<FileHandle> {
  // Windows has no such flag, and no such pipes.
  return open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
}

/** Files that are not yet whole: removed when the program is told to end. */
const unfinished = new Set<string>();

/** A name beside the target for a file that is not yet whole; `removePartial` when it is no longer needed. */
export function partialPath(target: string): string {
  const path = join(dirname(target), `.inquest-${randomBytes(6).toString("hex")}.part`);
  unfinished.add(path);
  return path;
}

export async function removePartial(path: string): Promise<void> {
  await unlink(path).catch(() => {});
  unfinished.delete(path);
}

/** For the moment of a signal: nothing half made stays behind. */
export function removeAllPartials(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

/** Replaces (or makes) a file in one step: written aside, synced, renamed, folder synced. */
export async function replaceFile(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  await writeAside(path, mode, true, async (file) => {
    await file.writeFile(bytes);
  });
}

/**
 * Writes a file aside and moves it into place when it is whole. Where it must not replace anything, a file that
 * appears meanwhile is kept. On any error nothing is left behind.
 * @throws Fault `output-exists`.
 */
export async function writeAside(
  path: string,
  mode: number,
  replace: boolean,
  write: (file: FileHandle, partial: string) => Promise<void>,
): Promise<void> {
  const partial = partialPath(path);
  try {
    const file = await open(partial, "wx+", mode);
    try {
      await write(file, partial);
      await file.sync();
    } finally {
      await file.close();
    }
    if (replace) await rename(partial, path);
    else await moveNew(partial, path);
  } finally {
    await removePartial(partial);
  }
  await syncFolder(dirname(path));
}

async function moveNew(partial: string, path: string): Promise<void> {
  try {
    // A hard link fails where the name is taken, which a rename would not.
    await link(partial, path);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") throw existsFault(path);
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EOPNOTSUPP" && code !== "ENOSYS") throw error;
    await copyFile(partial, path, constants.COPYFILE_EXCL).catch((cause: unknown) => {
      if (errorCode(cause) === "EEXIST") throw existsFault(path);
      throw cause;
    });
  }
}

export function existsFault(path: string): Fault {
  return new Fault(
    "output-exists",
    `${path} exists already and is kept: choose another name, or give --force`,
  );
}

/** Makes sure that a new or renamed file is still there after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // Some systems cannot open folders; there the rename alone has to do.
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
