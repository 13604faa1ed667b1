// Rows of a log in SQLite: written once, in line order, then only read. The one file that knows better-sqlite3.

import Database from "better-sqlite3";
import type { Database as Connection, Statement } from "better-sqlite3";
import type { RecordRow } from "../../shared/contract/records.ts";
import type { Columns } from "./entry-columns.ts";
import { searchText } from "./entry-columns.ts";
import { COLUMN_COUNT, CREATE_META, CREATE_ROWS, FALLBACKS, INDEX_VERSION } from "./index-schema.ts";
import type { IndexMeta } from "./index-schema.ts";
import type { LogLine } from "./log-lines.ts";

/** Where a line stands in the log, and what it was. */
export interface LinePlace {
  readonly at: number;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly seq: number | null;
}

export interface TimedRow {
  readonly time: string | null;
  readonly timed: string | null;
}

type StoredRow = Omit<RecordRow, "thresholds" | "fallback" | "readable"> & {
  readonly autonomous: number | null;
  readonly alert: number | null;
  readonly fallback: number | null;
  readonly readable: number;
};

const ROW =
  "SELECT line, seq, time, id, actor, trigger, action, confidence, autonomous, alert, outcome, durationMs, fallback, " +
  "correlation, readable FROM rows WHERE line";

export class RowStore {
  readonly db: Connection;
  private readonly row: Statement<[number], StoredRow>;
  private readonly span: Statement<[number, number], StoredRow>;
  private readonly placeOf: Statement<[number], LinePlace>;
  private readonly insert: Statement | null;
  private readonly values: unknown[] = Array.from({ length: COLUMN_COUNT }, () => null);

  private constructor(db: Connection, writable: boolean) {
    this.db = db;
    this.row = db.prepare(`${ROW} = ?`);
    this.span = db.prepare(`${ROW} BETWEEN ? AND ? ORDER BY line`);
    this.placeOf = db.prepare("SELECT at, bytes, sha256, seq FROM rows WHERE line = ?");
    const places = Array.from({ length: COLUMN_COUNT }, () => "?").join(",");
    this.insert = writable ? db.prepare(`INSERT INTO rows VALUES (${places})`) : null;
  }

  /**
   * A new store, in a file that does not exist yet or in memory, with one open transaction. Nothing is written
   * safely: whoever wants the file waits for `finish`, then for the disk.
   */
  static create(file: string | null, maxPages?: number): RowStore {
    const db = new Database(file ?? ":memory:");
    try {
      for (const setting of [
        "page_size = 8192",
        "journal_mode = OFF",
        "synchronous = OFF",
        "locking_mode = EXCLUSIVE",
        "cache_size = -32768",
        "temp_store = MEMORY",
        `user_version = ${INDEX_VERSION}`,
      ]) {
        db.pragma(setting);
      }
      if (file !== null && maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
      db.exec(CREATE_ROWS);
      db.exec(CREATE_META);
      const store = new RowStore(db, true);
      db.exec("BEGIN");
      return store;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** A finished store that is only read. @throws where the file is none, or not of this form. */
  static open(file: string): RowStore {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      db.pragma("trusted_schema = OFF");
      db.pragma("cell_size_check = ON");
      db.pragma("cache_size = -32768");
      db.pragma("temp_store = MEMORY");
      const made = db.prepare<[], string>("SELECT sql FROM sqlite_schema ORDER BY name").pluck().all();
      const version: unknown = db.pragma("user_version", { simple: true });
      if (version !== INDEX_VERSION || JSON.stringify(made) !== JSON.stringify([CREATE_META, CREATE_ROWS])) {
        throw new Error("the file is no index of this version");
      }
      return new RowStore(db, false);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** `columns` null where the line is not readable as an entry. `timed`: JSON for the clocks. */
  add(line: number, place: LogLine, columns: Columns | null, timed: string | null): void {
    const { values } = this;
    values[0] = line;
    values[1] = place.offset;
    values[2] = place.length;
    values[3] = place.sha256;
    values[4] = columns === null ? 0 : 1;
    values[5] = columns?.seq ?? null;
    values[6] = columns?.time ?? null;
    values[7] = columns?.id ?? null;
    values[8] = columns?.actor ?? null;
    values[9] = columns?.trigger ?? null;
    values[10] = columns?.action ?? null;
    values[11] = columns?.confidence ?? null;
    values[12] = columns?.thresholds?.autonomous ?? null;
    values[13] = columns?.thresholds?.alert ?? null;
    values[14] = columns?.outcome ?? null;
    values[15] = columns?.durationMs ?? null;
    const fallback = columns?.fallback ?? null;
    values[16] = fallback === null ? null : FALLBACKS.indexOf(fallback);
    values[17] = columns?.correlation ?? null;
    values[18] = timed;
    values[19] = columns === null ? null : searchText(columns);
    this.insert!.run(values);
  }

  /** Ends the transaction. `restarts` are the points from which the log can be read. */
  finish(meta: IndexMeta, restarts: Uint8Array): void {
    const put = this.db.prepare("INSERT INTO meta VALUES (?, ?)");
    put.run("index", JSON.stringify(meta));
    put.run("restarts", restarts);
    this.db.exec("COMMIT");
  }

  /** @throws where there is none. */
  meta(): { readonly meta: IndexMeta; readonly restarts: Uint8Array } {
    const get = this.db.prepare<[string]>("SELECT value FROM meta WHERE key = ?").pluck();
    const meta = JSON.parse(String(get.get("index"))) as IndexMeta;
    const restarts = get.get("restarts");
    if (!(restarts instanceof Uint8Array)) throw new Error("the index has no restart points");
    return { meta, restarts };
  }

  /** Lines count from 1 without a hole, so that the largest is their number. */
  count(): number {
    return this.db.prepare<[], number | null>("SELECT max(line) FROM rows").pluck().get() ?? 0;
  }

  get(line: number): RecordRow | null {
    const row = this.row.get(line);
    return row === undefined ? null : asRow(row);
  }

  /** Rows of the lines from `first` to `last`. */
  between(first: number, last: number): RecordRow[] {
    return this.span.all(first, last).map((row) => asRow(row));
  }

  /** The lines that a query gives, in its order. */
  lines(sql: string, values: readonly string[]): number[] {
    return this.db
      .prepare<unknown[], number>(sql)
      .pluck()
      .all(...values);
  }

  place(line: number): LinePlace | null {
    return this.placeOf.get(line) ?? null;
  }

  /** Hands on what the clocks need of the lines from `first` to `last`: one at a time, since each may be a megabyte. */
  timed(first: number, last: number, each: (row: TimedRow) => void): void {
    const rows = this.db.prepare<[number, number], TimedRow>(
      "SELECT time, timed FROM rows WHERE line BETWEEN ? AND ? ORDER BY line",
    );
    for (const row of rows.iterate(first, last)) each(row);
  }

  close(): void {
    this.db.close();
  }
}

function asRow({ autonomous, alert, fallback, readable, ...row }: StoredRow): RecordRow {
  return {
    ...row,
    thresholds: autonomous === null || alert === null ? null : { autonomous, alert },
    fallback: fallback === null ? null : (FALLBACKS[fallback] ?? null),
    readable: readable === 1,
  };
}
