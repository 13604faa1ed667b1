// What reading a bundle yields, before anything is judged. Hosts fill it; the checks read nothing else.

import type { Fault } from "../model/fault.ts";
import type { LogFacts } from "../model/log.ts";
import type { Platform } from "../model/platform.ts";
import type { Trust } from "../model/trust.ts";

export const LOG_PATH = "data/action-log/entries.jsonl";
export const CHECKPOINT_PATH = "inquest/checkpoint";
export const ENVELOPE_PATH = "inquest/bundle.dsse.json";
export const PAYLOAD_MANIFEST = "manifest-sha256.txt";
export const TAG_MANIFEST = "tagmanifest-sha256.txt";
const PROOF = /^inquest\/proofs\/(0|[1-9][0-9]*)\.tlog-proof$/;
const NOTES = /^data\/notes\/[^/]+\/(notes\.jsonl|checkpoint)$/;

/** Files that checks read whole: small, and capped in size by the reader. */
export function isControlFile(path: string): boolean {
  return (
    ["bagit.txt", "bag-info.txt", PAYLOAD_MANIFEST, TAG_MANIFEST, CHECKPOINT_PATH, ENVELOPE_PATH].includes(
      path,
    ) ||
    path.startsWith("inquest/proofs/") ||
    (NOTES.test(path) && path.endsWith("/checkpoint"))
  );
}

/** Manifests and envelope grow with the number of files; all others are small by nature. */
export function isLargeControlFile(path: string): boolean {
  return [PAYLOAD_MANIFEST, TAG_MANIFEST, ENVELOPE_PATH].includes(path);
}

export function isNotesLog(path: string): boolean {
  return NOTES.test(path) && path.endsWith("/notes.jsonl");
}

export function isNotesFile(path: string): boolean {
  return NOTES.test(path);
}

export function proofPath(seq: number): string {
  return `inquest/proofs/${seq}.tlog-proof`;
}

/** The sequence number that a proof's path names, or null. */
export function proofSeq(path: string): number | null {
  const digits = PROOF.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

export interface FileFact {
  readonly path: string;
  readonly size: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
}

export interface BundleFacts {
  /** Path as the user gave it; size and hash are null where the file could not be read. */
  readonly bundle: { readonly path: string; readonly sha256: string | null; readonly size: number | null };
  /** Why the file could not be read at all (`unreadable`), or why it is no sound archive (`container`). */
  readonly stop: { readonly kind: "unreadable" | "container"; readonly fault: Fault } | null;
  readonly files: ReadonlyMap<string, FileFact>;
  readonly control: ReadonlyMap<string, Uint8Array>;
  /** Null where the bundle has no action log file. */
  readonly log: LogFacts | null;
  /** Notes logs by path. */
  readonly notes: ReadonlyMap<string, LogFacts>;
  readonly trust: Trust;
  readonly trustFile: { readonly path: string | null; readonly sha256: string | null };
  readonly platform: Platform;
}
