// The record of changes to a trust file: `<trust file>.record.jsonl` beside it, one canonical JSON object a line, each
// with the SHA-256 of the line before it; lines are only ever appended. It tells whoever keeps the file what was done;
// it is no proof against somebody who writes the whole record anew.

import { open, readFile, stat, truncate } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as z from "zod/mini";
import { canonicalize, parseCanonical } from "../../shared/encoding/canonical.ts";
import { firstIssue } from "../../shared/encoding/schema.ts";
import { isInstant } from "../../shared/encoding/time.ts";
import { Fault } from "../../shared/model/fault.ts";
import { KEY_ROLES, KEY_STATUSES } from "../../shared/model/trust.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { existsFault, syncFolder, writeAside } from "../platform/files.ts";
import { nodePlatform } from "../platform/node-platform.ts";

const GENESIS = "0".repeat(64);
/** Hundred thousands of changes; what is larger is no record of a person's trust. */
const MAX_RECORD_BYTES = 64 * 2 ** 20;
const MAX_TORN_FILES = 1_000;

const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const lineSchema = z.strictObject({
  v: z.literal(1),
  /** From 0. */
  seq: z.int().check(z.gte(0)),
  /** SHA-256 of the line before, without its LF; 64 zeros in the first. */
  prev: sha256Schema,
  /** RFC 3339 UTC. */
  time: z.string().check(z.refine(isInstant, "an RFC 3339 time in UTC is expected")),
  action: z.enum(["add", "revoke", "retire", "threshold", "noticed"]),
  /** Hint of the key that it was about. */
  key: z.nullable(z.string()),
  roles: z.optional(z.array(z.enum(KEY_ROLES))),
  status: z.optional(z.enum(KEY_STATUSES)),
  /** The program that did it. */
  by: z.string(),
  summary: z.string(),
  /** SHA-256 of the trust file; null where there is none. */
  before: z.nullable(sha256Schema),
  after: z.nullable(sha256Schema),
});
export type RecordLine = z.infer<typeof lineSchema>;
/** What is written of a change; the place in the chain is found when it is appended. */
export type RecordEntry = Omit<RecordLine, "v" | "seq" | "prev">;

export interface TrustRecord {
  readonly path: string;
  /** Lines that can be read, oldest first. */
  readonly lines: readonly RecordLine[];
  /** All lines. */
  readonly total: number;
  /** The first thing that is wrong with the record itself, in a sentence. */
  readonly fault: string | null;
  /** The trust file's SHA-256 as the last line states it (null: no file); undefined where there is no such line. */
  readonly last: string | null | undefined;
  /** SHA-256 of the last line, for the next one's `prev`. */
  readonly head: string;
  /** Bytes of whole lines, and of what stands behind them. */
  readonly size: number;
  readonly torn: number;
}

export function recordPath(trustPath: string): string {
  return `${trustPath}.record.jsonl`;
}

/** @throws Fault `trust-record` where there is a record that cannot be read. */
export async function readRecord(trustPath: string): Promise<TrustRecord> {
  const path = recordPath(trustPath);
  try {
    if ((await stat(path)).size > MAX_RECORD_BYTES)
      throw new Error(`it is larger than ${MAX_RECORD_BYTES} bytes`);
    return parseRecord(path, await readFile(path));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return parseRecord(path, Buffer.alloc(0));
    throw unreadable(path, error);
  }
}

function parseRecord(path: string, bytes: Buffer): TrustRecord {
  const size = bytes.lastIndexOf(0x0a) + 1;
  const torn = bytes.length - size;
  const lines: RecordLine[] = [];
  const faults: string[] = [];
  let head = GENESIS;
  let last: RecordLine | undefined;
  let total = 0;
  for (let at = 0; at < size; total += 1) {
    const end = bytes.indexOf(0x0a, at);
    const raw = bytes.subarray(at, end);
    const read = readLine(raw);
    if (typeof read === "string") faults.push(`line ${total + 1} is broken: ${read}`);
    else {
      const broken = linkFault(read, total, head, last);
      if (broken !== null) faults.push(`line ${total + 1} ${broken}`);
      lines.push(read);
    }
    last = typeof read === "string" ? undefined : read;
    head = nodePlatform.sha256Hex(raw);
    at = end + 1;
  }
  if (torn > 0) faults.push(`its last ${torn} bytes are no whole line`);
  return { path, lines, total, fault: faults[0] ?? null, last: last?.after, head, size, torn };
}

function readLine(raw: Uint8Array): RecordLine | string {
  try {
    const parsed = lineSchema.safeParse(parseCanonical(raw));
    return parsed.success ? parsed.data : firstIssue(parsed.error);
  } catch (error) {
    return explain(error);
  }
}

/** What is wrong with a line's place in the chain. */
function linkFault(
  line: RecordLine,
  index: number,
  head: string,
  before: RecordLine | undefined,
): string | null {
  if (line.seq !== index) return `has the number ${line.seq} where ${index} is due`;
  if (line.prev !== head) return "does not follow from the line before it: the record was changed";
  if (before !== undefined && before.after !== line.before)
    return "begins with another trust file than the line before it ended with";
  return null;
}

/** Opens the record for `appendRecord`, so that a record that cannot be written is known before anything is changed. */
export async function openRecord(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, "a", 0o644);
    await syncFolder(dirname(path));
    return file;
  } catch (error) {
    throw new Fault(
      "trust-record",
      `the record of changes ${path} cannot be written, so nothing was changed: ${explain(error)}`,
    );
  }
}

/** Appends lines and waits until they are on the disk; gives the record's new end. */
export async function appendRecord(
  file: FileHandle,
  end: Pick<TrustRecord, "total" | "head">,
  entries: readonly RecordEntry[],
): Promise<Pick<TrustRecord, "total" | "head">> {
  let { total, head } = end;
  let text = "";
  for (const entry of entries) {
    const line = canonicalize({ v: 1, seq: total, prev: head, ...defined(entry) });
    head = nodePlatform.sha256Hex(Buffer.from(line));
    total += 1;
    text += `${line}\n`;
  }
  await file.appendFile(text);
  await file.sync();
  return { total, head };
}

/** The members that are there: an optional one may be written down as undefined. */
function defined(entry: RecordEntry): Omit<RecordEntry, "roles" | "status"> & {
  roles?: (typeof KEY_ROLES)[number][];
  status?: (typeof KEY_STATUSES)[number];
} {
  const { roles, status, ...rest } = entry;
  return {
    ...rest,
    ...(roles === undefined ? {} : { roles }),
    ...(status === undefined ? {} : { status }),
  };
}

/**
 * Moves what stands behind the last whole line (a write that was cut off) into a file of its own, and gives that
 * file's name. It is copied first: a crash in between leaves it in both places.
 */
export async function moveTornAside({ path, size, torn }: TrustRecord): Promise<string> {
  const bytes = (await readFile(path)).subarray(size, size + torn);
  for (let n = 1; n <= MAX_TORN_FILES; n += 1) {
    const aside = `${path}.torn-${n}`;
    try {
      await writeAside(aside, 0o644, false, (file) => file.writeFile(bytes));
    } catch (error) {
      if (error instanceof Fault && error.code === existsFault(aside).code) continue;
      throw unreadable(path, error);
    }
    await truncate(path, size);
    return basename(aside);
  }
  throw new Fault("trust-record", `there are ${MAX_TORN_FILES} torn ends beside ${path}: lay them elsewhere`);
}

function unreadable(path: string, error: unknown): Fault {
  return new Fault("trust-record", `the record of changes ${path} cannot be read: ${explain(error)}`);
}
