// Clocks in words: how far a source is ahead of the action log's clock, and what it rests on.

import type { Clock } from "../../../../shared/contract/cases.ts";

const MINUS = "\u2212";

export const SOURCE_NAMES: Readonly<Record<Clock["source"], string>> = {
  "action-log": "Action log",
  cloudtrail: "CloudTrail",
  pagerduty: "PagerDuty",
};

/** "+0.2 to +0.9 s ahead, 3 ties": the range that all ties by request id allow. */
export function offsetWords({ source, offset }: Pick<Clock, "source" | "offset">): string {
  if (source === "action-log") return "reference";
  if (offset === null) return "not known: no ties";
  const ties = `${offset.ties} ${offset.ties === 1 ? "tie" : "ties"}`;
  if (!offset.agree) return `no one offset fits its ${ties}`;
  return `${rangeWords(offset.from, offset.to)}, ${ties}`;
}

/** Milliseconds ahead. Ends are rounded outwards, so that a range never claims more than it knows. */
function rangeWords(from: number, to: number): string {
  const { name, ms, digits } = unitFor(Math.max(Math.abs(from), Math.abs(to)));
  const scale = 10 ** digits;
  const low = Math.floor(round((from / ms) * scale)) / scale;
  const high = Math.ceil(round((to / ms) * scale)) / scale;
  const text = (value: number): string =>
    value === 0 ? "0" : `${value > 0 ? "+" : MINUS}${Math.abs(value).toFixed(digits)}`;
  const range = low === high ? text(low) : `${text(low)} to ${text(high)}`;
  if (low >= 0 && high > 0) return `${range} ${name} ahead`;
  if (high <= 0 && low < 0) return `${range} ${name} behind`;
  return low === 0 ? "in step" : `${range} ${name}`;
}

/** Keeps 200.00000000000003 from becoming 201 when it is rounded outwards. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function unitFor(size: number): { name: string; ms: number; digits: number } {
  if (size >= 2 * 3_600_000) return { name: "h", ms: 3_600_000, digits: 1 };
  if (size >= 2 * 60_000) return { name: "min", ms: 60_000, digits: 1 };
  return { name: "s", ms: 1_000, digits: 1 };
}

/** What is wrong with the records of a source, in parts; none where nothing is. */
export function clockFaults({ undated, outside, unread }: Clock): string[] {
  return [
    ...(undated > 0 ? [`${undated} undated`] : []),
    ...(outside !== null && outside > 0 ? [`${outside} outside the incident\u2019s window`] : []),
    ...(unread === null ? [] : [`${unread.files} ${unread.files === 1 ? "file" : "files"} unread`]),
  ];
}
