// One line of the log as it stands in the bundle, and how it is chained to its neighbours.

import { isUtf8 } from "node:buffer";
import type { LogRecord } from "../../shared/contract/records.ts";
import { MAX_LINE_BYTES } from "../../shared/model/limits.ts";
import { membersOf } from "./entry-columns.ts";

/** Of the line itself and its neighbours: what their own bytes say, and what they are hashed to. */
export interface Neighbour {
  readonly seq: number | null;
  /** Hex. */
  readonly sha256: string;
}

export interface RecordParts {
  readonly line: number;
  readonly offset: number;
  readonly size: number;
  readonly sha256: string;
  readonly seq: number | null;
  /** The line's bytes; its first MAX_LINE_BYTES where it is longer. */
  readonly bytes: Buffer;
  readonly before: Neighbour | null;
  /** Bytes of the next line, where there is one. */
  readonly next: Buffer | null;
  /** The bundle says that its log is an extract: holes are expected. */
  readonly extract: boolean;
}

const NO_HASH = "0".repeat(64);

export type RecordParsed = Omit<LogRecord, "policyPath"> & { readonly policySha256: string | null };

export function recordOf(parts: RecordParts): RecordParsed {
  const { line, offset, size, sha256, seq, bytes, before, next } = parts;
  const entry = parseLine(bytes, size);
  const prev = textOf(entry?.["prev"]);
  const due = before?.sha256 ?? (seq === 0 ? NO_HASH : null);
  return {
    line,
    offset,
    bytes: size,
    ...textOfLine(bytes, size),
    sha256,
    seq,
    prev,
    before: due,
    after: next === null ? null : textOf(parseLine(next, next.length)?.["prev"]),
    chain: entry === null ? "unknown" : chainOf(parts, prev),
    policySha256: textOf(membersOf(entry?.["policy"])?.["sha256"]),
  };
}

/** The rules of docs/FORMAT.md, section 6: neighbours in `seq` chain; only an extract may skip. */
function chainOf({ line, seq, before, extract }: RecordParts, prev: string | null): LogRecord["chain"] {
  if (line === 1 || before === null) {
    if (seq === 0) return prev === NO_HASH ? "first" : "broken";
    return extract && seq !== null ? "skips" : "broken";
  }
  const follows = seq !== null && (before.seq === null || seq === before.seq + 1);
  if (follows && prev === before.sha256) return "linked";
  const skips = seq !== null && before.seq !== null && seq > before.seq + 1;
  return extract && skips ? "skips" : "broken";
}

function parseLine(bytes: Buffer, size: number): ReturnType<typeof membersOf> {
  if (size > MAX_LINE_BYTES || !isUtf8(bytes)) return null;
  try {
    return membersOf(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

/** A cut may go through a character: what is left of it does not make the line unreadable. */
function textOfLine(bytes: Buffer, size: number): Pick<LogRecord, "text" | "utf8"> {
  let end = bytes.length;
  if (size > end) {
    while (end > 0 && end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end -= 1;
    if (end > 0 && bytes[end - 1]! >= 0xc0) end -= 1;
  }
  const kept = bytes.subarray(0, end);
  return { text: kept.toString("utf8"), utf8: isUtf8(kept) };
}

/** Hashes are short: whatever else stands there is cut. */
function textOf(value: unknown): string | null {
  return typeof value === "string" ? value.slice(0, 100).toWellFormed() : null;
}
