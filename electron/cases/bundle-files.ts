// The files of an opened bundle, read out of it where it lies. Only paths of the inventory are taken, and bytes only as
// they were verified.

import { createHash, hash } from "node:crypto";
import type { BundleFile } from "../../shared/contract/cases.ts";
import type { ZipEntry } from "../../shared/encoding/zip.ts";
import { Fault } from "../../shared/model/fault.ts";
import { CallError } from "../../shared/contract/reply.ts";
import type { BundleReader } from "../bundle/access/bundle-reader.ts";
import { RestartBuilder } from "../bundle/access/restarts.ts";
import type { Restarts } from "../bundle/access/restarts.ts";
import { explain } from "../platform/explain.ts";
import { callError } from "./failures.ts";

/** Files up to here are read whole, checked by their hash, and kept for a while. */
const WHOLE = 8 * 2 ** 20;
const KEPT = 2 * WHOLE;

export type PresentFile = BundleFile & { readonly size: number; readonly sha256: string };

export class BundleFiles {
  readonly reader: BundleReader;
  private readonly present: ReadonlyMap<string, PresentFile>;
  private readonly kept = new Map<string, Uint8Array>();
  private readonly restarts = new Map<string, Promise<Restarts>>();
  private readonly signal: AbortSignal;

  constructor(reader: BundleReader, files: readonly BundleFile[], signal: AbortSignal) {
    this.reader = reader;
    this.signal = signal;
    this.present = new Map(files.filter((file) => isPresent(file)).map((file) => [file.path, file]));
  }

  /** Bytes of a file, fewer at its end. @throws CallError `no-such-file`, `evidence-changed`, `file-unreadable`. */
  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const file = this.file(path);
    if (file.size <= WHOLE) {
      const bytes = await this.whole(path);
      return bytes.subarray(offset, offset + length);
    }
    return this.sound(async () => {
      const entry = this.entry(file);
      return this.reader.read(entry, offset, length, await this.restartsOf(file, entry), this.signal);
    });
  }

  /** A whole file as it was verified. The caller looks at the size first. */
  async whole(path: string): Promise<Uint8Array> {
    const file = this.file(path);
    const before = this.kept.get(path);
    if (before !== undefined) {
      this.kept.delete(path);
      this.kept.set(path, before);
      return before;
    }
    const bytes = await this.sound(() => this.reader.read(this.entry(file), 0, file.size, null, this.signal));
    if (hash("sha256", bytes, "hex") !== file.sha256) throw changed(path);
    if (bytes.length <= WHOLE) this.keep(path, bytes);
    return bytes;
  }

  /** @throws CallError `no-such-file`. */
  file(path: string): PresentFile {
    const file = this.present.get(path);
    if (file === undefined) {
      throw callError("no-such-file", `The bundle holds no file ${JSON.stringify(path.toWellFormed())}.`);
    }
    return file;
  }

  /** Where a file stands in the archive, which must still be as long as it was. @throws CallError. */
  entry(file: PresentFile): ZipEntry {
    const entry = this.reader.entry(file.path);
    if (entry === undefined || entry.size !== file.size) throw changed(file.path);
    return entry;
  }

  /** Puts what reading throws into the contract's words: what was sound when it was verified was changed since. */
  async sound<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.signal.throwIfAborted();
      if (error instanceof CallError) throw error;
      if (error instanceof Fault)
        throw callError("evidence-changed", `${CHANGED} (${error.message}).`, error.code);
      throw callError("file-unreadable", `The bundle cannot be read: ${explain(error)}.`);
    }
  }

  private keep(path: string, bytes: Uint8Array): void {
    this.kept.set(path, bytes);
    let sum = 0;
    for (const { length } of this.kept.values()) sum += length;
    for (const [oldest, { length }] of this.kept) {
      if (sum <= KEPT) break;
      this.kept.delete(oldest);
      sum -= length;
    }
  }

  /** The first look into a large file reads it once to its end: for restart points, and to see that it is the same. */
  private async restartsOf(file: PresentFile, entry: ZipEntry): Promise<Restarts> {
    const known = this.restarts.get(file.path);
    if (known !== undefined) return known;
    const scanning = this.scan(file, entry);
    this.restarts.set(file.path, scanning);
    scanning.catch(() => this.restarts.delete(file.path));
    return scanning;
  }

  private async scan(file: PresentFile, entry: ZipEntry): Promise<Restarts> {
    const builder = new RestartBuilder();
    const digest = createHash("sha256");
    const onChunk = (chunk: Uint8Array): void => void digest.update(chunk);
    await this.reader.scan(entry, onChunk, { restarts: builder, signal: this.signal });
    if (digest.digest("hex") !== file.sha256) throw changed(file.path);
    return builder.finish();
  }
}

function isPresent(file: BundleFile): file is PresentFile {
  return file.size !== null && file.sha256 !== null;
}

const CHANGED = "What is read now is not what was verified: verify the bundle again";

function changed(path: string): CallError {
  return callError("evidence-changed", `${CHANGED} (${JSON.stringify(path.toWellFormed())} differs).`);
}
