// Random access to the files of a bundle. Nothing is copied out of it, and everything that is read is checked as
// far as a part can be: headers and limits always, length and checksum when an entry is scanned whole.

import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { DEFLATED } from "../../../shared/encoding/zip.ts";
import type { ZipEntry } from "../../../shared/encoding/zip.ts";
import { Fault } from "../../../shared/model/fault.ts";
import { DEFAULT_INFLATION_LIMITS } from "../../../shared/model/limits.ts";
import type { InflationLimits } from "../../../shared/model/limits.ts";
import { openToRead } from "../../platform/files.ts";
import { checkCrc, readAt, readDirectory } from "../archive.ts";
import { InflationMeter, readContent } from "../inflate.ts";
import { findContent } from "./content.ts";
import { inflatePart } from "./inflate-range.ts";
import { Range } from "./range.ts";
import type { RestartBuilder, Restarts } from "./restarts.ts";

export interface ScanOptions {
  /** Notes restart points on the way. */
  readonly restarts?: RestartBuilder | undefined;
  /** Compressed bytes of the entry that were read so far. */
  readonly onProgress?: ((compressedBytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export class BundleReader {
  private readonly handle: FileHandle;
  private readonly limits: InflationLimits;
  /** In archive order. */
  readonly entries: readonly ZipEntry[];
  /** Where the next entry, or the directory, begins. */
  private readonly nexts = new Map<string, number>();
  private readonly byName: ReadonlyMap<string, ZipEntry>;
  private readonly contents = new Map<string, number>();

  private constructor(
    handle: FileHandle,
    limits: InflationLimits,
    directory: { readonly entries: readonly ZipEntry[]; readonly offset: number },
  ) {
    this.handle = handle;
    this.limits = limits;
    this.entries = [...directory.entries].sort((a, b) => a.offset - b.offset);
    this.byName = new Map(this.entries.map((entry) => [entry.name, entry]));
    for (const [i, { name }] of this.entries.entries())
      this.nexts.set(name, this.entries[i + 1]?.offset ?? directory.offset);
  }

  /** Opens a bundle and reads its directory. @throws Fault for what no bundle is; system errors as they are. */
  static async open(path: string, limits: InflationLimits = DEFAULT_INFLATION_LIMITS): Promise<BundleReader> {
    const handle = await openToRead(path);
    try {
      const stat = await handle.stat();
      if (!stat.isFile())
        throw new Fault("not-a-file", `${path} is not a plain file: copy the bundle to one first`);
      const directory = await readDirectory(handle, stat.size);
      return new BundleReader(handle, limits, directory);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  entry(path: string): ZipEntry | undefined {
    return this.byName.get(path);
  }

  /**
   * Reads an entry from its start: calls `onChunk` with inflated bytes in order, views that hold until it resolves.
   * @throws Fault as readArchive does, the signal's reason when aborted, and whatever `onChunk` throws.
   */
  async scan(
    entry: ZipEntry,
    onChunk: (bytes: Uint8Array) => void | Promise<void>,
    options: ScanOptions = {},
  ): Promise<void> {
    const { restarts, onProgress, signal } = options;
    signal?.throwIfAborted();
    const start = await this.contentOf(entry);
    restarts?.begin(entry);
    const range = new Range(this.handle, start, start + entry.compressedSize, {
      signal,
      onChunk: (chunk, left) => {
        restarts?.packed(chunk, left);
        onProgress?.(entry.compressedSize - left);
      },
    });
    const meter = new InflationMeter(entry, this.limits, 0);
    let crc = 0;
    await readContent(range, entry, meter, (chunk) => {
      signal?.throwIfAborted();
      crc = crc32(chunk, crc);
      restarts?.unpacked(chunk);
      return onChunk(chunk);
    });
    checkCrc(crc, entry);
    restarts?.end();
  }

  /**
   * Bytes [offset, offset + length) of an inflated file, fewer at its end, from the nearest restart point before
   * them. Points of another entry are not used. @throws Fault as readArchive does, but for the checksum, which only
   * a whole entry has.
   */
  async read(
    entry: ZipEntry,
    offset: number,
    length: number,
    restarts: Restarts | null = null,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const start = await this.contentOf(entry);
    const end = Math.min(entry.size, offset + length);
    if (end <= offset) return new Uint8Array(0);
    if (entry.method !== DEFLATED) return readAt(this.handle, start + offset, start + end);
    return inflatePart({
      handle: this.handle,
      entry,
      start,
      from: restarts?.fit(entry) === true ? restarts.before(offset) : null,
      offset,
      length: end - offset,
      limits: this.limits,
      signal,
    });
  }

  /** Ends access; reads that are under way fail. */
  async close(): Promise<void> {
    await this.handle.close();
  }

  private async contentOf(entry: ZipEntry): Promise<number> {
    const { name } = entry;
    const next = this.nexts.get(name);
    if (next === undefined || this.byName.get(name) !== entry)
      throw new Fault("not-in-bundle", "the file is not in the bundle", { file: name });
    const known = this.contents.get(name);
    if (known !== undefined) return known;
    const start = await findContent(this.handle, entry, next);
    this.contents.set(name, start);
    return start;
  }
}
