// The index of a case's action log: taken from the cache or made, in a file or in memory, and asked by line.

import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import type { IndexState } from "../../shared/contract/cases.ts";
import type { RecordQuery, RecordRow } from "../../shared/contract/records.ts";
import type { ZipEntry } from "../../shared/encoding/zip.ts";
import { CallError } from "../../shared/contract/reply.ts";
import { Fault } from "../../shared/model/fault.ts";
import type { BundleReader } from "../bundle/access/bundle-reader.ts";
import type { Restarts } from "../bundle/access/restarts.ts";
import { explain } from "../platform/explain.ts";
import { callError } from "./failures.ts";
import { IndexBuild } from "./index-build.ts";
import { IndexCache } from "./index-cache.ts";
import type { IndexMeta } from "./index-schema.ts";
import { RightOfWay } from "./right-of-way.ts";
import { isUnfiltered, queryLines } from "./row-query.ts";
import { RowStore } from "./row-store.ts";
import type { LinePlace, TimedRow } from "./row-store.ts";
import { Views, positionOf, viewLength } from "./views.ts";
import type { View } from "./views.ts";

/** A row takes about 400 bytes: 20 GB on the disk, 2 GB of memory. */
const MAX_ROWS_ON_DISK = 50_000_000;
const MAX_ROWS_IN_MEMORY = 5_000_000;
const TELL_EVERY_MS = 200;

export interface LogIndexOptions {
  readonly cacheFolder: string;
  readonly bundleSha256: string;
  readonly logSha256: string;
  /** Lines that verification counted. */
  readonly entries: number;
  readonly viewPrefix: string;
  readonly maxPages: number | undefined;
  readonly signal: AbortSignal;
  readonly onState: (state: IndexState) => void;
  readonly onWarning: (message: string) => void;
  /** The bytes that were read are not those that were verified. */
  readonly onDiffers: () => void;
}

/** Writing the index failed, not reading the evidence. */
class NotKept extends Error {}

export class LogIndex {
  private readonly options: LogIndexOptions;
  private readonly reader: BundleReader;
  private readonly entry: ZipEntry;
  private readonly cache: IndexCache;
  private readonly views: Views;
  private store: RowStore | null = null;
  private build: IndexBuild | null = null;
  private meta: IndexMeta | null = null;
  private aside: string | null = null;
  /** Made in this run and not yet kept; made and read from its file; found in the cache. */
  private source: "build" | "kept" | "cache" = "build";
  private making: Promise<void> | null = null;
  private told = 0;
  readonly way = new RightOfWay();
  /** Of a log that was read to its end. */
  private points: Restarts | null = null;
  state: IndexState;

  constructor(reader: BundleReader, entry: ZipEntry, options: LogIndexOptions) {
    const { cacheFolder, bundleSha256, logSha256, viewPrefix, entries } = options;
    this.reader = reader;
    this.entry = entry;
    this.options = options;
    this.cache = new IndexCache(cacheFolder, bundleSha256, logSha256);
    this.views = new Views(viewPrefix);
    this.state = { state: "building", rows: 0, total: entries };
  }

  /** Takes the index from the cache, or makes it. */
  prepare(): void {
    const found = this.cache.find();
    if (found === null) this.begin();
    else {
      const { store, meta, restarts } = found;
      this.store = store;
      this.meta = meta;
      this.points = restarts;
      this.source = "cache";
      this.ready(null);
    }
  }

  /** Resolves when the index is ready or has failed; rejects with the signal's reason alone. */
  async settled(): Promise<void> {
    await this.making;
  }

  /** What came from the cache has shown to be wrong: it is made again. True where it did come from there. */
  distrust(): boolean {
    if (this.source !== "cache") return false;
    this.remake();
    return true;
  }

  /** Places in the log to begin reading at: while the index is made those that were found so far. */
  get restarts(): Restarts | null {
    return this.points ?? this.build?.restarts() ?? null;
  }

  /** They have shown to be wrong, or may be. */
  forgetRestarts(): void {
    this.points = null;
  }

  query(query: RecordQuery) {
    const store = this.usable();
    const { rows, ordered } = this.meta ?? this.build!;
    const plain = query.sort === "seq" && ordered && isUnfiltered(query);
    const view: View = plain
      ? { kind: "log", length: rows, descending: query.descending }
      : { kind: "lines", lines: this.lines(store, query, ordered) };
    return {
      view: this.views.add(view),
      matched: viewLength(view),
      total: rows,
      complete: this.meta !== null,
      outcomes: [...(this.meta?.outcomes ?? this.build!.outcomes())],
    };
  }

  page({ view, from, count }: { view: string; from: number; count: number }): RecordRow[] {
    const rows = this.views.get(view);
    const store = this.usable();
    const end = Math.min(viewLength(rows), from + count);
    if (from >= end) return [];
    return this.guarded(() => {
      if (rows.kind === "lines") {
        return [...rows.lines.subarray(from, end)].flatMap((line) => store.get(line) ?? []);
      }
      if (!rows.descending) return store.between(from + 1, end);
      return store.between(rows.length - end + 1, rows.length - from).toReversed();
    });
  }

  position({ view, line }: { view: string; line: number }): number | null {
    return positionOf(this.views.get(view), line);
  }

  /** @throws CallError `no-such-record` or `not-ready`. */
  place(line: number): LinePlace {
    const place = this.placeOrNull(line);
    if (place !== null) return place;
    if (this.state.state === "building")
      throw callError("not-ready", `Line ${line} is not indexed yet: try again in a moment.`);
    throw callError("no-such-record", `The action log has no line ${line} that is indexed.`);
  }

  placeOrNull(line: number): LinePlace | null {
    const store = this.usable();
    return this.guarded(() => store.place(line));
  }

  /** Times and requests of lines, for the clocks. */
  timed(first: number, last: number, each: (row: TimedRow) => void): void {
    const store = this.usable();
    this.guarded(() => store.timed(first, last, each));
  }

  close(): void {
    this.drop();
  }

  private lines(store: RowStore, query: RecordQuery, ordered: boolean): Uint32Array {
    const { sql, values } = queryLines(query, ordered);
    return this.guarded(() => Uint32Array.from(store.lines(sql, values)));
  }

  private usable(): RowStore {
    if (this.store !== null) return this.store;
    const why =
      this.state.state === "failed" ? this.state.reason : "The index of the records is not there yet.";
    throw callError("not-ready", why);
  }

  /** A file may break at any time: it is made again from the evidence. */
  private guarded<T>(ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || this.source === "build") throw error;
      this.remake();
      throw callError("not-ready", "The index of the records was damaged and is being made again.");
    }
  }

  private remake(): void {
    this.options.onWarning("An index in the cache was damaged. It is being made again from the bundle.");
    this.drop();
    this.begin();
  }

  private begin(): void {
    this.tell({ state: "building", rows: 0, total: this.options.entries });
    this.making = this.make();
    this.making.catch(() => {});
  }

  private async make(): Promise<void> {
    const { signal } = this.options;
    try {
      try {
        await this.fill(true);
        await this.keep();
      } catch (error) {
        if (!(error instanceof NotKept)) throw error;
        this.drop();
        const why = `The index of this bundle cannot be kept for the next time (${error.message})`;
        this.options.onWarning(`${why}. It is in memory instead; nothing of the evidence is affected.`);
        await this.fill(false);
        this.ready(`${why}: it is in memory, and is made again at the next opening.`);
      }
    } catch (error) {
      this.drop();
      signal.throwIfAborted();
      this.fail(error);
    }
  }

  private async fill(onDisk: boolean): Promise<void> {
    const { bundleSha256, logSha256, entries, maxPages, signal } = this.options;
    try {
      this.aside = onDisk ? this.cache.aside() : null;
      this.store = RowStore.create(this.aside, maxPages);
    } catch (error) {
      throw new NotKept(wordsOf(error));
    }
    const maxRows = onDisk ? MAX_ROWS_ON_DISK : MAX_ROWS_IN_MEMORY;
    const onRows = (): void => {
      const now = performance.now();
      if (now - this.told < TELL_EVERY_MS) return;
      this.told = now;
      const { rows } = this.build!;
      this.tell({ state: "building", rows, total: Math.max(entries, rows) });
    };
    this.build = new IndexBuild(this.store, {
      bundleSha256,
      logSha256,
      maxRows,
      signal,
      onRows,
      way: this.way,
    });
    try {
      const { meta, restarts } = await this.build.run(this.reader, this.entry);
      this.meta = meta;
      this.points = restarts;
      this.build = null;
    } catch (error) {
      if (onDisk && error instanceof Database.SqliteError) throw new NotKept(wordsOf(error));
      throw error;
    }
    if (onDisk) this.ready(null);
  }

  /** The index is usable already; now it is made to last. */
  private async keep(): Promise<void> {
    const aside = this.aside!;
    try {
      await this.cache.settle(aside);
    } catch (error) {
      throw new NotKept(explain(error));
    }
    if (this.store === null) return;
    // Windows moves no file that is open. Nobody asks in between: none of this waits.
    this.store.close();
    this.store = null;
    try {
      this.store = RowStore.open(this.cache.keep(aside));
      this.aside = null;
      this.source = "kept";
    } catch (error) {
      throw new NotKept(explain(error));
    }
  }

  private ready(note: string | null): void {
    const { rows, left } = this.meta!;
    const many =
      left === 0 ? null : `${left} more lines of the log are not listed: there are too many of them.`;
    const notes = [note, many].filter((text) => text !== null);
    this.tell({ state: "ready", rows, note: notes.length === 0 ? null : notes.join(" ") });
  }

  private fail(error: unknown): void {
    // What was sound when it was verified and is not now was changed since.
    if (error instanceof Fault || (error instanceof CallError && error.code === "evidence-changed")) {
      this.options.onDiffers();
    }
    this.tell({ state: "failed", reason: `The action log could not be indexed: ${explain(error)}` });
  }

  private tell(state: IndexState): void {
    this.state = state;
    this.options.onState(state);
  }

  private drop(): void {
    this.store?.close();
    this.store = null;
    this.build = null;
    this.meta = null;
    this.source = "build";
    this.points = null;
    this.views.clear();
    if (this.aside !== null) rmSync(this.aside, { force: true });
    this.aside = null;
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Database.SqliteError)) return explain(error);
  const { code } = error;
  if (code === "SQLITE_FULL") return "the disk is full";
  if (code.startsWith("SQLITE_READONLY") || code === "SQLITE_PERM") return "permission is denied";
  return `the disk reports an error, ${code}`;
}
