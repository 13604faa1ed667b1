// Builds ZIP archives byte by byte, with every lie that the format has room for, and reads sound ones back. It
// shares no code with the product's reader and writer, so that a mistake in those cannot hide in here.

import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** What a local header and the directory both state of an entry. */
export interface Stated {
  signature: number;
  needed: number;
  flags: number;
  method: number;
  /** DOS time in the low half, DOS date in the high half. */
  time: number;
  crc: number;
  packedSize: number;
  size: number;
  name: Uint8Array;
  extra: Uint8Array;
}

export interface Listed extends Stated {
  madeBy: number;
  disk: number;
  internal: number;
  attributes: number;
  offset: number;
  comment: Uint8Array;
}

export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** The content's bytes in the archive; by default deflated, or as they are for method 0. */
  readonly packed?: Uint8Array;
  /** Said by the local header and by the directory alike. */
  readonly both?: Partial<Stated>;
  /** Said by one of them only. */
  readonly local?: Partial<Stated>;
  readonly central?: Partial<Listed>;
  /** Sizes and checksum stand behind the content, in 16 or 24 bytes, or in these bytes. */
  readonly descriptor?: 16 | 24 | Uint8Array;
  /** Bytes between the entry before and this one. */
  readonly before?: Uint8Array;
  /** In the archive but not in the directory. */
  readonly unlisted?: boolean;
  /** In the directory only, with the place and the data of the entry before. */
  readonly unwritten?: boolean;
}

export interface End {
  disk: number;
  directoryDisk: number;
  countHere: number;
  count: number;
  size: number;
  offset: number;
  comment: Uint8Array;
}

export interface End64 {
  length: number;
  disk: number;
  directoryDisk: number;
  countHere: number;
  count: number;
  size: number;
  offset: number;
  locatorDisk: number;
  locatorOffset: number;
  disks: number;
}

export interface RawZip {
  /** Bytes before the first entry; offsets still count from the file's start. */
  readonly prepend?: Uint8Array;
  readonly beforeDirectory?: Uint8Array;
  readonly afterDirectory?: Uint8Array;
  readonly end?: Partial<End>;
  /** Adds the ZIP64 end records. */
  readonly end64?: Partial<End64>;
  readonly append?: Uint8Array;
  readonly directoryOrder?: (listed: readonly Listed[]) => readonly Listed[];
}

export const UTF8_FLAG = 0x0800;
const DESCRIPTOR_FLAG = 0x0008;
/** A plain file of mode 0644, as Unix writers put it. */
const FILE_ATTRIBUTES = 0o100_644 * 2 ** 16;
const NOTHING = new Uint8Array(0);

export const le16 = (...values: readonly number[]): Buffer => little(values, 2);
export const le32 = (...values: readonly number[]): Buffer => little(values, 4);
export const le64 = (...values: readonly number[]): Buffer => little(values, 8);

function little(values: readonly number[], width: number): Buffer {
  const out = Buffer.alloc(values.length * width);
  for (const [i, value] of values.entries()) {
    for (let k = 0; k < width; k += 1) out[i * width + k] = Math.floor(value / 2 ** (8 * k)) % 256;
  }
  return out;
}

/** One extra field. */
export function extra(id: number, data: Uint8Array): Buffer {
  return Buffer.concat([le16(id, data.length), data]);
}

export function makeZip(entries: readonly RawEntry[], options: RawZip = {}): Buffer {
  const parts: Uint8Array[] = [];
  let position = 0;
  const put = (bytes: Uint8Array): void => {
    parts.push(bytes);
    position += bytes.length;
  };
  put(options.prepend ?? NOTHING);
  const listed: Listed[] = [];
  let offset = 0;
  for (const entry of entries) {
    put(entry.before ?? NOTHING);
    if (entry.unwritten !== true) offset = position;
    const { header, packed, stated } = lay(entry);
    if (entry.unwritten !== true) {
      put(header);
      put(packed);
      put(descriptorOf(entry, stated));
    }
    if (entry.unlisted === true) continue;
    const own = {
      madeBy: 0x031e,
      disk: 0,
      internal: 0,
      attributes: FILE_ATTRIBUTES,
      offset,
      comment: NOTHING,
    };
    listed.push({ ...stated, extra: NOTHING, ...own, ...entry.both, ...entry.central });
  }
  put(options.beforeDirectory ?? NOTHING);
  const start = position;
  for (const each of options.directoryOrder?.(listed) ?? listed) put(centralHeader(each));
  const size = position - start;
  put(options.afterDirectory ?? NOTHING);
  if (options.end64 !== undefined) put(end64(listed.length, size, start, position, options.end64));
  put(endRecord(listed.length, size, start, options.end ?? {}));
  put(options.append ?? NOTHING);
  return Buffer.concat(parts);
}

function lay(entry: RawEntry): { header: Buffer; packed: Uint8Array; stated: Stated } {
  const content = Buffer.from(entry.content ?? NOTHING);
  const method = entry.both?.method ?? (content.length === 0 ? 0 : 8);
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(content) : content);
  const described = entry.descriptor !== undefined;
  const stated: Stated = {
    signature: 0x02014b50,
    needed: 20,
    flags: UTF8_FLAG | (described ? DESCRIPTOR_FLAG : 0),
    method,
    time: 0x0021_0000,
    crc: crc32(content),
    packedSize: packed.length,
    size: content.length,
    name: Buffer.from(entry.name),
    extra: NOTHING,
    ...entry.both,
  };
  const blank = (stated.flags & DESCRIPTOR_FLAG) === 0 ? {} : { crc: 0, packedSize: 0, size: 0 };
  const local = { ...stated, ...blank, signature: 0x04034b50, ...entry.local };
  const header = Buffer.concat([
    le32(local.signature),
    le16(local.needed, local.flags, local.method),
    le32(local.time, local.crc, local.packedSize, local.size),
    le16(local.name.length, local.extra.length),
    local.name,
    local.extra,
  ]);
  return { header, packed, stated };
}

function descriptorOf({ descriptor }: RawEntry, { crc, packedSize, size }: Stated): Uint8Array {
  if (descriptor === undefined || typeof descriptor === "object") return descriptor ?? NOTHING;
  const sizes = descriptor === 16 ? le32(packedSize, size) : le64(packedSize, size);
  return Buffer.concat([le32(0x08074b50, crc), sizes]);
}

function centralHeader(entry: Listed): Buffer {
  return Buffer.concat([
    le32(entry.signature),
    le16(entry.madeBy, entry.needed, entry.flags, entry.method),
    le32(entry.time, entry.crc, entry.packedSize, entry.size),
    le16(entry.name.length, entry.extra.length, entry.comment.length, entry.disk, entry.internal),
    le32(entry.attributes, entry.offset),
    entry.name,
    entry.extra,
    entry.comment,
  ]);
}

function endRecord(count: number, size: number, offset: number, lies: Partial<End>): Buffer {
  const truth = { disk: 0, directoryDisk: 0, countHere: count, count, size, offset, comment: NOTHING };
  const end = { ...truth, ...lies };
  return Buffer.concat([
    le32(0x06054b50),
    le16(end.disk, end.directoryDisk, end.countHere, end.count),
    le32(end.size, end.offset),
    le16(end.comment.length),
    end.comment,
  ]);
}

function end64(count: number, size: number, offset: number, here: number, lies: Partial<End64>): Buffer {
  const truth = { length: 44, disk: 0, directoryDisk: 0, countHere: count, count, size, offset };
  const end = { ...truth, locatorDisk: 0, locatorOffset: here, disks: 1, ...lies };
  return Buffer.concat([
    le32(0x06064b50),
    le64(end.length),
    le16(0x031e, 45),
    le32(end.disk, end.directoryDisk),
    le64(end.countHere, end.count, end.size, end.offset),
    le32(0x07064b50, end.locatorDisk),
    le64(end.locatorOffset),
    le32(end.disks),
  ]);
}

/** Names and contents of a sound archive as the product writes them. */
export function readZip(bytes: Buffer): Map<string, Buffer> {
  const out = new Map<string, Buffer>();
  const end = bytes.length - 22;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packedSize] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const offset = bytes.readUInt32LE(at + 42);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + packedSize);
    out.set(name, method === 8 ? inflateRawSync(packed) : Buffer.from(packed));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return out;
}
