// A second reading of an action log, written straight from the description of its form: the whole log at once, no
// segments, no speed. What the product says of a log is held to this.

import { createHash } from "node:crypto";
import { parseCanonical } from "../../../shared/encoding/canonical.ts";
import { isJsonObject } from "../../../shared/encoding/json.ts";

export interface NaiveReading {
  readonly lines: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly headHash: string | null;
  /** Hex, or null where the lines are not 0, 1, 2, ... */
  readonly root: string | null;
  /** The first line, from 1, that does not carry what it must of the line before it. */
  readonly chainFault: number | null;
}

interface Entry {
  readonly seq: number;
  readonly prev: string;
}

const ZEROS = "0".repeat(64);

export function readNaively(log: Uint8Array): NaiveReading {
  const lines = splitLines(log);
  const entries = lines.map((line) => readEntry(line));
  const places = countOn(entries);
  const whole = entries.every((entry, i) => entry?.seq === i);
  return {
    lines: lines.length,
    firstSeq: entries.find((entry) => entry !== null)?.seq ?? null,
    lastSeq: places.at(-1) ?? null,
    headHash: lines.length === 0 ? null : sha256(lines.at(-1)!).toString("hex"),
    root: whole ? treeHash(lines).toString("hex") : null,
    chainFault: firstChainFault(lines, entries, places),
  };
}

function sha256(...parts: Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

/** LF after each line; bytes behind the last LF are a line too, which is a fault of its own. */
function splitLines(log: Uint8Array): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < log.length;) {
    const lf = log.indexOf(0x0a, at);
    const end = lf < 0 ? log.length : lf;
    out.push(log.slice(at, end));
    at = end + 1;
  }
  return out;
}

/** Number and link of a canonical line; null where it has none that can be used. */
function readEntry(line: Uint8Array): Entry | null {
  try {
    const value = parseCanonical(line);
    if (!isJsonObject(value)) return null;
    const { seq, prev } = value as { seq?: unknown; prev?: unknown };
    const numbered = typeof seq === "number" && Number.isSafeInteger(seq) && seq >= 0;
    const linked = typeof prev === "string" && /^[0-9a-f]{64}$/.test(prev);
    return numbered && linked ? { seq, prev } : null;
  } catch {
    return null;
  }
}

/** Each line's number; a line that cannot be read is counted on from the one before, if there is a number before. */
function countOn(entries: readonly (Entry | null)[]): (number | null)[] {
  let last: number | null = null;
  return entries.map((entry) => {
    last = entry === null ? (last === null ? null : last + 1) : entry.seq;
    return last;
  });
}

/** `prev` is the hash of the line before; the first entry of a log has 64 zeros. A jump ahead cannot be checked. */
function firstChainFault(
  lines: readonly Uint8Array[],
  entries: readonly (Entry | null)[],
  places: readonly (number | null)[],
): number | null {
  for (const [i, entry] of entries.entries()) {
    if (entry === null) continue;
    const before = i === 0 ? -1 : places[i - 1]!;
    if (before === null) continue;
    const inside = i > 0 || entry.seq > 0;
    const follows = i > 0 && entry.seq === before + 1;
    const wrong = follows
      ? entry.prev !== sha256(lines[i - 1]!).toString("hex")
      : inside
        ? entry.prev === ZEROS && entry.seq > before
        : entry.prev !== ZEROS;
    if (wrong) return i + 1;
  }
  return null;
}

/** RFC 6962 section 2.1. */
function treeHash(lines: readonly Uint8Array[]): Buffer {
  if (lines.length === 0) return sha256();
  if (lines.length === 1) return sha256(Uint8Array.of(0), lines[0]!);
  let k = 1;
  while (2 * k < lines.length) k *= 2;
  return sha256(Uint8Array.of(1), treeHash(lines.slice(0, k)), treeHash(lines.slice(k)));
}
