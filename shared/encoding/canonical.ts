// RFC 8785, JSON Canonicalization Scheme: the writer, and the check that a line is canonical.

import { Fault } from "../model/fault.ts";
import { decodeUtf8 } from "./bytes.ts";
import { parseJson } from "./json.ts";
import type { JsonValue } from "./json.ts";

/**
 * Writes the canonical text of a value: keys sorted by UTF-16 code units, ECMAScript number form, no spaces.
 * @throws Fault for what I-JSON cannot hold: non-finite numbers, integers beyond 2^53-1, lone surrogates.
 */
export function canonicalize(value: JsonValue): string {
  if (typeof value === "string") return writeString(value);
  if (typeof value === "number") return writeNumber(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalize(item)).join(",")}]`;
  // The default sort compares UTF-16 code units, which is what section 3.2.3 asks for.
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${writeString(key)}:${canonicalize(value[key]!)}`).join(",")}}`;
}

/** ECMAScript Number::toString, section 3.2.2.3; `-0` is written as `0`. */
export function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Fault("json-unsafe-number", `${value} is no JSON number`);
  return value === 0 ? "0" : String(value);
}

function writeNumber(value: number): string {
  const text = canonicalNumber(value);
  if (/^-?[0-9]+$/.test(text) && !Number.isSafeInteger(value)) {
    throw new Fault("json-unsafe-number", `the number ${text} is outside what I-JSON can hold`);
  }
  return text;
}

function writeString(text: string): string {
  if (!text.isWellFormed()) {
    throw new Fault("json-lone-surrogate", "a string holds half of a surrogate pair");
  }
  // JSON.stringify escapes exactly what section 3.2.2.2 lists once lone surrogates are excluded.
  return JSON.stringify(text);
}

/**
 * Checks that the bytes are the canonical form of one JSON value, and returns that value.
 * @throws Fault `utf8-invalid`, a JsonFaultCode, or `json-not-canonical` naming the first column that differs.
 */
export function parseCanonical(bytes: Uint8Array): JsonValue {
  let text: string;
  try {
    text = decodeUtf8(bytes);
  } catch {
    throw new Fault("utf8-invalid", "the bytes are not valid UTF-8");
  }
  const value = parseJson(text);
  const canonical = canonicalize(value);
  if (canonical === text) return value;
  let at = 0;
  while (at < text.length && text[at] === canonical[at]) at += 1;
  throw new Fault(
    "json-not-canonical",
    `the JSON is not in canonical form (RFC 8785) from column ${at + 1} on: ` +
      `${excerpt(text, at)} stands where ${excerpt(canonical, at)} is expected`,
  );
}

function excerpt(text: string, at: number): string {
  const piece = text.slice(at, at + 24);
  return piece === "" ? "the end" : JSON.stringify(piece.toWellFormed());
}
