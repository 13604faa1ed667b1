// The user's trust file as the host keeps it in view: reads it, changes it, and notices when somebody else did.

import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { toHex } from "../../shared/encoding/bytes.ts";
import type { KeyPreview, TrustChange, TrustedKeyView, TrustView } from "../../shared/contract/trust.ts";
import { formatVerifierKey, keyHint } from "../../shared/encoding/vkey.ts";
import type { VerifierKey } from "../../shared/encoding/vkey.ts";
import { NO_TRUST } from "../../shared/model/trust.ts";
import type { Trust, TrustedKey } from "../../shared/model/trust.ts";
import { explain } from "../platform/explain.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import { changeTrust } from "../trust/trust-change.ts";
import type { TrustEdit } from "../trust/trust-edit.ts";
import { readTrustFile, trustOf } from "../trust/trust-file.ts";
import { lockPath } from "../trust/trust-lock.ts";
import { readRecord, recordPath } from "../trust/trust-record.ts";
import type { RecordLine } from "../trust/trust-record.ts";
import { asSentence } from "./errors.ts";

const MAX_CHANGES = 1_000;
/** A program that is changing the file right now has a moment to finish. */
const TRIES = 20;
const PAUSE = 50;

export interface TrustDeskOptions {
  readonly path: string;
  readonly by: string;
  /** At each look: what the file is now. `sha256` is null where there is none or it cannot be read. */
  readonly onSeen?: (sha256: string | null) => void;
  /** The file is another one than before. */
  readonly onChange: (sha256: string | null) => void;
  readonly onNotice: (message: string) => void;
}

export class TrustDesk {
  readonly path: string;
  private readonly options: TrustDeskOptions;
  /** What the file was when it was last looked at. */
  private seen: string | null = null;
  /** Reads that were begun, and the latest of them that counted: one that is overtaken tells of an older file. */
  private reads = 0;
  private counted = 0;

  constructor(options: TrustDeskOptions) {
    this.path = options.path;
    this.options = options;
  }

  /** Looks at the file for the first time: nothing has changed yet. */
  async open(): Promise<void> {
    this.seen = await readTrustFile(this.path).then(
      (file) => file?.sha256 ?? null,
      () => null,
    );
  }

  /** Tells of a file that was changed by other means than this. */
  async look(): Promise<void> {
    await this.read();
  }

  /** A record that does not fit the file may be a change that is being made: it is looked at until it stays so. */
  async view(): Promise<TrustView> {
    let view = await this.viewOnce();
    for (let i = 1; view.record.fault !== null && i < TRIES; i += 1) {
      const before = view;
      view = await this.viewOnce();
      const same = view.sha256 === before.sha256 && view.record.total === before.record.total;
      if (same && !existsSync(lockPath(this.path))) break;
      await setTimeout(PAUSE);
    }
    return view;
  }

  /** @throws Fault, those of changeTrust. */
  async change(edit: TrustEdit): Promise<TrustView> {
    const { path } = this;
    try {
      const { sha256, notices } = await changeTrust(path, edit, { by: this.options.by });
      for (const notice of notices) this.options.onNotice(asSentence(`${notice} (${path})`));
      this.saw(sha256, (this.reads += 1));
    } catch (error) {
      // The file may be changed all the same, where only its record could not be written.
      await this.look();
      throw error;
    }
    return this.view();
  }

  /** What a key is, and whether it stands in the file already, under whatever name. */
  async preview(key: VerifierKey): Promise<KeyPreview> {
    const { trust } = await this.read();
    const same = trust.keys.filter(({ publicKey }) => toHex(publicKey) === toHex(key.publicKey));
    const known = same.find(({ hint }) => hint === keyHint(key)) ?? same[0];
    return { ...describe(key), known: known === undefined ? null : trustedView(known) };
  }

  private async viewOnce(): Promise<TrustView> {
    const record = await this.record();
    const { sha256, exists, trust, fault } = await this.read();
    const unseen = record.last !== undefined && record.last !== sha256;
    return {
      path: this.path,
      exists,
      sha256,
      threshold: trust.threshold,
      keys: trust.keys.map(trustedView),
      fault,
      record: {
        path: recordPath(this.path),
        changes: record.lines.slice(-MAX_CHANGES).map(changeView).toReversed(),
        total: record.total,
        fault: record.fault === null ? (unseen ? otherMeans(exists) : null) : asSentence(record.fault),
      },
    };
  }

  private async record() {
    try {
      return await readRecord(this.path);
    } catch (error) {
      return { lines: [], total: 0, fault: asSentence(explain(error)), last: undefined };
    }
  }

  private async read(): Promise<{
    readonly sha256: string | null;
    readonly exists: boolean;
    readonly trust: Trust;
    readonly fault: string | null;
  }> {
    const read = (this.reads += 1);
    let file;
    try {
      file = await readTrustFile(this.path);
    } catch (error) {
      this.saw(null, read);
      return { sha256: null, exists: true, trust: NO_TRUST, fault: asSentence(explain(error)) };
    }
    const sha256 = file?.sha256 ?? null;
    this.saw(sha256, read);
    if (file === null) return { sha256, exists: false, trust: NO_TRUST, fault: null };
    try {
      return { sha256, exists: true, trust: trustOf(this.path, file.bytes), fault: null };
    } catch (error) {
      return { sha256, exists: true, trust: NO_TRUST, fault: asSentence(explain(error)) };
    }
  }

  private saw(sha256: string | null, read: number): void {
    if (read < this.counted) return;
    this.counted = read;
    this.options.onSeen?.(sha256);
    if (sha256 === this.seen) return;
    this.seen = sha256;
    this.options.onChange(sha256);
  }
}

function otherMeans(exists: boolean): string {
  const what = exists ? "was changed" : "was removed";
  return `The trust file ${what} by other means than this program: the next change notes it in the record.`;
}

function describe(key: VerifierKey): Omit<KeyPreview, "known"> {
  return {
    name: key.name,
    hint: keyHint(key),
    vkey: formatVerifierKey(key),
    fingerprint: fingerprintOf(key),
  };
}

/** SHA-256 of the 32 bytes of the public key, hex: what people compare. */
export function fingerprintOf(key: Pick<VerifierKey, "publicKey">): string {
  return nodePlatform.sha256Hex(key.publicKey);
}

function trustedView(key: TrustedKey): TrustedKeyView {
  return { ...describe(key), roles: [...key.roles], status: key.status, statusAt: key.statusAt };
}

function changeView({ seq, time, summary, action, key, by, before, after }: RecordLine): TrustChange {
  return { seq, time, summary, action, key, by, before, after };
}
