// Changes to whose keys count: around the rules (trust-edit.ts) a lock, the trust file and the record.
//
// The order is: what was noticed goes into the record, then the trust file is replaced, then the change goes into the
// record. A crash between the last two leaves a trust file that is not the one which the record saw last: that is
// shown, and the next change records it as noticed. So no change is lost, and none is recorded that did not happen.

import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { Fault } from "../../shared/model/fault.ts";
import { NO_TRUST } from "../../shared/model/trust.ts";
import type { Trust } from "../../shared/model/trust.ts";
import { explain } from "../platform/explain.ts";
import { planChange } from "./trust-edit.ts";
import type { Planned, TrustEdit } from "./trust-edit.ts";
import { loadTrust, readTrustFile, realTrustPath, saveTrust, trustOf } from "./trust-file.ts";
import { withTrustLock } from "./trust-lock.ts";
import type { Patience } from "./trust-lock.ts";
import { appendRecord, moveTornAside, openRecord, readRecord } from "./trust-record.ts";
import type { RecordEntry, TrustRecord } from "./trust-record.ts";

export interface Changed extends Planned {
  /** SHA-256 of the trust file now, hex. */
  readonly sha256: string;
  /** Sentences about what was found and put right on the way. */
  readonly notices: readonly string[];
}

export interface ChangeOptions {
  /** The program that does it: `cli`, `desktop`, `web`. */
  readonly by: string;
  readonly now?: () => Date;
  readonly patience?: Patience;
}

/**
 * Makes one change to a trust file and to its record.
 * @throws Fault: one of `loadTrust`'s where the file is broken or missing, `role`, `threshold`, `time`, `key-status`,
 * `key-unknown`, `key-ambiguous` where the rules refuse, `trust-locked`, `trust-record`, `trust-unwritable`.
 */
export async function changeTrust(path: string, edit: TrustEdit, options: ChangeOptions): Promise<Changed> {
  // What is refused leaves no trace, not even a folder.
  planChange(path, (await load(path, edit)).trust, edit);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // One lock for one file, by whatever links it is named.
    const locked = await realTrustPath(path);
    return await withTrustLock(locked, () => changeLocked(path, edit, options), options.patience);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("trust-unwritable", `the trust file ${path} cannot be written: ${explain(error)}`);
  }
}

async function changeLocked(
  path: string,
  edit: TrustEdit,
  { by, now = () => new Date() }: ChangeOptions,
): Promise<Changed> {
  const { trust, sha256: before } = await load(path, edit);
  const planned = planChange(path, trust, edit);
  const record = await readRecord(path);
  const stamp = { by, time: now().toISOString() };
  const file = await openRecord(record.path);
  try {
    const noticed = await notice(record, before);
    const end = await appendRecord(
      file,
      record,
      noticed.map((entry) => ({ ...entry, ...stamp })),
    );
    const sha256 = await saveTrust(path, planned.file);
    try {
      await appendRecord(file, end, [{ ...planned.what, ...stamp, before, after: sha256 }]);
    } catch (error) {
      const message = `the change to ${path} is made, but its record ${record.path} cannot be written: ${explain(error)}`;
      throw new Fault("trust-record", message);
    }
    return { ...planned, sha256, notices: noticed.map(({ summary }) => summary) };
  } finally {
    await file.close();
  }
}

/** What happened outside of this record, as lines for it. */
async function notice(
  record: TrustRecord,
  sha256: string | null,
): Promise<Omit<RecordEntry, "by" | "time">[]> {
  const lines: Omit<RecordEntry, "by" | "time">[] = [];
  const before = record.last ?? null;
  const note = (summary: string, from: string | null, to: string | null): void => {
    lines.push({ action: "noticed", key: null, summary, before: from, after: to });
  };
  if (record.torn > 0) {
    const name = await moveTornAside(record);
    note(
      `the record's last ${record.torn} bytes were no whole line and were moved to ${name}`,
      before,
      before,
    );
  }
  if (record.total === 0 && sha256 !== null)
    note("the trust file was there before this record", before, sha256);
  else if (record.total > 0 && record.last !== sha256)
    note("the trust file was changed by other means", before, sha256);
  return lines;
}

/** A trust file that is missing can only be begun by adding a key, or by asking for more than one. */
async function load(path: string, edit: TrustEdit): Promise<{ trust: Trust; sha256: string | null }> {
  const file = await readTrustFile(path);
  if (file !== null) return { trust: trustOf(path, file.bytes), sha256: file.sha256 };
  if (edit.action !== "retire" && edit.action !== "revoke") return { trust: NO_TRUST, sha256: null };
  return loadTrust(path);
}
