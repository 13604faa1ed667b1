// RFC 3339 times in any zone, as sources other than the action log state them. The text is the evidence; numbers are
// only for comparing.

import { instantOf } from "./time.ts";

const FORM = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(?:\.(\d{1,9}))?)(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const SECOND = 1_000_000_000n;

export interface ZonedTime {
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly instant: bigint;
  /** Nanoseconds that the text does not tell apart: a second where it has no fraction. */
  readonly grain: bigint;
}

/**
 * Reads a time; null where the text is none, or has no zone: which one is meant would be a guess. A space may stand in
 * place of the T (RFC 3339 section 5.6, note).
 */
export function zonedTime(text: string): ZonedTime | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, day = "", clock = "", fraction = "", sign, hours = "0", minutes = "0"] = match;
  const local = instantOf(`${day}T${clock}Z`);
  if (local === null || Number(hours) > 23 || Number(minutes) > 59) return null;
  const shift = BigInt(60 * Number(hours) + Number(minutes)) * 60n * SECOND;
  return {
    instant: sign === "-" ? local + shift : local - shift,
    grain: 10n ** BigInt(9 - fraction.length),
  };
}

/** An instant as RFC 3339 UTC, with as many digits as it needs. Years have four digits. */
export function formatInstant(instant: bigint): string {
  const nanoseconds = ((instant % SECOND) + SECOND) % SECOND;
  const seconds = Number((instant - nanoseconds) / SECOND);
  const fraction = nanoseconds.toString().padStart(9, "0").replace(/0+$/, "");
  return `${new Date(1000 * seconds).toISOString().slice(0, 19)}${fraction === "" ? "" : `.${fraction}`}Z`;
}
