import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActionTies, ClockBuilder } from "../../../shared/analysis/clocks.ts";
import type { TimedRecord } from "../../../shared/analysis/clocks.ts";
import { parseJson } from "../../../shared/encoding/json.ts";
import type { JsonValue } from "../../../shared/encoding/json.ts";
import { zonedTime } from "../../../shared/encoding/zoned-time.ts";
import { entryTimes, fileTimes } from "../../../shared/sources/times.ts";
import { describeVectors } from "../../support/vectors.ts";
import { jsonValue } from "../encoding/arbitraries.ts";

type Source = "cloudtrail" | "pagerduty";

const SAMPLE = "resources/samples/node-saturation";
const TIME = "2026-03-17T14:31:58Z";

function records(source: Source, json: JsonValue): readonly TimedRecord[] {
  const times = fileTimes(source, json);
  expect(times).toHaveProperty("records");
  return "records" in times ? times.records : [];
}

function sampleFiles(folder: string): JsonValue[] {
  return readdirSync(join(SAMPLE, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => parseJson(readFileSync(join(file.parentPath, file.name), "utf8")));
}

describe("fileTimes", () => {
  const event = { eventTime: TIME, requestID: "r1", eventID: "e1" };
  const expected = [{ time: TIME, requestIds: ["r1"] }];

  it.each([
    ["a delivered file", { Records: [event] }],
    ["a bare array", [event]],
    ["a single record", event],
    [
      "an answer of lookup-events",
      { Events: [{ EventId: "e1", EventTime: 1, CloudTrailEvent: JSON.stringify(event) }] },
    ],
    [
      "a row of lookup-events",
      { EventTime: "2026-03-18 01:31:58+11:00", CloudTrailEvent: JSON.stringify(event) },
    ],
    ["rows of Athena", [{ eventtime: TIME, requestid: "r1", requestparameters: "{}" }]],
  ])("reads CloudTrail from %s", (_, json) => {
    expect(records("cloudtrail", json)).toEqual(expected);
  });

  it.each([
    ["log entries", { log_entries: [{ id: "R1", created_at: TIME }], limit: 100, more: false }],
    ["incidents", { incidents: [{ id: "Q1", created_at: TIME, resolved_at: "2026-03-17T15:00:00Z" }] }],
    ["alerts", { alerts: [{ created_at: TIME }] }],
    ["one incident", { incident: { id: "Q1", created_at: TIME } }],
    ["a bare incident", { id: "Q1", type: "incident", created_at: TIME, incidents: null }],
    ["an array of incidents", [{ created_at: TIME }]],
    ["a webhook V3", { event: { id: "0", occurred_at: TIME, data: { created_at: "2020-01-01T00:00:00Z" } } }],
    [
      "a webhook V2",
      { messages: [{ event: "incident.trigger", log_entries: [{ created_at: TIME }], incident: {} }] },
    ],
    [
      "a webhook V2 without log entries",
      { messages: [{ event: "incident.trigger", created_on: TIME, incident: {} }] },
    ],
    ["change events", { change_events: [{ timestamp: TIME, custom_details: {} }] }],
  ])("reads PagerDuty from %s", (_, json) => {
    expect(records("pagerduty", json)).toEqual([{ time: TIME }]);
  });

  it("keeps records that state no time: they count, and borrow none", () => {
    const odd: JsonValue[] = [
      null,
      7,
      "x",
      [],
      {},
      { eventTime: 5 },
      { CloudTrailEvent: "{" },
      { CloudTrailEvent: "[]" },
    ];
    expect(records("cloudtrail", { Records: odd })).toEqual(odd.map(() => ({ time: null })));
    expect(records("pagerduty", [null, { created_at: 5 }, { id: "x" }])).toEqual([
      { time: null },
      { time: null },
      { time: null },
    ]);
    const empty: JsonValue = { messages: [null, { log_entries: [null] }] };
    expect(records("pagerduty", empty)).toEqual([{ time: null }, { time: null }]);
  });

  it.each<[Source, JsonValue]>([
    ["cloudtrail", null],
    ["cloudtrail", "text"],
    ["cloudtrail", {}],
    ["cloudtrail", { Records: {} }],
    ["cloudtrail", { digestS3Object: "x", logFiles: [] }],
    ["pagerduty", 5],
    ["pagerduty", {}],
    ["pagerduty", { incidents: {} }],
  ])("says why it reads nothing of %s %j", (source, json) => {
    expect(fileTimes(source, json)).toEqual({ reason: expect.stringMatching(/^it .{10,}/) as string });
  });

  it("recognises a digest among log files", () => {
    expect(fileTimes("cloudtrail", { digestS3Object: "x" })).toMatchObject({
      reason: expect.stringContaining("digest") as string,
    });
  });

  it("throws nothing, whatever a file holds", () => {
    fc.assert(
      fc.property(
        jsonValue,
        fc.constantFrom("Records", "Events", "messages", "event", "incidents"),
        (value, name) => {
          for (const json of [value, [value], { [name]: value }, { [name]: [value] }]) {
            fileTimes("cloudtrail", json);
            fileTimes("pagerduty", json);
            entryTimes(json);
            entryTimes({ time: TIME, action_taken: value, tool_calls: value, duration_ms: value });
            entryTimes({
              time: value,
              action_taken: { request_ids: ["x"] },
              tool_calls: [value],
              duration_ms: 1e300,
            });
          }
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });
});

describe("entryTimes", () => {
  const action = { request_ids: ["r1", "r2"] };

  it("reads an action's time, request ids and end", () => {
    expect(entryTimes({ time: TIME, action_taken: action, duration_ms: 387_000 })).toEqual({
      time: TIME,
      requestIds: ["r1", "r2"],
      end: "2026-03-17T14:38:25Z",
      calls: [],
    });
  });

  it("has no end where there is no duration that makes sense", () => {
    for (const duration_ms of [null, -1, 1e300, "5", true])
      expect(entryTimes({ time: TIME, action_taken: action, duration_ms }).end).toBeNull();
    expect(entryTimes({ time: "?", action_taken: action, duration_ms: 5 }).end).toBeNull();
  });

  it("has only a time where there was no call to an API", () => {
    for (const action_taken of [null, {}, { request_ids: [] }, { request_ids: "r1" }, { request_ids: [5] }])
      expect(entryTimes({ time: TIME, action_taken, duration_ms: 5 })).toEqual({ time: TIME });
    expect(entryTimes({ time: 5 })).toEqual({ time: null });
    expect(entryTimes([])).toEqual({ time: null });
  });

  it("takes the times of tool calls that the action names, and of no others", () => {
    const call = (request_id: JsonValue, started: JsonValue = TIME, ended: JsonValue = TIME) => ({
      output: { request_id },
      started,
      ended,
    });
    const tool_calls = [call("r1"), call("r9"), call(7), call("r2", null), { output: null }, null, "r2"];
    expect(entryTimes({ time: TIME, action_taken: action, tool_calls }).calls).toEqual([
      { requestId: "r1", start: TIME, end: TIME },
    ]);
  });
});

describe("the sample's clocks", () => {
  const ties = new ActionTies();
  const entries = readFileSync(join(SAMPLE, "action-log/entries.jsonl"), "utf8").trimEnd().split("\n");
  for (const line of entries) ties.add(entryTimes(parseJson(line)));
  const window = { from: "2026-03-17T14:30:00Z", to: "2026-03-17T14:42:20Z" };
  const clockOf = (source: Source) => {
    const builder = new ClockBuilder(source, { window, ties });
    for (const json of sampleFiles(source)) for (const record of records(source, json)) builder.add(record);
    return builder.clock();
  };

  it("agree to within the grain of their times", () => {
    const { records, undated, offset } = clockOf("cloudtrail");
    expect(records).toBeGreaterThan(50);
    expect(undated).toBe(0);
    expect(offset).toMatchObject({ agree: true });
    expect(offset!.from).toBeGreaterThanOrEqual(-2_000);
    expect(offset!.from).toBeLessThanOrEqual(0);
    expect(offset!.to).toBeGreaterThan(0);
    expect(offset!.to).toBeLessThanOrEqual(2_000);
    expect(offset!.ties).toBeGreaterThan(2);
  });

  it("of PagerDuty have no offset: nothing there is tied by request id", () => {
    expect(clockOf("pagerduty")).toMatchObject({ undated: 0, to: "2026-03-17T14:42:20.366Z", offset: null });
  });
});

describeVectors("real CloudTrail files", "cloudtrail", (vectors) => {
  const json = (path: string): JsonValue[] => {
    const bytes = vectors.bytes(path);
    const text = Buffer.from(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8");
    return path.endsWith(".jsonl")
      ? text
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as JsonValue)
      : [JSON.parse(text) as JsonValue];
  };

  it.each([
    ["invictus/CloudTrail", 55, 2_900],
    ["stratus", 35, 310],
    ["lookup-events", 1, 6],
  ])("of %s are read whole, every record dated", (folder, files, count) => {
    const paths = vectors.list(folder).filter((path) => /\.jsonl?$/.test(path));
    expect(paths).toHaveLength(files);
    const all = paths.flatMap((path) => json(path).flatMap((value) => records("cloudtrail", value)));
    expect(all).toHaveLength(count);
    for (const { time } of all) expect(zonedTime(time ?? "")).not.toBeNull();
  });
});

describeVectors("real PagerDuty files", "pagerduty", (vectors) => {
  it.each(["incidents", "webhook-v3"])("of %s are read, one dated record each", (folder) => {
    const paths = vectors.list(folder);
    expect(paths).toHaveLength(4);
    for (const path of paths) {
      const [record, ...more] = records("pagerduty", vectors.json(path) as JsonValue);
      expect(zonedTime(record?.time ?? "")).not.toBeNull();
      expect(more).toEqual([]);
    }
  });
});
