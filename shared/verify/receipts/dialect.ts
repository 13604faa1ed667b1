// What every dialect of signed receipts offers, so that more can come, one file a dialect. A receipt is one JSON
// object that says what an agent did; receipts are signed one by one and chained by hash.

import type { JsonObject } from "../../encoding/json.ts";
import type { LogFault } from "../../model/log.ts";
import type { Platform } from "../../model/platform.ts";

/** The questions that receipts answer; each keeps only its first fault. */
export const RECEIPT_QUESTIONS = ["form", "signature", "chain", "sequence"] as const;
export type ReceiptQuestion = (typeof RECEIPT_QUESTIONS)[number];
export type ReceiptFaults = Partial<Record<ReceiptQuestion, LogFault>>;

export interface ReceiptItem {
  readonly value: JsonObject;
  /** Line of the file where the receipt begins, from 1. */
  readonly line: number;
}

/** A key that the user trusts for receipts: from `--key FILE`, or from the trust file with the role agent. */
export interface ReceiptKey {
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * How a chain ends, as its issuer says in its last receipt; `unknown` where the last receipt does not say that it
 * is the last: then receipts may have been cut from the end, and nothing in the file can show it.
 */
export type ChainEnd = "complete" | "interrupted" | "unknown";

export interface ReceiptChain {
  readonly id: string;
  readonly receipts: number;
  readonly end: ChainEnd;
  /** Hash of the last receipt as a next one would state it: to be compared with a record kept elsewhere. */
  readonly head: string;
}

export interface ReceiptReport {
  /** Name and version, e.g. `agent-receipts 0.5.0`; without a version where no receipt states a known one. */
  readonly dialect: string;
  readonly receipts: number;
  /** In the order in which they begin. Receipts without a usable chain member are in none: `form` says so. */
  readonly chains: readonly ReceiptChain[];
  readonly faults: Readonly<ReceiptFaults>;
  /** The first receipt whose signature nobody could check, because no key was given. */
  readonly unknownSigner: LogFault | null;
  /** Receipts that one of the keys has signed as they stand. */
  readonly signed: number;
  /** For people: what is no fault and should be looked at. */
  readonly warnings: readonly string[];
}

export interface ReceiptDialect {
  readonly name: string;
  /** True where a file that begins with this object is of this dialect, sound or not. */
  recognises(first: JsonObject): boolean;
  /**
   * Verifies receipts in the order of the file, each chain on its own. Faults of receipts are in the report.
   * @throws Fault `key-weak` for a key under which no signature means anything.
   */
  verify(receipts: readonly ReceiptItem[], keys: readonly ReceiptKey[], platform: Platform): ReceiptReport;
}
