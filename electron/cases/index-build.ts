// One pass over a log's bytes that makes its rows. What is indexed must be what was verified: the hash of the bytes
// that came by is compared at the end.

import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import type { JsonValue } from "../../shared/encoding/json.ts";
import type { ZipEntry } from "../../shared/encoding/zip.ts";
import { MAX_UNREADABLE_LINES } from "../../shared/model/limits.ts";
import { entryTimes } from "../../shared/sources/times.ts";
import type { BundleReader } from "../bundle/access/bundle-reader.ts";
import { RestartBuilder } from "../bundle/access/restarts.ts";
import type { Restarts } from "../bundle/access/restarts.ts";
import { columnsOf, membersOf } from "./entry-columns.ts";
import { callError } from "./failures.ts";
import type { IndexMeta } from "./index-schema.ts";
import { LogLines } from "./log-lines.ts";
import type { LogLine } from "./log-lines.ts";
import { OutcomeTally } from "./outcome-tally.ts";
import type { RightOfWay } from "./right-of-way.ts";
import type { RowStore } from "./row-store.ts";

export interface BuildOptions {
  readonly bundleSha256: string;
  readonly logSha256: string;
  /** Rows at most: further lines are counted alone. */
  readonly maxRows: number;
  readonly signal: AbortSignal;
  /** After each chunk. */
  readonly onRows: () => void;
  readonly way: RightOfWay;
}

type Members = NonNullable<ReturnType<typeof membersOf>>;

export class IndexBuild {
  private readonly store: RowStore;
  private readonly options: BuildOptions;
  private readonly tally = new OutcomeTally();
  private readonly builder = new RestartBuilder();
  private unreadable = 0;
  private lastSeq = -1;
  rows = 0;
  /** Lines without a row. */
  left = 0;
  ordered = true;

  constructor(store: RowStore, options: BuildOptions) {
    this.store = store;
    this.options = options;
  }

  /** Those that were noted so far. */
  restarts(): Restarts {
    return this.builder.finish();
  }

  outcomes(): IndexMeta["outcomes"] {
    return this.tally.list();
  }

  /**
   * Other work of the thread goes on between chunks.
   * @throws CallError `evidence-changed` where the bytes are not those that were verified; the signal's reason.
   */
  async run(reader: BundleReader, entry: ZipEntry): Promise<{ meta: IndexMeta; restarts: Restarts }> {
    const { bundleSha256, logSha256, signal, onRows, way } = this.options;
    const hash = createHash("sha256");
    const lines = new LogLines((line) => this.add(line));
    const onChunk = async (chunk: Uint8Array): Promise<void> => {
      hash.update(chunk);
      lines.write(chunk);
      onRows();
      await way.giveWay();
      signal.throwIfAborted();
    };
    await reader.scan(entry, onChunk, { restarts: this.builder, signal });
    lines.end();
    if (hash.digest("hex") !== logSha256) {
      throw callError(
        "evidence-changed",
        "The action log is not the one that was verified: verify the bundle again.",
      );
    }
    const restarts = this.builder.finish();
    const { rows, left, ordered } = this;
    const meta = { bundleSha256, logSha256, rows, left, ordered, outcomes: this.outcomes() };
    this.store.finish(meta, restarts.toBytes());
    return { meta, restarts };
  }

  private add(line: LogLine): void {
    if (this.rows >= this.options.maxRows || this.unreadable > MAX_UNREADABLE_LINES) {
      this.left += 1;
      return;
    }
    const entry = parse(line.bytes);
    this.rows += 1;
    if (entry === null) {
      this.unreadable += 1;
      this.store.add(this.rows, line, null, null);
      return;
    }
    const columns = columnsOf(entry);
    if (columns.seq !== null) {
      if (columns.seq <= this.lastSeq) this.ordered = false;
      this.lastSeq = columns.seq;
    }
    this.tally.add(columns.outcome);
    this.store.add(this.rows, line, columns, timedOf(entry));
  }
}

/** The line as an object, or null. Verification has judged its form; here it is only read. */
function parse(bytes: Buffer | null): Members | null {
  if (bytes === null) return null;
  try {
    return isUtf8(bytes) ? membersOf(JSON.parse(bytes.toString("utf8"))) : null;
  } catch {
    return null;
  }
}

/** Entries that name no request tie no clocks together. */
function timedOf(entry: Members): string | null {
  const taken = membersOf(entry["action_taken"]);
  const names = Array.isArray(taken?.["request_ids"]) || Array.isArray(entry["tool_calls"]);
  return names ? JSON.stringify(entryTimes(entry as JsonValue)) : null;
}
