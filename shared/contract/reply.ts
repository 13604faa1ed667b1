// What comes back over the wire between interface and host: a value or an error, never an exception.

import * as z from "zod/mini";

/** Every way in which a call can fail. Messages are for people; code that decides reads the code. */
export const ERROR_CODES = [
  /** The call's name is none of the contract's. */
  "unknown-call",
  /** The input does not have the form that the contract asks for. */
  "bad-argument",
  /** Whoever asks has no session (web host), or is not our own page (desktop host). */
  "unauthorised",
  /** The host has no such thing: a native dialog in a browser, an upload in the desktop app. */
  "not-here",
  /** The user cancelled the work. */
  "cancelled",
  /** The host is gone or cannot be reached. */
  "disconnected",
  /** A file that the user named cannot be read. */
  "file-unreadable",
  "no-such-case",
  "no-such-view",
  "no-such-record",
  "no-such-file",
  /** What is read now is not what was verified. */
  "evidence-changed",
  /** The index of the records is not there yet. */
  "not-ready",
  /** The trust file is broken: nothing is trusted until it is repaired. */
  "trust-broken",
  /** A change to trust that the rules refuse. */
  "trust-refused",
  "trust-unwritable",
  /** Text that is no public key. */
  "key-unreadable",
  /** Settings, an export or an upload cannot be written. */
  "not-written",
  /** A fault of this program. */
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const contractErrorSchema = z.strictObject({
  code: z.enum(ERROR_CODES),
  /** One sentence: what was wrong, with which input, and what to do. */
  message: z.string(),
  /** The finer code of the fault behind it, such as `file-not-found`. */
  fault: z.optional(z.string()),
});
export interface ContractError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fault?: string | undefined;
}

export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ContractError };

export function success<T>(value: T): Reply<T> {
  return { ok: true, value };
}

export function failure(code: ErrorCode, message: string, fault?: string): Reply<never> {
  return { ok: false, error: { code, message, ...(fault === undefined ? {} : { fault }) } };
}

/** The same error inside either side, where exceptions are what is used. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly fault: string | undefined;

  constructor({ code, message, fault }: ContractError) {
    super(message);
    this.name = "CallError";
    this.code = code;
    this.fault = fault;
  }
}

/** @throws CallError where the reply is an error. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new CallError(reply.error);
}
