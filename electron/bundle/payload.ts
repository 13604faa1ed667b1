// The files of a folder that is to become a bundle's payload.

import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { decodeUtf8 } from "../../shared/encoding/bytes.ts";
import { pathFault } from "../../shared/encoding/path.ts";
import { Fault } from "../../shared/model/fault.ts";
import { MAX_ENTRIES } from "../../shared/model/limits.ts";
import { explain } from "../platform/explain.ts";

export interface PayloadFile {
  /** Path in the bundle, below `data/`. */
  readonly path: string;
  /** Path on disk. */
  readonly source: string;
}

/** All plain files below `folder`, in path order. @throws Fault `payload-...` or a `path-` code. */
export async function listPayload(folder: string): Promise<PayloadFile[]> {
  const out: PayloadFile[] = [];
  try {
    if (!(await lstat(folder)).isDirectory()) {
      throw new Fault(
        "payload-not-a-folder",
        `${folder} is not a folder: give the folder that holds what data/ is to hold`,
      );
    }
    await walk(folder, "data", out);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("payload-unreadable", `${folder} cannot be read: ${explain(error)}`);
  }
  if (out.length === 0) throw new Fault("payload-empty", `${folder} holds no files`);
  return out.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function walk(folder: string, path: string, out: PayloadFile[]): Promise<void> {
  // Names as bytes: read as text, one that is not UTF-8 would quietly become another name.
  for (const entry of await readdir(folder, { withFileTypes: true, encoding: "buffer" })) {
    const name = decodeName(entry.name, folder);
    const source = join(folder, name);
    const inner = `${path}/${name}`;
    if (entry.isDirectory()) {
      await walk(source, inner, out);
      continue;
    }
    if (!entry.isFile()) {
      const what = entry.isSymbolicLink() ? "a symbolic link" : "not a plain file";
      throw new Fault(
        "payload-not-a-file",
        `${source} is ${what}: put the file itself there, or leave it out`,
      );
    }
    const fault = pathFault(inner);
    if (fault !== null) throw new Fault(fault.code, `${source} cannot go into a bundle: ${fault.message}`);
    out.push({ path: inner, source });
    if (out.length > MAX_ENTRIES)
      throw new Fault("limit-entries", `${folder} holds more than ${MAX_ENTRIES} files`);
  }
}

function decodeName(bytes: Uint8Array, folder: string): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    const shown = Buffer.from(bytes).toString("latin1");
    throw new Fault("path-not-utf8", `${join(folder, shown)} has a name that is not UTF-8: rename it`);
  }
}
