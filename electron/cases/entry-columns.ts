// What a table shows of one entry of the log. Entries are hostile: what is not as it should be is null.

import type { RecordRow } from "../../shared/contract/records.ts";
import { isInstant } from "../../shared/encoding/time.ts";

/** Characters (code points) that are kept of a text. */
export const MAX_TEXT = 300;

export type Columns = Omit<RecordRow, "line" | "readable">;

type Members = Readonly<Record<string, unknown>>;

const NO_MEMBERS: Members = Object.freeze(Object.create(null) as Members);

export const NO_COLUMNS: Columns = {
  seq: null,
  time: null,
  id: null,
  actor: null,
  trigger: null,
  action: null,
  confidence: null,
  thresholds: null,
  outcome: null,
  durationMs: null,
  fallback: null,
  correlation: null,
};

/** The value as an object, or null. `JSON.parse` makes `__proto__` a plain member, so nothing is inherited from it. */
export function membersOf(value: unknown): Members | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : null;
}

/** @param entry what `JSON.parse` made of a line, an object */
export function columnsOf(entry: Members): Columns {
  const policy = membersOf(entry["policy"]) ?? NO_MEMBERS;
  return {
    seq: sequence(entry["seq"]),
    time: time(entry["time"]),
    id: text(entry["id"]),
    actor: text(membersOf(entry["actor"])?.["id"]),
    trigger: text(membersOf(entry["trigger_condition"])?.["summary"]),
    action: action(membersOf(entry["action_taken"]) ?? NO_MEMBERS),
    confidence: numberIn(entry["confidence_score"], 1),
    thresholds: thresholds(membersOf(policy["thresholds"]) ?? NO_MEMBERS),
    outcome: text(entry["outcome"]),
    durationMs: numberIn(entry["duration_ms"], Number.MAX_VALUE),
    fallback: fallback(membersOf(entry["fallback_result"]) ?? NO_MEMBERS),
    correlation: text(entry["correlation_id"]),
  };
}

/**
 * What is searched where SQLite itself cannot fold case, which it can for plain ASCII alone: one line a column, so that
 * no word is found across two of them. Null where all columns are plain.
 */
export function searchText({ id, actor, trigger, action, outcome, correlation }: Columns): string | null {
  const columns = [id, actor, trigger, action, outcome, correlation];
  return columns.every((text) => text === null || isPlain(text)) ? null : fold(columns.join("\n"));
}

/** Printable ASCII. */
export function isPlain(text: string): boolean {
  return !/[^ -~]/.test(text);
}

/** The same for what is stored and what is looked for. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** A text of at least one character, cut, with halves of surrogate pairs replaced. */
function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? clip(value) : null;
}

function clip(value: string): string {
  if (value.length <= MAX_TEXT) return value.isWellFormed() ? value : value.toWellFormed();
  // Each code point is at most two units: no need to take a text of a megabyte apart.
  return Array.from(value.slice(0, 2 * MAX_TEXT))
    .slice(0, MAX_TEXT)
    .join("")
    .toWellFormed();
}

function sequence(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function numberIn(value: unknown, max: number): number | null {
  return typeof value === "number" && value >= 0 && value <= max ? value : null;
}

const DAYS = new Map<string, boolean>();

/** Days repeat from line to line: only the time of day is looked at anew. */
function time(value: unknown): string | null {
  if (typeof value !== "string" || value.length < 20 || value.length > 30) return null;
  if (!/^.{10}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/.test(value)) {
    return isInstant(value) ? value : null;
  }
  const day = value.slice(0, 10);
  let real = DAYS.get(day);
  if (real === undefined) {
    real = isInstant(`${day}T00:00:00Z`);
    if (DAYS.size > 10_000) DAYS.clear();
    DAYS.set(day, real);
  }
  return real ? value : null;
}

/** In the words of the system that acted, where it has some; else what it called. */
function action(taken: Members): string | null {
  const described = text(taken["description"]);
  if (described !== null) return described;
  const api = text(taken["api"]);
  const resource = text(taken["resource"]);
  return api === null || resource === null ? api : clip(`${api} on ${resource}`);
}

function thresholds(values: Members): Columns["thresholds"] {
  const autonomous = numberIn(values["autonomous"], 1);
  const alert = numberIn(values["alert"], 1);
  return autonomous === null || alert === null ? null : { autonomous, alert };
}

function fallback({ configured, triggered, outcome }: Members): Columns["fallback"] {
  if (typeof configured !== "boolean" || typeof triggered !== "boolean") return null;
  if (!configured) return triggered ? null : "none";
  if (!triggered) return "configured";
  return outcome === "success" ? "succeeded" : "failed";
}
