// What went wrong, as the contract's errors: a code for programs, one sentence for people.

import { CallError } from "../../shared/contract/reply.ts";
import type { ContractError, ErrorCode } from "../../shared/contract/reply.ts";
import { Fault } from "../../shared/model/fault.ts";
import { explain } from "../platform/explain.ts";

/** Codes of faults by what they mean to whoever asked. A fault that is not here is one of this program. */
const FAULTS: Readonly<Partial<Record<ErrorCode, readonly string[]>>> = {
  "bad-argument": ["time"],
  "file-unreadable": ["file-not-found", "file-unreadable", "not-a-file"],
  "evidence-changed": ["file-changed"],
  "trust-broken": ["trust-unreadable", "trust-syntax", "trust-key", "trust-duplicate", "trust-standing"],
  "trust-refused": ["role", "threshold", "key-status", "key-unknown", "key-ambiguous", "key-fingerprint"],
  "trust-unwritable": ["trust-unwritable", "trust-record", "trust-locked"],
  "key-unreadable": [
    "key-unreadable",
    "key-name",
    "key-private",
    "key-weak",
    "vkey-syntax",
    "vkey-algorithm",
    "vkey-id",
    "pem-syntax",
    "pem-algorithm",
  ],
  "not-written": ["output-exists", "output-unwritable"],
};

const CODE_OF: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries(FAULTS).flatMap(([code, faults]) => faults.map((fault) => [fault, code as ErrorCode])),
);

/** Any error as what crosses the contract. What nobody foresaw is `internal`, and shows no stack. */
export function errorOf(error: unknown): ContractError {
  if (error instanceof CallError) return { code: error.code, message: error.message, fault: error.fault };
  if (error instanceof Fault) {
    const message = asSentence(error.message);
    return { code: CODE_OF.get(error.code) ?? "internal", message, fault: error.code };
  }
  return { code: "internal", message: asSentence(`a fault of this program: ${explain(error)}`) };
}

/** A fault's clause as a sentence. A path or a key at its beginning stays as it is. */
export function asSentence(clause: string): string {
  const begun = /^[a-z]+ /.test(clause) ? clause[0]!.toUpperCase() + clause.slice(1) : clause;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** Errors that the program's log keeps: what a user may have to ask about. */
export function isLogged(code: ErrorCode): boolean {
  return (
    code === "internal" || code === "file-unreadable" || code === "not-written" || code.startsWith("trust-")
  );
}
