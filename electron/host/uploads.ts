// Files that sessions have sent: copies of this program's own, removed when nobody needs them any more.

import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { CallError } from "../../shared/contract/reply.ts";

interface Upload {
  readonly path: string;
  readonly name: string;
  /** Openings that are under way. */
  opening: number;
  caseId: string | null;
}

export class Uploads {
  private readonly uploads = new Map<string, Upload>();

  /** The identifier, 32 hex digits that nobody can guess. */
  add(path: string, name: string): string {
    const id = randomBytes(16).toString("hex");
    this.uploads.set(id, { path, name, opening: 0, caseId: null });
    return id;
  }

  /**
   * Makes a case of an upload. One of which none could be made is removed.
   * @throws CallError `no-such-file`, or what `work` throws.
   */
  async open<T extends { readonly id: string }>(
    id: string,
    work: (path: string, name: string) => Promise<T>,
  ): Promise<T> {
    const upload = this.uploads.get(id);
    if (upload === undefined) {
      const message = "There is no upload of that name any more: send the file again.";
      throw new CallError({ code: "no-such-file", message });
    }
    upload.opening += 1;
    try {
      const opened = await work(upload.path, upload.name);
      upload.caseId = opened.id;
      return opened;
    } finally {
      upload.opening -= 1;
      if (upload.opening === 0 && upload.caseId === null) await this.remove(id, upload);
    }
  }

  /** The case that was made of an upload is closed. */
  async caseClosed(caseId: string): Promise<void> {
    for (const [id, upload] of this.uploads) if (upload.caseId === caseId) await this.remove(id, upload);
  }

  async removeAll(): Promise<void> {
    for (const [id, upload] of this.uploads) await this.remove(id, upload);
  }

  private async remove(id: string, { path }: Upload): Promise<void> {
    this.uploads.delete(id);
    // What cannot be removed now is in a folder for temporary files.
    await rm(path, { force: true }).catch(() => {});
  }
}
