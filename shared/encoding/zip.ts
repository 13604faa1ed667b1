// The ZIP records that a bundle may be made of (PKWARE APPNOTE 6.3.10), read so strictly that every reader
// sees the same files: whether it walks the central directory, or the local headers from the front.

import { Fault } from "../model/fault.ts";
import { decodeUtf8, equalBytes } from "./bytes.ts";

export const END_SIZE = 22;
export const END64_SIZE = 56;
export const LOCATOR64_SIZE = 20;
export const CENTRAL_SIZE = 46;
export const LOCAL_SIZE = 30;

export const SIG_LOCAL = 0x04034b50;
export const SIG_CENTRAL = 0x02014b50;
export const SIG_END = 0x06054b50;
export const SIG_END64 = 0x06064b50;
export const SIG_LOCATOR64 = 0x07064b50;
export const SIG_DESCRIPTOR = 0x08074b50;

export const STORED = 0;
export const DEFLATED = 8;
export const FLAG_DESCRIPTOR = 0x0008;
export const FLAG_UTF8 = 0x0800;
/** Descriptor, UTF-8, and the two bits by which deflate states its effort. Encryption and patches are not. */
const ALLOWED_FLAGS = FLAG_DESCRIPTOR | FLAG_UTF8 | 0x0006;
const MAX32 = 0xffff_ffff;
const MAX16 = 0xffff;
const EXTRA_ZIP64 = 0x0001;
/** Times and owners as common writers add them; nothing that changes a name, a size or the content. */
const HARMLESS_EXTRAS = [0x000a, 0x5455, 0x7875];
/** With its head of four bytes; the longest is NTFS's three times. Nothing is to be smuggled in them. */
const MAX_HARMLESS_EXTRA = 36;

export interface ZipEnd {
  readonly count: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
}

export interface ZipEntry {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the local header stands. */
  readonly offset: number;
}

function bad(code: string, message: string, file?: string): never {
  throw new Fault(code, message, file === undefined ? {} : { file });
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit field that JavaScript can count in. */
function big(data: DataView, at: number): number {
  const value = data.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER))
    bad("zip-structure", "a size or offset in the archive is absurd");
  return Number(value);
}

/**
 * Reads the end records. `tail` are the file's last bytes: at least END + LOCATOR64 + END64 of them, or the
 * whole file. @throws Fault `zip-not-a-zip`, `zip-trailing`, `zip-structure`, `zip-multi-disk`.
 */
export function parseEnd(tail: Uint8Array, fileSize: number): ZipEnd {
  const at = tail.length - END_SIZE;
  const data = view(tail);
  if (at < 0 || data.getUint32(at, true) !== SIG_END) noEnd(tail);
  if (data.getUint16(at + 20, true) !== 0)
    bad("zip-trailing", "the archive has a comment or bytes behind its end");
  const end = {
    disk: data.getUint16(at + 4, true),
    directoryDisk: data.getUint16(at + 6, true),
    countHere: data.getUint16(at + 8, true),
    count: data.getUint16(at + 10, true),
    directorySize: data.getUint32(at + 12, true),
    directoryOffset: data.getUint32(at + 16, true),
  };
  if (end.disk !== 0 || end.directoryDisk !== 0 || end.countHere !== end.count) multiDisk();
  const locator = at - LOCATOR64_SIZE;
  const is64 = locator >= 0 && data.getUint32(locator, true) === SIG_LOCATOR64;
  const directoryEnd = fileSize - END_SIZE - (is64 ? LOCATOR64_SIZE + END64_SIZE : 0);
  const out = is64 ? parseEnd64(data, locator, directoryEnd, end) : end;
  if (out.directoryOffset + out.directorySize !== directoryEnd) {
    bad("zip-structure", "the archive's directory does not end where its end record begins");
  }
  return { count: out.count, directoryOffset: out.directoryOffset, directorySize: out.directorySize };
}

function noEnd(tail: Uint8Array): never {
  for (let at = tail.length - END_SIZE - 1; at >= 0; at -= 1) {
    if (tail[at] === 0x50 && view(tail).getUint32(at, true) === SIG_END) {
      bad("zip-trailing", "the archive has a comment or bytes behind its end");
    }
  }
  return bad(
    "zip-not-a-zip",
    "the file does not end as a ZIP archive does: it is no bundle, or it was cut off",
  );
}

function multiDisk(): never {
  return bad("zip-multi-disk", "the archive claims to be spread over several disks");
}

/** The ZIP64 records; each field of the short record must be saturated or say the same. */
function parseEnd64(data: DataView, locator: number, directoryEnd: number, short: ZipEnd): ZipEnd {
  const at = locator - END64_SIZE;
  const sound =
    at >= 0 &&
    data.getUint32(at, true) === SIG_END64 &&
    big(data, at + 4) === END64_SIZE - 12 &&
    big(data, locator + 8) === directoryEnd;
  if (!sound)
    bad("zip-structure", "the archive's ZIP64 end records do not stand right before its end record");
  const disks = [
    data.getUint32(locator + 4, true),
    data.getUint32(at + 16, true),
    data.getUint32(at + 20, true),
  ];
  const count = big(data, at + 32);
  if (
    disks.some((disk) => disk !== 0) ||
    data.getUint32(locator + 16, true) !== 1 ||
    big(data, at + 24) !== count
  ) {
    multiDisk();
  }
  const directorySize = big(data, at + 40);
  const directoryOffset = big(data, at + 48);
  const agrees =
    (short.count === MAX16 || short.count === count) &&
    (short.directorySize === MAX32 || short.directorySize === directorySize) &&
    (short.directoryOffset === MAX32 || short.directoryOffset === directoryOffset);
  if (!agrees) bad("zip-structure", "the archive's two end records disagree");
  return { count, directorySize, directoryOffset };
}

/** Reads the central directory, which must be exactly `count` entries. @throws Fault with a `zip-` code. */
export function parseDirectory(bytes: Uint8Array, count: number): ZipEntry[] {
  const out: ZipEntry[] = [];
  let at = 0;
  while (out.length < count) {
    const { entry, next } = parseCentral(bytes, at);
    out.push(entry);
    at = next;
  }
  if (at !== bytes.length)
    bad("zip-structure", "the archive's directory holds more than the entries it counts");
  return out;
}

function parseCentral(bytes: Uint8Array, at: number): { entry: ZipEntry; next: number } {
  const data = view(bytes);
  if (at + CENTRAL_SIZE > bytes.length || data.getUint32(at, true) !== SIG_CENTRAL) {
    bad("zip-structure", "the archive's directory is damaged");
  }
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
    data.getUint16(at + offset, true),
  );
  const nameEnd = at + CENTRAL_SIZE + nameLength!;
  const next = nameEnd + extraLength! + commentLength!;
  if (next > bytes.length) bad("zip-structure", "the archive's directory is damaged");
  const nameBytes = bytes.slice(at + CENTRAL_SIZE, nameEnd);
  const flags = data.getUint16(at + 8, true);
  const name = decodeName(nameBytes, flags);
  const method = data.getUint16(at + 10, true);
  checkFlags(flags, method, name);
  checkVersion(data.getUint16(at + 6, true), name);
  if (commentLength !== 0) bad("zip-comment", "an entry of the archive has a comment", name);
  checkType(data.getUint32(at + 38, true), name);
  const short = {
    size: data.getUint32(at + 24, true),
    compressedSize: data.getUint32(at + 20, true),
    offset: data.getUint32(at + 42, true),
  };
  const disk = data.getUint16(at + 34, true);
  const wide = zip64Fields(bytes.subarray(nameEnd, nameEnd + extraLength!), Object.values(short), name);
  if (disk !== 0) multiDisk();
  const [size, compressedSize, offset] = wide as [number, number, number];
  if (method === STORED && (flags & FLAG_DESCRIPTOR) !== 0) {
    bad(
      "zip-flags",
      "a stored file has its length behind it, where no reader from the front can find it",
      name,
    );
  }
  if (method === STORED && size !== compressedSize) bad("zip-structure", "a stored file has two sizes", name);
  const time = data.getUint32(at + 12, true);
  const crc = data.getUint32(at + 16, true);
  return { entry: { name, nameBytes, flags, method, time, crc, compressedSize, size, offset }, next };
}

function decodeName(bytes: Uint8Array, flags: number): string {
  try {
    const name = decodeUtf8(bytes);
    // Without the UTF-8 flag a name is CP437 by the standard and anything in practice: only ASCII is certain.
    if ((flags & FLAG_UTF8) !== 0 || !/[^ -~]/.test(name)) return name;
  } catch {
    return bad("zip-name-encoding", "a file name in the archive is not valid UTF-8");
  }
  return bad("zip-name-encoding", "a file name in the archive is not ASCII and not marked as UTF-8");
}

function checkFlags(flags: number, method: number, name: string): void {
  if ((flags & 0x2041) !== 0) bad("zip-encrypted", "an entry of the archive is encrypted", name);
  if ((flags & ~ALLOWED_FLAGS) !== 0)
    bad("zip-flags", "an entry of the archive uses a feature that no bundle needs", name);
  if (method !== STORED && method !== DEFLATED) {
    bad(
      "zip-method",
      `an entry of the archive uses compression method ${method}; only 0 and 8 are known`,
      name,
    );
  }
}

/** Readers leave out, in silence, what asks for a newer format than they know: 4.5 (ZIP64) is all that is needed. */
function checkVersion(version: number, name: string): void {
  if (version > 45) bad("zip-version", "an entry asks for a newer ZIP format than any bundle needs", name);
}

/** Unix file types stand in the high half of the external attributes, whatever system claims to have written them. */
function checkType(attributes: number, name: string): void {
  const type = (attributes >>> 28) & 0xf;
  if (type === 0xa) bad("zip-symlink", "an entry of the archive is a symbolic link", name);
  if ((type !== 0 && type !== 0x8) || (attributes & 0x18) !== 0) {
    bad("zip-not-a-file", "an entry of the archive is not a plain file", name);
  }
}

/** Fills saturated 32-bit fields from the ZIP64 extra field, which holds exactly those, in order. */
function zip64Fields(extra: Uint8Array, short: readonly number[], name: string): number[] {
  const field = readExtras(extra, name).get(EXTRA_ZIP64);
  let at = 0;
  const out = short.map((value) => {
    if (value !== MAX32 || field === undefined) return value;
    if (at + 8 > field.length) bad("zip-structure", "a ZIP64 field is too short", name);
    at += 8;
    return big(view(field), at - 8);
  });
  if (field !== undefined && at !== field.length)
    bad("zip-structure", "a ZIP64 field holds more than it needs", name);
  return out;
}

function readExtras(extra: Uint8Array, name: string): Map<number, Uint8Array> {
  const out = new Map<number, Uint8Array>();
  let at = 0;
  while (at < extra.length) {
    if (at + 4 > extra.length) bad("zip-extra", "an extra field of the archive is damaged", name);
    const id = extra[at]! | (extra[at + 1]! << 8);
    const end = at + 4 + (extra[at + 2]! | (extra[at + 3]! << 8));
    const harmless = HARMLESS_EXTRAS.includes(id) && end - at <= MAX_HARMLESS_EXTRA;
    const known = id === EXTRA_ZIP64 || harmless;
    if (end > extra.length || out.has(id) || !known) {
      bad(
        "zip-extra",
        `an entry has an extra field (0x${id.toString(16)}) that is damaged, repeated, too long or unknown`,
        name,
      );
    }
    out.set(id, extra.subarray(at + 4, end));
    at = end;
  }
  return out;
}

/** The lengths of what follows a local header: name and extra field. @throws Fault `zip-structure`. */
export function localLengths(header: Uint8Array, name: string): { nameLength: number; extraLength: number } {
  const data = view(header);
  if (data.getUint32(0, true) !== SIG_LOCAL)
    bad("zip-structure", "a file's header is not where it must be", name);
  return { nameLength: data.getUint16(26, true), extraLength: data.getUint16(28, true) };
}

/**
 * A local header must say what the directory says. `rest` is name and extra field. Returns the length that a data
 * descriptor of this entry has: its sizes are as wide as the header's. @throws Fault `zip-disagree`, `zip-version`.
 */
export function checkLocal(header: Uint8Array, rest: Uint8Array, entry: ZipEntry): number {
  const data = view(header);
  const { nameLength } = localLengths(header, entry.name);
  const described = (entry.flags & FLAG_DESCRIPTOR) !== 0;
  const short = [data.getUint32(22, true), data.getUint32(18, true)];
  const extra = rest.subarray(nameLength);
  const [size, compressedSize] = zip64Fields(extra, short, entry.name);
  checkVersion(data.getUint16(4, true), entry.name);
  const crc = data.getUint32(14, true);
  const blank = described && crc === 0 && size === 0 && compressedSize === 0;
  const agrees =
    data.getUint16(6, true) === entry.flags &&
    data.getUint16(8, true) === entry.method &&
    data.getUint32(10, true) === entry.time &&
    equalBytes(rest.subarray(0, nameLength), entry.nameBytes) &&
    (blank || (crc === entry.crc && size === entry.size && compressedSize === entry.compressedSize));
  if (!agrees) bad("zip-disagree", "a file's header and the archive's directory disagree", entry.name);
  if (!described) return 0;
  return readExtras(extra, entry.name).has(EXTRA_ZIP64) ? 24 : 16;
}

/** A data descriptor: signature, CRC and both sizes, in 32 or in 64 bits. @throws Fault `zip-disagree`. */
export function checkDescriptor(bytes: Uint8Array, entry: ZipEntry): void {
  const data = view(bytes);
  const wide = bytes.length === 24;
  const sound =
    (wide || bytes.length === 16) &&
    data.getUint32(0, true) === SIG_DESCRIPTOR &&
    data.getUint32(4, true) === entry.crc &&
    (wide ? big(data, 8) : data.getUint32(8, true)) === entry.compressedSize &&
    (wide ? big(data, 16) : data.getUint32(12, true)) === entry.size;
  if (!sound)
    bad("zip-disagree", "a file's data descriptor and the archive's directory disagree", entry.name);
}
