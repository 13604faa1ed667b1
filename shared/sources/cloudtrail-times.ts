// CloudTrail's records in the shapes in which they are delivered, looked up and downloaded.

import type { TimedRecord } from "../analysis/timed-record.ts";
import { isJsonObject, parseJson } from "../encoding/json.ts";
import type { JsonObject, JsonValue } from "../encoding/json.ts";
import { Fault } from "../model/fault.ts";
import type { FileTimes } from "./times.ts";

/** Delivered files `{Records}`, `lookup-events` `{Events}`, bare arrays, and single records or rows of either. */
export function cloudtrailTimes(json: JsonValue): FileTimes {
  if (Array.isArray(json)) return { records: json.map(recordOf) };
  if (!isJsonObject(json)) return { reason: "it holds no records, but a single value" };
  if (typeof json["digestS3Object"] === "string")
    return { reason: "it is a digest file, which stands among log files" };
  for (const name of ["Records", "Events"]) {
    const list = json[name];
    if (Array.isArray(list)) return { records: list.map(recordOf) };
  }
  const single = ["eventTime", "eventtime", "eventID", "eventid", "CloudTrailEvent"].some(
    (name) => json[name] !== undefined,
  );
  return single
    ? { records: [recordOf(json)] }
    : { reason: "it has none of the shapes of CloudTrail records" };
}

function recordOf(value: JsonValue): TimedRecord {
  if (!isJsonObject(value)) return { time: null };
  const record = typeof value["CloudTrailEvent"] === "string" ? inner(value["CloudTrailEvent"]) : value;
  // Tables of Athena have the names in lower case.
  const time = record["eventTime"] ?? record["eventtime"];
  const id = record["requestID"] ?? record["requestid"];
  return {
    time: typeof time === "string" ? time : null,
    ...(typeof id === "string" && id !== "" ? { requestIds: [id] } : {}),
  };
}

/** The record within a row of `lookup-events`, whose own time is in the zone of whoever looked it up. */
function inner(text: string): JsonObject {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : {};
  } catch (error) {
    if (error instanceof Fault) return {};
    throw error;
  }
}
