// What each source's clock says of its records, and how far it is ahead of the action log's clock.

import type { Clock } from "../contract/cases.ts";
import { zonedTime } from "../encoding/zoned-time.ts";
import type { ZonedTime } from "../encoding/zoned-time.ts";
import { commonOffset } from "./offset.ts";
import type { OffsetRange } from "./offset.ts";
import type { ActionTies, Stretch } from "./ties.ts";
import type { TimedRecord } from "./timed-record.ts";

export { ActionTies } from "./ties.ts";
export type { TimedCall, TimedRecord } from "./timed-record.ts";

export type ClockSource = Clock["source"];

/** The incident's time, both ends included, to the whole of the last second where it is stated in seconds. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

export interface ClockOptions {
  readonly window: Window | null;
  /** Those of all actions, for a source whose records have request ids; the action log's own clock has none. */
  readonly ties?: ActionTies | null;
}

/** Adds up the records of one source. Window and ties are given first, so that no record is kept. */
export class ClockBuilder {
  private readonly source: ClockSource;
  /** From the first moment to the first one behind it. */
  private readonly window: Stretch | null;
  private readonly ties: ActionTies | null;
  private readonly ranges = new Map<string, OffsetRange>();
  private records = 0;
  private undated = 0;
  private outside = 0;
  private first: { readonly instant: bigint; readonly text: string } | null = null;
  private last: { readonly instant: bigint; readonly text: string } | null = null;

  constructor(source: ClockSource, { window, ties = null }: ClockOptions) {
    this.source = source;
    this.ties = ties;
    const from = window === null ? null : zonedTime(window.from);
    const to = window === null ? null : zonedTime(window.to);
    this.window = from === null || to === null ? null : { from: from.instant, to: to.instant + to.grain };
  }

  add(record: TimedRecord): void {
    this.records += 1;
    const text = record.time;
    const time = text === null ? null : zonedTime(text);
    if (text === null || time === null) {
      this.undated += 1;
      return;
    }
    const { instant } = time;
    if (this.first === null || instant < this.first.instant) this.first = { instant, text };
    if (this.last === null || instant > this.last.instant) this.last = { instant, text };
    if (this.window !== null && isOutside(time, this.window)) this.outside += 1;
    if (this.ties === null) return;
    for (const id of record.requestIds ?? []) {
      const stretch = this.ties.get(id);
      if (stretch !== undefined) this.tie(id, time, stretch);
    }
  }

  /** All but the files that could not be read, which the caller knows of. */
  clock(): Omit<Clock, "unread"> {
    const offset = commonOffset([...this.ranges.values()]);
    return {
      source: this.source,
      records: this.records,
      undated: this.undated,
      from: this.first?.text ?? null,
      to: this.last?.text ?? null,
      outside: this.window === null ? null : this.outside,
      offset:
        offset === null
          ? null
          : {
              from: Number(offset.low) / 1e6,
              to: Number(offset.high) / 1e6,
              ties: this.ranges.size,
              agree: offset.agree,
            },
    };
  }

  /**
   * A record's time is its request's completion, at a grain: the moment lies in [time, time + grain) of this clock
   * and within the call's stretch of the action log's. The offset is the one less the other. One request id may
   * stand on several records (deliveries of the same event, sub-events): at least one of them is the call's, so the
   * offset lies somewhere between the least and the greatest that any of them allows.
   */
  private tie(id: string, { instant, grain }: ZonedTime, stretch: Stretch): void {
    const low = instant - stretch.to;
    const high = instant + grain - stretch.from;
    const known = this.ranges.get(id);
    this.ranges.set(id, {
      low: known !== undefined && known.low < low ? known.low : low,
      high: known !== undefined && known.high > high ? known.high : high,
    });
  }
}

/** True where no moment that the time may stand for lies in the window. */
function isOutside({ instant, grain }: ZonedTime, { from, to }: Stretch): boolean {
  return instant + grain <= from || instant >= to;
}
