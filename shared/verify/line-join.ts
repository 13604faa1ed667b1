// The rules between a line of a log and the line before it.

import type { LogFault } from "../model/log.ts";
import { GENESIS } from "./log-kind.ts";

/** What a next line joins to: the sequence number and the hash of the line before it. */
export interface LineEnd {
  readonly seq: number;
  readonly hash: string;
}

export interface LineStart {
  readonly seq: number;
  readonly prev: string;
  readonly line: number;
}

/** What is wrong between two neighbouring lines. */
export interface LineJoin {
  readonly sequence: LogFault | null;
  readonly chain: LogFault | null;
  readonly hole: LogFault | null;
}

/**
 * The rules between a line and the one before it (null at the log's start): seq rises by one and prev is the
 * hash of the line before; a jump ahead is a hole, which only an extract may have.
 */
export function joinLines(before: LineEnd | null, next: LineStart): LineJoin {
  const at = { line: next.line, seq: next.seq };
  if (before === null) {
    const genesis = next.prev === GENESIS;
    const chain =
      genesis === (next.seq === 0)
        ? null
        : {
            ...at,
            code: "chain-genesis",
            message: genesis
              ? "an entry that is not the log's first claims that nothing stands before it"
              : "the log's first entry does not have 64 zeros as its prev",
            expected: next.seq === 0 ? GENESIS : "the hash of the entry before",
            found: next.prev,
          };
    return { sequence: null, chain, hole: next.seq === 0 ? null : holeAt(0, at) };
  }
  const expected = before.seq + 1;
  if (next.seq > expected) {
    const chain = next.prev === GENESIS ? genesisInside(at, next.prev) : null;
    return { sequence: null, chain, hole: holeAt(expected, at) };
  }
  if (next.seq < expected) {
    const repeated = next.seq === before.seq;
    const sequence = {
      ...at,
      code: repeated ? "sequence-repeated" : "sequence-order",
      message: repeated ? "two entries have the same sequence number" : "the sequence numbers do not rise",
      expected: String(expected),
      found: String(next.seq),
    };
    return { sequence, chain: null, hole: null };
  }
  if (next.prev === before.hash) return { sequence: null, chain: null, hole: null };
  const chain = {
    ...at,
    code: "chain-broken",
    message: "the entry's prev is not the hash of the line before it",
    expected: before.hash,
    found: next.prev,
  };
  return { sequence: null, chain, hole: null };
}

function genesisInside(at: { line: number; seq: number }, found: string): LogFault {
  const message = "an entry that is not the log's first claims that nothing stands before it";
  return { ...at, code: "chain-genesis", message, expected: "the hash of the entry before", found };
}

function holeAt(expected: number, at: { line: number; seq: number }): LogFault {
  const message = "entries are missing: the sequence numbers jump";
  return { ...at, code: "sequence-hole", message, expected: String(expected), found: String(at.seq) };
}
