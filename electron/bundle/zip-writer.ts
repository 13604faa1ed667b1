// Writes a ZIP archive whose bytes depend on nothing but names and contents: fixed times, fixed attributes,
// and a compressor in plain JavaScript, since platforms' zlib builds differ in their output.

import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { Deflate } from "fflate";
import {
  CENTRAL_SIZE,
  DEFLATED,
  END64_SIZE,
  END_SIZE,
  FLAG_UTF8,
  LOCAL_SIZE,
  LOCATOR64_SIZE,
  SIG_CENTRAL,
  SIG_END,
  SIG_END64,
  SIG_LOCAL,
  SIG_LOCATOR64,
  STORED,
} from "../../shared/encoding/zip.ts";

const LEVEL = 6;
const BLOCK = 1 << 18;
/** 1980-01-01 00:00:00, the earliest time that the format can say. */
const DOS_TIME = 0x0021_0000;
/** Made on Unix, format 4.5; a plain file, mode 0644. */
const MADE_BY = (3 << 8) | 45;
const ATTRIBUTES = 0o100_644 * 2 ** 16;
const MAX16 = 0xffff;
const MAX32 = 0xffff_ffff;
/** From this size on a file gets 64-bit fields: deflate may make it longer than it was. */
const WIDE_FROM = 0xf000_0000;

interface Written {
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly offset: number;
}

export class ZipWriter {
  private readonly file: FileHandle;
  private readonly entries: Written[] = [];
  private position = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  /** Adds one file of exactly `size` bytes. Names must come in the order that they are to have. */
  async add(path: string, size: number, content: AsyncIterable<Uint8Array>): Promise<void> {
    const name = Buffer.from(path, "utf8");
    const offset = this.position;
    const method = size === 0 ? STORED : DEFLATED;
    const wide = size >= WIDE_FROM;
    const blank = { name, method, crc: 0, size: 0, compressedSize: 0, offset };
    await this.write(localHeader(blank, wide));
    const start = this.position;
    const { crc, length } = await this.deflate(content, method);
    if (length !== size)
      throw new Error(`${path} was ${size} bytes long and is ${length} now: it changed while being packed`);
    const entry = { name, method, crc, size, compressedSize: this.position - start, offset };
    await this.writeAt(localHeader(entry, wide), offset);
    this.entries.push(entry);
  }

  /** Writes the directory and the end records. */
  async finish(): Promise<void> {
    const offset = this.position;
    for (const entry of this.entries) await this.write(centralHeader(entry));
    const size = this.position - offset;
    const wide = this.entries.length >= MAX16 || size >= MAX32 || offset >= MAX32;
    if (wide) await this.write(end64(this.entries.length, size, offset));
    const end = Buffer.alloc(END_SIZE);
    end.writeUInt32LE(SIG_END, 0);
    end.writeUInt16LE(Math.min(this.entries.length, MAX16), 8);
    end.writeUInt16LE(Math.min(this.entries.length, MAX16), 10);
    end.writeUInt32LE(Math.min(size, MAX32), 12);
    end.writeUInt32LE(Math.min(offset, MAX32), 16);
    await this.write(end);
  }

  private async deflate(content: AsyncIterable<Uint8Array>, method: number) {
    let crc = 0;
    let length = 0;
    let out: Uint8Array[] = [];
    const deflate = new Deflate({ level: LEVEL }, (chunk) => out.push(chunk));
    const flush = async (): Promise<void> => {
      const chunks = out;
      out = [];
      for (const chunk of chunks) await this.write(chunk);
    };
    for await (const block of evenBlocks(content)) {
      crc = crc32(block, crc);
      length += block.length;
      deflate.push(block, false);
      await flush();
    }
    if (method !== STORED) deflate.push(new Uint8Array(0), true);
    await flush();
    return { crc, length };
  }

  private async write(bytes: Uint8Array): Promise<void> {
    await this.writeAt(bytes, this.position);
    this.position += bytes.length;
  }

  private async writeAt(bytes: Uint8Array, position: number): Promise<void> {
    let at = 0;
    while (at < bytes.length) {
      const { bytesWritten } = await this.file.write(bytes, at, bytes.length - at, position + at);
      at += bytesWritten;
    }
  }
}

/** Always the same pieces: how the compressor cuts its blocks depends on what it is given at a time. */
async function* evenBlocks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(BLOCK);
  let filled = 0;
  for await (const chunk of content) {
    for (let from = 0; from < chunk.length;) {
      const count = Math.min(BLOCK - filled, chunk.length - from);
      block.set(chunk.subarray(from, from + count), filled);
      filled += count;
      from += count;
      if (filled < BLOCK) continue;
      yield block;
      block = new Uint8Array(BLOCK);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

function localHeader(entry: Written, wide: boolean): Buffer {
  const out = Buffer.alloc(LOCAL_SIZE + entry.name.length + (wide ? 20 : 0));
  out.writeUInt32LE(SIG_LOCAL, 0);
  out.writeUInt16LE(wide ? 45 : 20, 4);
  out.writeUInt16LE(FLAG_UTF8, 6);
  out.writeUInt16LE(entry.method, 8);
  out.writeUInt32LE(DOS_TIME, 10);
  out.writeUInt32LE(entry.crc, 14);
  out.writeUInt32LE(wide ? MAX32 : entry.compressedSize, 18);
  out.writeUInt32LE(wide ? MAX32 : entry.size, 22);
  out.writeUInt16LE(entry.name.length, 26);
  out.writeUInt16LE(wide ? 20 : 0, 28);
  out.set(entry.name, LOCAL_SIZE);
  if (wide) zip64([entry.size, entry.compressedSize]).copy(out, LOCAL_SIZE + entry.name.length);
  return out;
}

function centralHeader(entry: Written): Buffer {
  const wide = [entry.size, entry.compressedSize, entry.offset].filter((value) => value >= MAX32);
  const extra = wide.length === 0 ? Buffer.alloc(0) : zip64(wide);
  const out = Buffer.alloc(CENTRAL_SIZE);
  out.writeUInt32LE(SIG_CENTRAL, 0);
  out.writeUInt16LE(MADE_BY, 4);
  out.writeUInt16LE(wide.length === 0 ? 20 : 45, 6);
  out.writeUInt16LE(FLAG_UTF8, 8);
  out.writeUInt16LE(entry.method, 10);
  out.writeUInt32LE(DOS_TIME, 12);
  out.writeUInt32LE(entry.crc, 16);
  out.writeUInt32LE(Math.min(entry.compressedSize, MAX32), 20);
  out.writeUInt32LE(Math.min(entry.size, MAX32), 24);
  out.writeUInt16LE(entry.name.length, 28);
  out.writeUInt16LE(extra.length, 30);
  out.writeUInt32LE(ATTRIBUTES, 38);
  out.writeUInt32LE(Math.min(entry.offset, MAX32), 42);
  return Buffer.concat([out, entry.name, extra]);
}

function zip64(values: readonly number[]): Buffer {
  const out = Buffer.alloc(4 + 8 * values.length);
  out.writeUInt16LE(1, 0);
  out.writeUInt16LE(8 * values.length, 2);
  for (const [i, value] of values.entries()) out.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  return out;
}

function end64(count: number, size: number, offset: number): Buffer {
  const out = Buffer.alloc(END64_SIZE + LOCATOR64_SIZE);
  out.writeUInt32LE(SIG_END64, 0);
  out.writeBigUInt64LE(BigInt(END64_SIZE - 12), 4);
  out.writeUInt16LE(MADE_BY, 12);
  out.writeUInt16LE(45, 14);
  out.writeBigUInt64LE(BigInt(count), 24);
  out.writeBigUInt64LE(BigInt(count), 32);
  out.writeBigUInt64LE(BigInt(size), 40);
  out.writeBigUInt64LE(BigInt(offset), 48);
  out.writeUInt32LE(SIG_LOCATOR64, END64_SIZE);
  out.writeBigUInt64LE(BigInt(offset + size), END64_SIZE + 8);
  out.writeUInt32LE(1, END64_SIZE + 16);
  return out;
}
