// A file that a page sends: streamed to disk under a name of ours, in a folder that nobody else can look into.

import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, rm, statfs } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Reply } from "../../shared/contract/reply.ts";
import { failure, success } from "../../shared/contract/reply.ts";
import { errorCode, explain } from "../platform/explain.ts";

/** Left free on the disk: indexes and the system need some. */
const SPARE_BYTES = 64 * 1024 * 1024;
const MAX_NAME = 255;

/** What names this machine in the name of a folder that other machines may see too. */
const MACHINE = hostname().replaceAll(/[^0-9A-Za-z]/g, "") || "machine";

/**
 * Makes this run's folder for uploads (0700) below the cache folder: evidence may be larger than a /tmp that lies in
 * memory. Folders of runs on this machine that ended without removing theirs are removed. Where nothing can be written
 * there, the folder is a temporary one: a disk that is full or read-only does not keep anybody from reviewing.
 */
export async function uploadFolder(cache: string): Promise<string> {
  try {
    return await folderBelow(cache);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return mkdtemp(join(tmpdir(), "inquest-uploads-"));
  }
}

async function folderBelow(cache: string): Promise<string> {
  const base = join(cache, "uploads");
  await mkdir(base, { recursive: true, mode: 0o700 });
  for (const name of await readdir(base)) {
    const [machine, pid] = name.split("-");
    if (machine === MACHINE && !isAlive(Number(pid)))
      await rm(join(base, name), { recursive: true, force: true }).catch(() => {});
  }
  return mkdtemp(join(base, `${MACHINE}-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}

/**
 * Streams a request's body into a new file of the folder (0600) and gives its path. What cannot be finished is
 * removed; the rest of the body is then still to be read. Rejects where the sender goes away.
 */
export async function receiveUpload(
  request: IncomingMessage,
  folder: string,
): Promise<Reply<{ readonly path: string }>> {
  const size = Number(request.headers["content-length"] ?? 0);
  const path = join(folder, `${randomBytes(16).toString("hex")}.inqb`);
  let gone: unknown;
  try {
    const { bavail, bsize } = await statfs(folder);
    if (size + SPARE_BYTES > bavail * bsize) return notWritten("the disk has no room for it");
    const file = await open(path, "wx", 0o600);
    try {
      for await (const part of partsOf(request, (error) => (gone = error))) await file.writeFile(part);
    } finally {
      await file.close();
    }
    return success({ path });
  } catch (error) {
    await rm(path, { force: true });
    if (gone !== undefined) throw error;
    return notWritten(explain(error));
  }
}

/** The body in parts. The request outlives an error of whoever reads them: there is an answer to send. */
async function* partsOf(request: IncomingMessage, onGone: (error: unknown) => void): AsyncGenerator<Buffer> {
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  try {
    for await (const part of parts) yield part;
  } catch (error) {
    onGone(error);
    throw error;
  }
}

function notWritten(reason: string): Reply<never> {
  return failure(
    "not-written",
    `the file cannot be received: ${reason}. Copy it to the host's machine and open it by its path`,
  );
}

/** The name to show: the last part of what the page said, as text; no path is ever made of it. */
export function shownName(query: string): string {
  const said = new URLSearchParams(query).get("name") ?? "";
  const last = said.toWellFormed().split(/[/\\]/).at(-1)!.slice(0, MAX_NAME);
  return last === "" ? "bundle.inqb" : last;
}
