// Reads a bundle's ZIP archive from front to back: every byte belongs to exactly one entry or to the
// directory at the end, and every entry's content is inflated, measured, summed and hashed.

import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { equalBytes } from "../../shared/encoding/bytes.ts";
import {
  CENTRAL_SIZE,
  END64_SIZE,
  END_SIZE,
  LOCAL_SIZE,
  LOCATOR64_SIZE,
  checkDescriptor,
  checkLocal,
  localLengths,
  parseDirectory,
  parseEnd,
} from "../../shared/encoding/zip.ts";
import type { ZipEntry } from "../../shared/encoding/zip.ts";
import { Fault } from "../../shared/model/fault.ts";
import { MAX_ENTRIES, MAX_PATH_BYTES } from "../../shared/model/limits.ts";
import type { InflationLimits } from "../../shared/model/limits.ts";
import { checkNames } from "../../shared/verify/archive-names.ts";
import { takeFrom } from "./byte-source.ts";
import { InflationMeter, readContent } from "./inflate.ts";
import type { Consume } from "./inflate.ts";
import { SequentialFile } from "./sequential-file.ts";

/** Entry header, the longest path, and room for the extra fields that are let pass. */
const MAX_DIRECTORY_BYTES = MAX_ENTRIES * (CENTRAL_SIZE + MAX_PATH_BYTES + 128);

export interface ArchiveFile {
  readonly path: string;
  readonly size: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

export interface EntrySink {
  write: Consume;
  /** Called once the content has proven to be what the archive says. */
  end?: () => void | Promise<void>;
}

export interface ArchiveOptions {
  readonly limits: InflationLimits;
  /** Asked once an entry: where its bytes go besides being hashed; null for nowhere. */
  readonly sink: (entry: ZipEntry) => EntrySink | null;
  readonly onDirectory?: (entries: readonly ZipEntry[]) => void;
  readonly onProgress?: (bytesRead: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Archive {
  readonly files: readonly ArchiveFile[];
  /** SHA-256 of the whole archive, hex. */
  readonly sha256: string;
}

/** @throws Fault for anything that is not as a bundle's archive must be; the signal's reason when aborted. */
export async function readArchive(
  handle: FileHandle,
  size: number,
  options: ArchiveOptions,
): Promise<Archive> {
  const { entries, bytes: directory, offset } = await readDirectory(handle, size);
  options.onDirectory?.(entries);
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  const file = new SequentialFile(handle, size);
  const files: ArchiveFile[] = [];
  let inflated = 0;
  for (const [i, entry] of ordered.entries()) {
    const next = ordered[i + 1]?.offset ?? offset;
    const meter = new InflationMeter(entry, options.limits, inflated);
    files.push(await readEntry(file, entry, next, meter, options));
    inflated += meter.count;
  }
  if (file.position !== offset) hidden();
  if (!equalBytes(await takeFrom(file, directory.length), directory)) {
    throw new Fault(
      "file-changed",
      "the file changed while it was read: copy it to a quiet place and try again",
    );
  }
  const sha256 = await file.digest();
  options.onProgress?.(size);
  return { files, sha256 };
}

/** The directory at the file's end, proven to be what a bundle's may be. @throws Fault. */
export async function readDirectory(handle: FileHandle, size: number) {
  const tail = await readAt(handle, Math.max(0, size - (END_SIZE + LOCATOR64_SIZE + END64_SIZE)), size);
  const end = parseEnd(tail, size);
  if (end.count > MAX_ENTRIES) {
    throw new Fault(
      "limit-entries",
      `the archive holds ${end.count} files; a bundle may hold ${MAX_ENTRIES}`,
    );
  }
  if (end.directorySize > MAX_DIRECTORY_BYTES || end.directorySize < CENTRAL_SIZE * end.count) {
    throw new Fault(
      "zip-structure",
      "the archive's directory has a size that its count of files cannot have",
    );
  }
  const bytes = await readAt(handle, end.directoryOffset, end.directoryOffset + end.directorySize);
  const entries = parseDirectory(bytes, end.count);
  checkNames(entries.map((entry) => entry.name));
  return { entries, bytes, offset: end.directoryOffset };
}

/** The file's bytes from `start` up to `end`. @throws Fault `zip-truncated`. */
export async function readAt(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const out = new Uint8Array(end - start);
  let at = 0;
  while (at < out.length) {
    const { bytesRead } = await handle.read(out, at, out.length - at, start + at);
    if (bytesRead === 0) throw new Fault("zip-truncated", "the file ends earlier than its directory says");
    at += bytesRead;
  }
  return out;
}

/** One entry: header, content, and what stands between it and the next one, which may only be a descriptor. */
async function readEntry(
  file: SequentialFile,
  entry: ZipEntry,
  next: number,
  meter: InflationMeter,
  options: ArchiveOptions,
): Promise<ArchiveFile> {
  if (file.position !== entry.offset) hidden(entry.name);
  const header = await takeFrom(file, LOCAL_SIZE);
  const { nameLength, extraLength } = localLengths(header, entry.name);
  const descriptor = checkLocal(header, await takeFrom(file, nameLength + extraLength), entry);
  const left = next - file.position - entry.compressedSize;
  if (left < 0) overlap(entry.name);

  const sink = options.sink(entry);
  const hash = createHash("sha256");
  let crc = 0;
  await readContent(file, entry, meter, (chunk) => {
    options.signal?.throwIfAborted();
    crc = crc32(chunk, crc);
    hash.update(chunk);
    options.onProgress?.(file.position);
    return sink?.write(chunk);
  });
  checkCrc(crc, entry);
  await sink?.end?.();

  if (left !== descriptor) hidden(entry.name);
  if (descriptor > 0) checkDescriptor(await takeFrom(file, left), entry);
  return { path: entry.name, size: entry.size, sha256: hash.digest("hex") };
}

/** @throws Fault `zip-crc`. */
export function checkCrc(crc: number, entry: ZipEntry): void {
  if (crc === entry.crc) return;
  throw new Fault("zip-crc", "a file's content does not have the checksum that the archive states", {
    file: entry.name,
    expected: entry.crc.toString(16).padStart(8, "0"),
    found: crc.toString(16).padStart(8, "0"),
  });
}

export function hidden(name?: string): never {
  const message = "bytes that belong to no file stand in the archive";
  throw new Fault("zip-hidden-bytes", message, name === undefined ? {} : { file: name });
}

export function overlap(name: string): never {
  throw new Fault("zip-overlap", "two files of the archive share the same bytes", { file: name });
}
