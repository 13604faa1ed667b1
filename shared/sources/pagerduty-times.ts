// PagerDuty's records in the shapes of its REST answers and of its webhooks.

import type { TimedRecord } from "../analysis/timed-record.ts";
import { isJsonObject } from "../encoding/json.ts";
import type { JsonObject, JsonValue } from "../encoding/json.ts";
import type { FileTimes } from "./times.ts";

/** Lists of REST answers; `data` is the analytics API's. */
const LISTS = ["log_entries", "incidents", "alerts", "notes", "change_events", "data"];
/** Answers about one thing. */
const SINGLES = ["incident", "log_entry", "alert", "note", "change_event"];

/** REST answers, webhooks V3 `{event}` and V2 `{messages}`, arrays of either, and single objects with a time. */
export function pagerdutyTimes(json: JsonValue): FileTimes {
  if (!Array.isArray(json)) {
    const records = recordsOf(json);
    return records === null ? { reason: "it has none of the shapes of PagerDuty's records" } : { records };
  }
  return { records: json.flatMap((item) => recordsOf(item) ?? [{ time: null }]) };
}

function recordsOf(json: JsonValue): TimedRecord[] | null {
  if (!isJsonObject(json)) return null;
  if (Array.isArray(json["messages"])) return json["messages"].map(messageOf);
  for (const name of LISTS) {
    const list = json[name];
    if (Array.isArray(list) && timeOf(json) === null) return list.map((item) => ({ time: timeOf(item) }));
  }
  for (const name of ["event", ...SINGLES]) {
    const single = json[name];
    if (isJsonObject(single) && timeOf(json) === null) return [{ time: timeOf(single) }];
  }
  return isRecord(json) ? [{ time: timeOf(json) }] : null;
}

/** A message of webhooks V2: what happened is its log entries'. */
function messageOf(message: JsonValue): TimedRecord {
  if (!isJsonObject(message)) return { time: null };
  const entries = message["log_entries"];
  const entry = Array.isArray(entries) ? entries[0] : undefined;
  return { time: timeOf(entry) ?? timeOf(message) };
}

function isRecord(json: JsonObject): boolean {
  return timeOf(json) !== null || (typeof json["id"] === "string" && typeof json["type"] === "string");
}

/** REST objects have `created_at`, webhooks V3 `occurred_at`, V2 `created_on`, and change events `timestamp`. */
function timeOf(value: JsonValue | undefined): string | null {
  if (!isJsonObject(value)) return null;
  for (const name of ["occurred_at", "created_at", "created_on", "timestamp"]) {
    const time = value[name];
    if (typeof time === "string") return time;
  }
  return null;
}
