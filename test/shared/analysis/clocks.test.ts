import { describe, expect, it } from "vitest";
import { ActionTies, ClockBuilder } from "../../../shared/analysis/clocks.ts";
import type { TimedRecord } from "../../../shared/analysis/clocks.ts";

const WINDOW = { from: "2026-03-17T14:30:00Z", to: "2026-03-17T14:42:00Z" };
const at = (clock: string): string => `2026-03-17T${clock}Z`;

function tiesOf(...actions: readonly TimedRecord[]): ActionTies {
  const ties = new ActionTies();
  for (const action of actions) ties.add(action);
  return ties;
}

function offsetOf(ties: ActionTies, ...records: readonly TimedRecord[]) {
  const builder = new ClockBuilder("cloudtrail", { window: null, ties });
  for (const record of records) builder.add(record);
  return builder.clock().offset;
}

describe("ClockBuilder", () => {
  it("has nothing to say of a source without records", () => {
    expect(new ClockBuilder("pagerduty", { window: null }).clock()).toEqual({
      source: "pagerduty",
      records: 0,
      undated: 0,
      from: null,
      to: null,
      outside: null,
      offset: null,
    });
  });

  it("gives the first and the last time as stated, whatever their zones and their order", () => {
    const builder = new ClockBuilder("pagerduty", { window: WINDOW });
    for (const time of [
      at("14:35:00"),
      "2026-03-17T08:31:58-06:00",
      "2026-03-17T20:11:00+05:30",
      at("14:41:00.000"),
    ])
      builder.add({ time });
    expect(builder.clock()).toMatchObject({
      records: 4,
      undated: 0,
      from: "2026-03-17T08:31:58-06:00",
      to: "2026-03-17T20:11:00+05:30",
      outside: 0,
    });
  });

  it("counts records without a time that can be read, and nothing more of them", () => {
    const builder = new ClockBuilder("cloudtrail", { window: WINDOW });
    for (const time of [null, "", "yesterday", "2026-03-17T14:31:58", at("14:31:58")]) builder.add({ time });
    expect(builder.clock()).toMatchObject({
      records: 5,
      undated: 4,
      from: at("14:31:58"),
      to: at("14:31:58"),
      outside: 0,
    });
  });

  it("counts records outside the window, whose ends belong to it as far as their grain goes", () => {
    const outside = (window: typeof WINDOW, ...times: readonly string[]): number | null => {
      const builder = new ClockBuilder("cloudtrail", { window });
      for (const time of times) builder.add({ time: at(time) });
      return builder.clock().outside;
    };
    expect(outside(WINDOW, "14:29:59", "14:29:59.999", "14:42:01", "15:00:00")).toBe(4);
    expect(outside(WINDOW, "14:30:00", "14:36:00", "14:42:00", "14:42:00.366")).toBe(0);
    const fine = { from: at("14:30:00.500"), to: at("14:42:00.500") };
    expect(outside(fine, "14:30:00", "14:30:00.500", "14:42:00", "14:42:00.500")).toBe(0);
    expect(outside(fine, "14:29:59", "14:30:00.499", "14:42:00.501", "14:42:01")).toBe(4);
  });

  it("knows of no record outside where there is no window, or none that can be read", () => {
    for (const window of [null, { from: "now", to: WINDOW.to }]) {
      const builder = new ClockBuilder("cloudtrail", { window });
      builder.add({ time: at("01:00:00") });
      expect(builder.clock().outside).toBeNull();
    }
  });
});

describe("the offset of a clock", () => {
  const action = { time: at("14:00:10"), requestIds: ["r1", "r2"], end: at("14:00:14") };

  it("is a range: the completion lies in the action's time, and both clocks are only so fine", () => {
    // By its clock within [12, 13) s, by the log's within [10, 15) s.
    expect(offsetOf(tiesOf(action), { time: at("14:00:12"), requestIds: ["r1"] })).toEqual({
      from: -3_000,
      to: 3_000,
      ties: 1,
      agree: true,
    });
  });

  it("is the narrower, the finer the times are", () => {
    const fine = { time: at("14:00:10.000"), requestIds: ["r1"], end: at("14:00:10.500") };
    expect(offsetOf(tiesOf(fine), { time: at("14:00:10.200"), requestIds: ["r1"] })).toEqual({
      from: -301,
      to: 201,
      ties: 1,
      agree: true,
    });
  });

  it("takes the times of a call of its own before those of the whole action", () => {
    const long = {
      time: at("14:00:00"),
      requestIds: ["r1"],
      end: at("15:00:00"),
      calls: [{ requestId: "r1", start: at("14:00:10"), end: at("14:00:11") }],
    };
    expect(offsetOf(tiesOf(long), { time: at("14:00:11"), requestIds: ["r1"] })).toMatchObject({
      from: -1_000,
      to: 2_000,
    });
    const unreadable = { ...long, calls: [{ requestId: "r1", start: "?", end: at("14:00:11") }] };
    expect(offsetOf(tiesOf(unreadable), { time: at("14:00:11"), requestIds: ["r1"] })).toMatchObject({
      to: 12_000,
    });
  });

  it("is what all ties allow", () => {
    const ties = tiesOf(action, { time: at("14:01:00"), requestIds: ["r3"], end: at("14:01:01") });
    const offset = offsetOf(
      ties,
      { time: at("14:00:14"), requestIds: ["r2"] },
      { time: at("14:01:03"), requestIds: ["r3"] },
    );
    expect(offset).toEqual({ from: 1_000, to: 4_000, ties: 2, agree: true });
  });

  it("is what most ties allow, and said to be in doubt, where no one offset fits all", () => {
    const actions = [0, 1, 2].map((minute) => ({
      time: at(`14:0${minute}:00`),
      requestIds: [`r${minute}`],
      end: at(`14:0${minute}:01`),
    }));
    const offset = offsetOf(
      tiesOf(...actions),
      { time: at("14:00:00"), requestIds: ["r0"] },
      { time: at("14:01:01"), requestIds: ["r1"] },
      { time: at("14:12:00"), requestIds: ["r2"] },
    );
    expect(offset).toEqual({ from: -1_000, to: 1_000, ties: 3, agree: false });
  });

  it("is no narrower for events that share a request id, since only one of them need be the call's", () => {
    const offset = offsetOf(
      tiesOf(action),
      { time: at("14:00:12"), requestIds: ["r1"] },
      { time: at("14:00:12"), requestIds: ["r1"] },
      { time: at("14:05:00"), requestIds: ["r1"] },
    );
    expect(offset).toEqual({ from: -3_000, to: 291_000, ties: 1, agree: true });
  });

  it("is unknown without ties: other ids, no ids, no time, an action without an end or one that ends before it began", () => {
    const record = { time: at("14:00:12"), requestIds: ["r1"] };
    expect(offsetOf(tiesOf(action), { time: at("14:00:12"), requestIds: ["r9"] })).toBeNull();
    expect(offsetOf(tiesOf(action), { time: at("14:00:12") })).toBeNull();
    expect(offsetOf(tiesOf(action), { time: null, requestIds: ["r1"] })).toBeNull();
    expect(offsetOf(tiesOf({ ...action, end: null }), record)).toBeNull();
    expect(offsetOf(tiesOf({ ...action, end: at("14:00:09") }), record)).toBeNull();
    expect(offsetOf(tiesOf({ ...action, time: null }), record)).toBeNull();
    expect(offsetOf(tiesOf(), record)).toBeNull();
  });

  it("does not come out of ids that are absurdly long", () => {
    const id = "r".repeat(1_000);
    expect(
      offsetOf(tiesOf({ ...action, requestIds: [id] }), { time: at("14:00:12"), requestIds: [id] }),
    ).toBeNull();
  });
});
