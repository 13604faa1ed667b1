// Members of receipts by path, and what a file says in a form that is short enough for a report.

import { isJsonObject } from "../../encoding/json.ts";
import type { JsonObject, JsonValue } from "../../encoding/json.ts";

export function member(value: JsonObject, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const key of path.split(".")) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

export function stringOr<T>(value: JsonValue | undefined, otherwise: T): string | T {
  return typeof value === "string" ? value : otherwise;
}

/** What a file says, short enough for a report. */
export function show(value: JsonValue | undefined): string {
  if (typeof value === "string") return clip(value);
  return value === undefined ? "nothing" : clip(JSON.stringify(value));
}

export function quote(value: string): string {
  return JSON.stringify(clip(value));
}

export function clip(value: string): string {
  return value.length <= 200 ? value : `${value.slice(0, 200).toWellFormed()}...`;
}
