// Reads a file from front to back exactly once and hashes every byte on the way, so that the hash in a verdict
// is the hash of what was verified, even if the file changes meanwhile.

import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Fault } from "../../shared/model/fault.ts";
import type { ByteSource } from "./byte-source.ts";

const BLOCK = 1 << 20;

export class SequentialFile implements ByteSource {
  private readonly file: FileHandle;
  private readonly size: number;
  private readonly hash: Hash = createHash("sha256");
  private readonly memory = Buffer.allocUnsafeSlow(BLOCK);
  private block = this.memory.subarray(0, 0);
  private used = 0;
  private read = 0;

  constructor(file: FileHandle, size: number) {
    this.file = file;
    this.size = size;
  }

  /** Offset of the next byte that `chunk` gives. */
  get position(): number {
    return this.read - (this.block.length - this.used);
  }

  /** The next bytes, at least one and at most `limit`: a view that holds until the next call. */
  async chunk(limit: number): Promise<Uint8Array> {
    if (this.used === this.block.length) await this.fill();
    const end = Math.min(this.block.length, this.used + limit);
    const piece = this.block.subarray(this.used, end);
    this.used = end;
    return piece;
  }

  /** SHA-256 of all bytes up to the end of the file, hex. */
  async digest(): Promise<string> {
    while (this.read < this.size) await this.fill();
    return this.hash.digest("hex");
  }

  private async fill(): Promise<void> {
    const { bytesRead } = await this.file.read(
      this.memory,
      0,
      Math.min(BLOCK, this.size - this.read),
      this.read,
    );
    if (bytesRead === 0) throw new Fault("zip-truncated", "the file ends earlier than its directory says");
    this.block = this.memory.subarray(0, bytesRead);
    this.used = 0;
    this.read += bytesRead;
    this.hash.update(this.block);
  }
}
