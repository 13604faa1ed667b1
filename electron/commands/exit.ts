// Exit codes, as every command uses them.

import { visible, visibleJson } from "../../shared/encoding/visible.ts";
import { Fault } from "../../shared/model/fault.ts";
import type { VerdictWord } from "../../shared/model/verdict.ts";
import { errorCode, explain } from "../platform/explain.ts";

/** The command was called wrongly (sysexits EX_USAGE). */
export const EXIT_USAGE = 64;

/** A fault of this program (sysexits EX_SOFTWARE): no verdict of any kind. */
export const EXIT_INTERNAL = 70;

export const EXIT_OF: Readonly<Record<VerdictWord, number>> = { VALID: 0, INVALID: 1, "CANNOT-CHECK": 2 };

/** INVALID beats CANNOT-CHECK beats VALID. */
export function worstExit(codes: readonly number[]): number {
  return codes.includes(1) ? 1 : codes.includes(2) ? 2 : 0;
}

/**
 * One sentence on stderr, no stack; sets the exit code without cutting off output that is still being written. What
 * is no fault of an input nor of the system is one of this program, and exits as that.
 */
export function reportError(error: unknown, exitCode: number): void {
  const internal = !(error instanceof Fault) && errorCode(error) === undefined;
  const stack =
    internal && process.env["INQUEST_DEBUG"] !== undefined
      ? `\n${error instanceof Error ? error.stack : ""}`
      : "";
  const prefix = internal ? "inquest: internal error (set INQUEST_DEBUG for more): " : "inquest: ";
  process.stderr.write(`${prefix}${printable(explain(error))}${stack}\n`);
  process.exitCode = internal ? EXIT_INTERNAL : exitCode;
}

/** JSON on one line, with everything that could move a terminal or deceive its reader escaped: still the same JSON. */
export function printableJson(value: unknown): string {
  return visibleJson(value);
}

/** Evidence is hostile: control characters and invisible ones are shown as escapes and never sent to a terminal. */
export function printable(text: string): string {
  return visible(text);
}
