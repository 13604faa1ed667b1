// What reading a hash-chained log yields, before anything is judged.

import type { Place } from "./fault.ts";

/** One thing that is wrong with a log, at its first place. */
export interface LogFault {
  readonly code: string;
  readonly message: string;
  /** Line of the log, from 1. */
  readonly line: number;
  readonly seq?: number;
  readonly expected?: string;
  readonly found?: string;
}

/** The questions that lines answer; each keeps only its first fault. */
export const LOG_QUESTIONS = ["canonical", "fields", "sequence", "chain"] as const;
export type LogQuestion = (typeof LOG_QUESTIONS)[number];

export interface SignatureTally {
  /** Entries that carry a signature. */
  readonly present: number;
  readonly good: number;
  /** First signature by a key that the trust file does not know, or whose key may not be used. */
  readonly unknown: LogFault | null;
  /** First signature that is wrong. */
  readonly bad: LogFault | null;
}

/** A policy that an entry names, at the first entry that names it; null where an entry names none. */
export interface PolicyUse {
  readonly sha256: string | null;
  readonly line: number;
  readonly seq: number;
}

export interface LogFacts {
  readonly lines: number;
  /** Lines of those that could not be read as entries: they have no number, and link to nothing. */
  readonly unreadable: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  /** SHA-256 of the last line, hex: what a next entry's `prev` would be. */
  readonly headHash: string | null;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly faults: Readonly<Partial<Record<LogQuestion, LogFault>>>;
  /** First hole in `seq`, a missing head included: a fault in a whole log, expected in an extract. */
  readonly hole: LogFault | null;
  readonly holes: number;
  /** RFC 6962 root over all lines; null where the lines are not 0, 1, 2, ... */
  readonly rootHash: Uint8Array | null;
  /** Sequence numbers and leaf hashes of the first entries, as many as there can be proofs. */
  readonly leaves: readonly { readonly seq: number; readonly hash: Uint8Array }[];
  readonly policies: readonly PolicyUse[];
  readonly signatures: SignatureTally;
}

export function placeOf(file: string, fault: LogFault): Place {
  return {
    file,
    line: fault.line,
    ...(fault.seq === undefined ? {} : { seq: fault.seq }),
    ...(fault.expected === undefined ? {} : { expected: fault.expected }),
    ...(fault.found === undefined ? {} : { found: fault.found }),
  };
}
