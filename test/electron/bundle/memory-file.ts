// A file in memory behind the two calls of a FileHandle that reading and writing archives make: tens of thousands of
// small writes then cost no system calls.

import type { FileHandle } from "node:fs/promises";

export class MemoryFile {
  private buffer: Buffer = Buffer.alloc(1 << 16);
  private size = 0;

  constructor(content: Uint8Array = new Uint8Array(0)) {
    void this.write(content, 0, content.length, 0);
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.size);
  }

  get handle(): FileHandle {
    return this as unknown as FileHandle;
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    while (position + length > this.buffer.length) this.buffer = Buffer.concat([this.buffer, this.buffer]);
    this.buffer.set(bytes.subarray(offset, offset + length), position);
    this.size = Math.max(this.size, position + length);
    return Promise.resolve({ bytesWritten: length });
  }

  read(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }> {
    const bytesRead = Math.max(0, Math.min(length, this.size - position));
    bytes.set(this.buffer.subarray(position, position + bytesRead), offset);
    return Promise.resolve({ bytesRead });
  }
}
