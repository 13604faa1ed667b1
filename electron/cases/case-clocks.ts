// Reads what the sources say of time, and compares their clocks with the action log's.

import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { setImmediate } from "node:timers/promises";
import type { BundleFile, Clock } from "../../shared/contract/cases.ts";
import { ActionTies, ClockBuilder } from "../../shared/analysis/clocks.ts";
import type { TimedRecord } from "../../shared/analysis/clocks.ts";
import { decodeUtf8 } from "../../shared/encoding/bytes.ts";
import type { JsonValue } from "../../shared/encoding/json.ts";
import { fileTimes } from "../../shared/sources/times.ts";
import { explain } from "../platform/explain.ts";
import type { BundleFiles, PresentFile } from "./bundle-files.ts";
import type { LogIndex } from "./log-index.ts";

/** A file of a source that is parsed whole; AWS cuts its own at about 50 MB. */
const MAX_SOURCE_BYTES = 64 * 2 ** 20;
/**
 * What a file of a source holds of commas, brackets and line ends, in strings too: each may stand for a value. One of
 * AWS has some 60 for each 2 KB; 64 MiB of nothing else would take gigabytes and block the thread for half a minute.
 */
const MAX_MARKS = 4_000_000;
const MARKS = new Uint8Array(256);
for (const mark of ",[{\n") MARKS[mark.charCodeAt(0)] = 1;
const ROWS_AT_ONCE = 2_000;

const inflate = promisify(gunzip);

type Window = { readonly from: string; readonly to: string } | null;

export interface ClockInput {
  readonly files: BundleFiles;
  readonly inventory: readonly BundleFile[];
  /** Null where there is no log, or none that could be indexed. */
  readonly index: LogIndex | null;
  /** The incident's, where a trusted key has signed it. */
  readonly window: Window;
  readonly signal: AbortSignal;
}

/** One clock for each source that the bundle has. Rejects with the signal's reason alone. */
export async function readClocks(input: ClockInput): Promise<Clock[]> {
  const ties = new ActionTies();
  const out: Clock[] = [];
  const log = await logClock(input, ties);
  if (log !== null) out.push(log);
  for (const source of ["cloudtrail", "pagerduty"] as const) {
    const files = input.inventory.filter(({ role, size }) => role === source && size !== null);
    if (files.length > 0) out.push(await sourceClock(source, files as PresentFile[], input, ties));
  }
  return out;
}

async function logClock({ index, window, signal }: ClockInput, ties: ActionTies): Promise<Clock | null> {
  if (index?.state.state !== "ready") return null;
  const builder = new ClockBuilder("action-log", { window });
  const { rows } = index.state;
  for (let from = 1; from <= rows; from += ROWS_AT_ONCE) {
    index.timed(from, Math.min(rows, from + ROWS_AT_ONCE - 1), ({ time, timed }) => {
      const record = timed === null ? { time } : (JSON.parse(timed) as TimedRecord);
      builder.add(record);
      if (timed !== null) ties.add(record);
    });
    await index.way.giveWay();
    signal.throwIfAborted();
  }
  return { ...builder.clock(), unread: null };
}

async function sourceClock(
  source: "cloudtrail" | "pagerduty",
  files: readonly PresentFile[],
  { files: bundle, window, signal }: ClockInput,
  ties: ActionTies,
): Promise<Clock> {
  const builder = new ClockBuilder(source, { window, ties });
  const unread: { path: string; reason: string }[] = [];
  for (const file of files) {
    try {
      for (const json of await documents(bundle, file)) {
        const times = fileTimes(source, json);
        if ("reason" in times) throw new Error(times.reason);
        for (const record of times.records) builder.add(record);
      }
    } catch (error) {
      signal.throwIfAborted();
      unread.push({ path: file.path, reason: explain(error) });
    }
    await setImmediate();
    signal.throwIfAborted();
  }
  const first = unread[0];
  return {
    ...builder.clock(),
    unread: first === undefined ? null : { files: unread.length, first: first.path, reason: first.reason },
  };
}

/** The JSON texts of a file: one, or one a line. */
async function documents(bundle: BundleFiles, { path, size }: PresentFile): Promise<JsonValue[]> {
  if (size > MAX_SOURCE_BYTES) throw new Error(`it is larger than ${MAX_SOURCE_BYTES / 2 ** 20} MiB`);
  const zipped = path.endsWith(".gz");
  const stored = await bundle.whole(path);
  const bytes = zipped ? await unzip(stored) : stored;
  if (marksIn(bytes) > MAX_MARKS) throw new Error("it holds too many values");
  const texts = /\.jsonl(\.gz)?$/.test(path) ? text(bytes).split("\n") : [text(bytes)];
  return texts.filter((line) => line !== "").map((line) => parse(line));
}

function marksIn(bytes: Uint8Array): number {
  let marks = 0;
  // An iterator takes seventeen times as long.
  for (let i = 0; i < bytes.length; i += 1) marks += MARKS[bytes[i]!]!;
  return marks;
}

async function unzip(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflate(bytes, { maxOutputLength: MAX_SOURCE_BYTES });
  } catch {
    throw new Error("its gzip data is damaged or too large");
  }
}

function text(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    throw new Error("it is not UTF-8");
  }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new Error("it is not JSON");
  }
}
