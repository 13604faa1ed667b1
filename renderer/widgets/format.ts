// Numbers, sizes, spans and times in words. English alone, and the same on every machine: no locale of the system.

const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const UNITS = ["B", "KB", "MB", "GB", "TB", "PB"];

/** 1482 is "1,482". */
export function formatCount(count: number): string {
  return GROUPED.format(count);
}

/** "1 file", "2 files"; `many` where it is not the word and an s. */
export function formatNumberOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Bytes in powers of a thousand, three digits: 58717 is "58.7 KB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // What would be rounded to 1000 goes to the next unit.
  while (unit < UNITS.length - 1 && value >= (unit === 0 ? 1_000 : 999.5)) {
    value /= 1_000;
    unit += 1;
  }
  const text = unit === 0 ? String(value) : threeDigits(value);
  return `${text} ${UNITS[unit]}`;
}

/** Milliseconds: "240 ms", "8.4 s", "23 s", "6 min 27 s", "2 h 5 min", "3 d 4 h". */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${trimmed((ms / 1_000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return pair(minutes, "min", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, "h", minutes % 60, "min");
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** Bytes a second. */
export function formatRate(rate: number): string {
  return `${formatBytes(Math.round(rate))}/s`;
}

/** 64 digits as their first and last eight, which is enough to compare by eye and not enough to prove anything. */
export function shortHash(hash: string): string {
  return hash.length <= 20 ? hash : `${hash.slice(0, 8)}…${hash.slice(-8)}`;
}

const UTC_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|\+00:00)$/;

/** RFC 3339 UTC as date, time and zone, digits as they are stated; any other text as it is. */
export function formatTime(time: string): string {
  const [, date, clock] = UTC_TIME.exec(time) ?? [];
  return date === undefined || clock === undefined ? time : `${date} ${clock} UTC`;
}

/** How long ago that was, roughly: "just now", "5 min ago", "3 days ago". Null where `time` is no time. */
export function formatAgo(time: string, now: number): string | null {
  const then = Date.parse(time);
  if (Number.isNaN(then)) return null;
  const seconds = (now - then) / 1_000;
  if (seconds < 0) return null;
  if (seconds < 60) return "just now";
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  return `${formatNumberOf(Math.floor(hours / 24), "day")} ago`;
}

function threeDigits(value: number): string {
  const digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return trimmed(value.toFixed(digits));
}

/** Without zeros at the end of a fraction. */
function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
