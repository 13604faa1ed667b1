// The rules between a receipt and the one before it in its chain (spec 7.3, 7.3.2, 7.3.5, 7.3.6, 7.5).

import type { LogFault } from "../../model/log.ts";
import type { ChainEnd, ReceiptKey } from "./dialect.ts";
import { quote, show } from "./words.ts";

/** Where a receipt stands, for faults. */
export type At = Pick<LogFault, "line" | "seq">;

export interface ChainState {
  readonly issuer: string | null;
  receipts: number;
  seq: number;
  head: string;
  end: ChainEnd;
  /** Lines of idempotency keys, and the first receipt that repeats one. */
  readonly keys: Map<string, number>;
  repeats: number;
  firstRepeat: string;
  signer: ReceiptKey | null;
  /** Where another key than before first signed a receipt. */
  newSigner: string | null;
}

export function newChain(issuer: string | null): ChainState {
  return {
    issuer,
    receipts: 0,
    seq: 0,
    head: "",
    end: "unknown",
    keys: new Map(),
    repeats: 0,
    firstRepeat: "",
    signer: null,
    newSigner: null,
  };
}

export function sequenceFault(before: ChainState | null, seq: number, at: At): LogFault | null {
  const expected = before === null ? 1 : before.seq + 1;
  if (seq === expected) return null;
  const places = { ...at, expected: String(expected), found: String(seq) };
  if (before === null) {
    const message = "the chain's first receipt here is not number 1: its beginning is missing";
    return { ...places, code: "receipt-sequence-start", message };
  }
  if (seq > expected) {
    return { ...places, code: "receipt-sequence-hole", message: "receipts are missing: the numbers jump" };
  }
  return seq === before.seq
    ? { ...places, code: "receipt-sequence-repeated", message: "two receipts have the same number" }
    : { ...places, code: "receipt-sequence-order", message: "the receipts' numbers do not rise" };
}

export function chainFault(
  before: ChainState | null,
  previous: string | null,
  issuer: string | null,
  at: At,
): LogFault | null {
  const found = show(previous);
  if (before === null) {
    if (previous === null) return null;
    const message = "the chain's first receipt here states a receipt before it: its beginning is missing";
    return { ...at, code: "receipt-chain-start", message, expected: "null", found };
  }
  if (before.end !== "unknown") {
    const message = "the receipt follows one that says that it is the last of its chain";
    return { ...at, code: "receipt-after-terminal", message };
  }
  if (previous !== before.head) {
    const message = "the receipt's previous_receipt_hash is not the hash of the receipt before it";
    return { ...at, code: "receipt-chain-broken", message, expected: before.head, found };
  }
  if (issuer === before.issuer) return null;
  const message = "the receipt is from another issuer than its chain: a chain has one issuer";
  const issuers = { expected: show(before.issuer), found: show(issuer) };
  return { ...at, code: "receipt-issuer-changed", message, ...issuers };
}

/** Spec 7.3.6: a repeated key is a warning, never a fault. */
export function countKey(state: ChainState, key: string, line: number): void {
  if (key === "") return;
  const first = state.keys.get(key);
  if (first === undefined) {
    state.keys.set(key, line);
    return;
  }
  state.repeats += 1;
  if (state.repeats === 1) state.firstRepeat = `${quote(key)} of line ${first} in line ${line}`;
}
