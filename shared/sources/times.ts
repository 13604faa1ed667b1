// The times of a source's records, from its files in whatever shape they were collected. Nothing is guessed: a record
// without a time of its own has none.

import type { TimedCall, TimedRecord } from "../analysis/timed-record.ts";
import { isJsonObject } from "../encoding/json.ts";
import type { JsonObject, JsonValue } from "../encoding/json.ts";
import { formatInstant, zonedTime } from "../encoding/zoned-time.ts";
import { cloudtrailTimes } from "./cloudtrail-times.ts";
import { pagerdutyTimes } from "./pagerduty-times.ts";

/** The records of a file, or why there are none to be read. */
export type FileTimes = { readonly records: readonly TimedRecord[] } | { readonly reason: string };

/** Actions run for hours; what claims centuries says nothing. */
const MAX_DURATION_MS = 1e11;

/**
 * The records of one file of `data/cloudtrail/` or `data/pagerduty/`: its parsed JSON, or that of one line of a file
 * of JSON lines.
 */
export function fileTimes(source: "cloudtrail" | "pagerduty", json: JsonValue): FileTimes {
  return source === "cloudtrail" ? cloudtrailTimes(json) : pagerdutyTimes(json);
}

/** One entry of the action log. Its end is its time and `duration_ms`; calls are those of `tool_calls` it names. */
export function entryTimes(entry: JsonValue): TimedRecord {
  if (!isJsonObject(entry)) return { time: null };
  const time = typeof entry["time"] === "string" ? entry["time"] : null;
  const action = entry["action_taken"];
  const ids = isJsonObject(action) ? strings(action["request_ids"]) : [];
  if (ids.length === 0) return { time };
  const calls = callsOf(entry["tool_calls"], new Set(ids));
  return { time, requestIds: ids, end: endOf(time, entry["duration_ms"]), calls };
}

function endOf(time: string | null, duration: JsonValue | undefined): string | null {
  const start = time === null ? null : zonedTime(time);
  if (start === null || typeof duration !== "number") return null;
  if (!(duration >= 0 && duration <= MAX_DURATION_MS)) return null;
  return formatInstant(start.instant + BigInt(Math.ceil(duration * 1e6)));
}

/** Calls whose answer names one of the action's request ids, with the times at which they were sent and answered. */
function callsOf(calls: JsonValue | undefined, ids: ReadonlySet<string>): TimedCall[] {
  const out: TimedCall[] = [];
  for (const call of Array.isArray(calls) ? calls : []) {
    if (!isJsonObject(call)) continue;
    const requestId = requestIdOf(call);
    const { started, ended } = call;
    if (requestId === null || !ids.has(requestId)) continue;
    if (typeof started === "string" && typeof ended === "string")
      out.push({ requestId, start: started, end: ended });
  }
  return out;
}

function requestIdOf(call: JsonObject): string | null {
  const output = call["output"];
  const id = isJsonObject(output) ? output["request_id"] : undefined;
  return typeof id === "string" ? id : null;
}

function strings(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
