// When the calls behind each request id ran by the action log's clock.

import { zonedTime } from "../encoding/zoned-time.ts";
import type { TimedRecord } from "./timed-record.ts";

/** Request ids that are remembered. Further ones tie nothing, which can make an offset wider but never wrong. */
const MAX_IDS = 250_000;
/** Sources write some 36 characters. */
const MAX_ID_LENGTH = 128;

/** A stretch of the action log's time, in nanoseconds since 1970, both ends included. */
export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
}

export class ActionTies {
  private readonly stretches = new Map<string, Stretch>();

  /**
   * Adds an action. A call that states times of its own ran between those; any other one between the action's start
   * and its end. An action without an end ties nothing: how late its calls may have run, it does not say.
   */
  add(action: TimedRecord): void {
    const own = new Set<string>();
    for (const { requestId, start, end } of action.calls ?? []) {
      const stretch = stretchOf(start, end);
      if (stretch !== null) {
        own.add(requestId);
        this.put(requestId, stretch);
      }
    }
    const whole = stretchOf(action.time, action.end ?? null);
    if (whole === null) return;
    for (const id of action.requestIds ?? []) if (!own.has(id)) this.put(id, whole);
  }

  get(requestId: string): Stretch | undefined {
    return this.stretches.get(requestId);
  }

  /** An id that stands for several calls is tied to the time of all of them: which one is meant is not known. */
  private put(id: string, { from, to }: Stretch): void {
    const known = this.stretches.get(id);
    if (known !== undefined) {
      this.stretches.set(id, {
        from: from < known.from ? from : known.from,
        to: to > known.to ? to : known.to,
      });
    } else if (this.stretches.size < MAX_IDS && id.length <= MAX_ID_LENGTH) {
      this.stretches.set(id, { from, to });
    }
  }
}

/** From the start as stated to the last moment that the end may stand for. */
function stretchOf(start: string | null, end: string | null): Stretch | null {
  const first = start === null ? null : zonedTime(start);
  const last = end === null ? null : zonedTime(end);
  if (first === null || last === null || last.instant < first.instant) return null;
  // An end that was computed from a start is no finer than that.
  const grain = first.grain > last.grain ? first.grain : last.grain;
  return { from: first.instant, to: last.instant + grain };
}
