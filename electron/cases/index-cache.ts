// Where indexes are kept between runs: one folder a bundle, named by the bundle's own hash. What is found there is
// looked at before it is used, and made again where anything is not as it should be.

import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Restarts } from "../bundle/access/restarts.ts";
import { INDEX_FILE } from "./index-schema.ts";
import type { IndexMeta } from "./index-schema.ts";
import { RowStore } from "./row-store.ts";

export interface CachedIndex {
  readonly store: RowStore;
  readonly meta: IndexMeta;
  readonly restarts: Restarts;
}

const PART = /^index\.([0-9]+)-[0-9a-f]+\.part$/;

export class IndexCache {
  private readonly folder: string;
  private readonly bundleSha256: string;
  private readonly logSha256: string;

  constructor(cacheFolder: string, bundleSha256: string, logSha256: string) {
    this.folder = join(cacheFolder, "cases", bundleSha256);
    this.bundleSha256 = bundleSha256;
    this.logSha256 = logSha256;
  }

  /** The index of this very log, whole and of this version; null where there is none such. */
  find(): CachedIndex | null {
    let store: RowStore | null = null;
    try {
      store = RowStore.open(join(this.folder, INDEX_FILE));
      const { meta, restarts } = store.meta();
      const right =
        meta.bundleSha256 === this.bundleSha256 &&
        meta.logSha256 === this.logSha256 &&
        meta.rows === store.count();
      if (right) return { store, meta, restarts: Restarts.fromBytes(restarts) };
    } catch {
      // No index, or a broken one: it is made again either way.
    }
    store?.close();
    return null;
  }

  /** A path for an index that is not yet whole. @throws where the folder cannot be made. */
  aside(): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.removeAbandoned();
    return join(this.folder, `index.${process.pid}-${randomBytes(6).toString("hex")}.part`);
  }

  /** Makes sure that a whole index is on the disk. */
  async settle(aside: string): Promise<void> {
    const file = await open(aside, "r+");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Moves a settled index into place in one step, in the stead of one that may be there. Gives its path. */
  keep(aside: string): string {
    const path = join(this.folder, INDEX_FILE);
    renameSync(aside, path);
    return path;
  }

  /** Of programs that ended before theirs was whole. */
  private removeAbandoned(): void {
    for (const name of readdirSync(this.folder)) {
      const pid = PART.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(this.folder, name), { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, and is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
