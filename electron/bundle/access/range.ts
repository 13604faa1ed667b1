// A stretch of a file read in order, without the hash that SequentialFile makes: what it holds was verified before.

import type { FileHandle } from "node:fs/promises";
import { Fault } from "../../../shared/model/fault.ts";
import type { ByteSource } from "../byte-source.ts";

const BLOCK = 1 << 19;

export interface RangeOptions {
  /** Bytes that are read from the disk at once. */
  readonly block?: number;
  /** Sees each chunk before it is given, with the bytes that are left behind it. */
  readonly onChunk?: (chunk: Uint8Array, left: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export class Range implements ByteSource {
  private readonly handle: FileHandle;
  private readonly options: RangeOptions;
  private readonly memory: Buffer;
  private block: Uint8Array = new Uint8Array(0);
  private used = 0;
  private at: number;
  private readonly end: number;

  constructor(handle: FileHandle, start: number, end: number, options: RangeOptions = {}) {
    this.handle = handle;
    this.at = start;
    this.end = end;
    this.options = options;
    this.memory = Buffer.allocUnsafeSlow(Math.min(options.block ?? BLOCK, Math.max(1, end - start)));
  }

  /** The next bytes, at least one and at most `limit`: a view that holds until the next call. */
  async chunk(limit: number): Promise<Uint8Array> {
    this.options.signal?.throwIfAborted();
    if (this.used === this.block.length) await this.fill();
    const piece = this.block.subarray(this.used, this.used + limit);
    this.used += piece.length;
    this.options.onChunk?.(piece, this.end - this.at + this.block.length - this.used);
    return piece;
  }

  private async fill(): Promise<void> {
    const want = Math.min(this.memory.length, this.end - this.at);
    const { bytesRead } = await this.handle.read(this.memory, 0, want, this.at);
    if (bytesRead === 0) throw new Fault("zip-truncated", "the file ends earlier than its directory says");
    this.block = this.memory.subarray(0, bytesRead);
    this.used = 0;
    this.at += bytesRead;
  }
}
