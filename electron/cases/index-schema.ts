// The index of a log: one table of rows, one of facts about it. Another form is another file name: an index can always
// be made again from the evidence.

export const INDEX_FILE = "index-v1.db";
export const INDEX_VERSION = 1;

/**
 * `at` and `bytes` say where the line stands in the log, `sha256` what it was: the line itself stays in its bundle.
 * `timed` is what the clocks need of an entry that names requests; `search` is there where a text is not plain ASCII.
 */
export const CREATE_ROWS =
  "CREATE TABLE rows (line INTEGER PRIMARY KEY, at INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL, " +
  "readable INTEGER NOT NULL, seq INTEGER, time TEXT, id TEXT, actor TEXT, trigger TEXT, action TEXT, " +
  "confidence REAL, autonomous REAL, alert REAL, outcome TEXT, durationMs REAL, fallback INTEGER, correlation TEXT, " +
  "timed TEXT, search TEXT)";
export const CREATE_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID";
export const COLUMN_COUNT = 20;

/** Places of the stored number. */
export const FALLBACKS = ["none", "configured", "succeeded", "failed"] as const;

/** What an index is of, and what was noted while it was made. */
export interface IndexMeta {
  readonly bundleSha256: string;
  readonly logSha256: string;
  readonly rows: number;
  /** Lines of the log that have no row, because there are too many. */
  readonly left: number;
  /**
   * Each sequence number is larger than those before: line order is `seq` order, and a line without one stands where
   * the log has it.
   */
  readonly ordered: boolean;
  /** Most frequent first. */
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
}
