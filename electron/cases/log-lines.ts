// Cuts a log's bytes into lines as they come. A line longer than the format allows is hashed and not kept.

import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { MAX_LINE_BYTES } from "../../shared/model/limits.ts";
import { nodePlatform } from "../platform/node-platform.ts";

const LF = 0x0a;

export interface LogLine {
  /** Of the log, in bytes. */
  readonly offset: number;
  /** Without the LF. */
  readonly length: number;
  /** 32 bytes, over the line without its LF; they hold during the call. */
  readonly sha256: Buffer;
  /** A view that holds during the call; null where the line is too long. */
  readonly bytes: Buffer | null;
}

export class LogLines {
  private readonly onLine: (line: LogLine) => void;
  private readonly digest = Buffer.alloc(32);
  private readonly kept = Buffer.allocUnsafeSlow(MAX_LINE_BYTES);
  private offset = 0;
  private carried = 0;
  private long: Hash | null = null;

  constructor(onLine: (line: LogLine) => void) {
    this.onLine = onLine;
  }

  write(chunk: Uint8Array): void {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let lf = buffer.indexOf(LF); lf >= 0; lf = buffer.indexOf(LF, from)) {
      if (this.carried === 0) this.line(buffer.subarray(from, lf));
      else {
        this.carry(buffer.subarray(from, lf));
        this.endCarried();
      }
      this.offset += 1;
      from = lf + 1;
    }
    if (from < buffer.length) this.carry(buffer.subarray(from));
  }

  /** A last line that no LF ends is a line too. */
  end(): void {
    if (this.carried > 0) this.endCarried();
  }

  private line(bytes: Buffer): void {
    if (bytes.length > MAX_LINE_BYTES) {
      this.carry(bytes);
      this.endCarried();
      return;
    }
    nodePlatform.sha256Into(bytes, this.digest, 0);
    this.onLine({ offset: this.offset, length: bytes.length, sha256: this.digest, bytes });
    this.offset += bytes.length;
  }

  private carry(bytes: Buffer): void {
    const before = this.carried;
    this.carried += bytes.length;
    if (this.long === null && this.carried > MAX_LINE_BYTES) {
      this.long = createHash("sha256").update(this.kept.subarray(0, before));
    }
    if (this.long === null) this.kept.set(bytes, before);
    else this.long.update(bytes);
  }

  private endCarried(): void {
    const length = this.carried;
    const { long } = this;
    this.carried = 0;
    this.long = null;
    if (long === null) this.line(this.kept.subarray(0, length));
    else {
      this.onLine({ offset: this.offset, length, sha256: long.digest(), bytes: null });
      this.offset += length;
    }
  }
}
