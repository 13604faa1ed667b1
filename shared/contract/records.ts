// Calls about the records of a case: rows of the action log in an order, and one of them whole.

import * as z from "zod/mini";
import { defineCall } from "./define.ts";
import { caseIdSchema, countSchema } from "./values.ts";

export const RECORD_COLUMNS = [
  "seq",
  "time",
  "actor",
  "trigger",
  "action",
  "confidence",
  "outcome",
  "durationMs",
] as const;
export type RecordColumn = (typeof RECORD_COLUMNS)[number];

/** One line of the log, as a table shows it. Texts are cut to 300 characters; a field that is not as it should be is null. */
export const recordRowSchema = z.strictObject({
  /** Line of the log, from 1. */
  line: z.int(),
  seq: z.nullable(z.int()),
  /** As the record states it. */
  time: z.nullable(z.string()),
  id: z.nullable(z.string()),
  /** actor.id */
  actor: z.nullable(z.string()),
  /** trigger_condition.summary */
  trigger: z.nullable(z.string()),
  /** action_taken.description, or its api and what it was done to; null where it only escalated. */
  action: z.nullable(z.string()),
  /** 0 to 1. */
  confidence: z.nullable(z.number()),
  /** policy.thresholds: from `alert` it acts and alerts, above `autonomous` it acts alone. */
  thresholds: z.nullable(z.strictObject({ autonomous: z.number(), alert: z.number() })),
  outcome: z.nullable(z.string()),
  durationMs: z.nullable(z.number()),
  /** fallback_result: none configured, configured and not needed, ran well, ran and failed or is not known. */
  fallback: z.nullable(z.enum(["none", "configured", "succeeded", "failed"])),
  correlation: z.nullable(z.string()),
  /** False where the line is not readable as an entry: the pane shows its bytes. */
  readable: z.boolean(),
});
export type RecordRow = z.infer<typeof recordRowSchema>;

export const recordQuerySchema = z.strictObject({
  /** Rows that hold every word of this in id, actor, trigger, action, outcome or correlation (no regard to case). */
  text: z.string().check(z.maxLength(1_000)),
  /** Empty for all. Each as a row has it: 300 characters are up to 600 units of UTF-16. */
  outcomes: z.array(z.string().check(z.maxLength(600))).check(z.maxLength(50)),
  sort: z.enum(RECORD_COLUMNS),
  descending: z.boolean(),
});
export type RecordQuery = z.infer<typeof recordQuerySchema>;

export const recordSchema = z.strictObject({
  line: z.int(),
  /** Of the log file, in bytes. */
  offset: countSchema,
  bytes: countSchema,
  /** The raw line, without its LF, cut at 1 MiB; bytes that are not UTF-8 stand as U+FFFD and `utf8` is false. */
  text: z.string(),
  utf8: z.boolean(),
  /** SHA-256 of the raw line. */
  sha256: z.string(),
  seq: z.nullable(z.int()),
  /** The `prev` that the line states, and the hash that the line before it has (64 zeros are due at seq 0). */
  prev: z.nullable(z.string()),
  before: z.nullable(z.string()),
  /** The `prev` that the next line states; null at the log's end, where the next line cannot be read or is not indexed yet. */
  after: z.nullable(z.string()),
  /**
   * `first`, `linked`, `skips` (an extract leaves out what stood before), `broken`, or `unknown` where the line
   * cannot be read.
   */
  chain: z.enum(["first", "linked", "skips", "broken", "unknown"]),
  /** The policy snapshot that the entry names by hash, where the bundle has it. */
  policyPath: z.nullable(z.string()),
});
export type LogRecord = z.infer<typeof recordSchema>;

const viewSchema = z.string().check(z.regex(/^[0-9a-z]{1,40}$/));

export const recordCalls = {
  /**
   * Puts the rows in an order and names that order. A view holds what was indexed when it was made; `complete` is
   * false where more is coming.
   */
  "records.query": defineCall(
    z.strictObject({ case: caseIdSchema, query: recordQuerySchema }),
    z.strictObject({
      view: viewSchema,
      /** Rows in the view, and rows in all. */
      matched: countSchema,
      total: countSchema,
      complete: z.boolean(),
      /** Outcomes that there are, with their counts over all rows, most frequent first. */
      outcomes: z.array(z.strictObject({ outcome: z.string(), count: countSchema })),
    }),
  ),
  "records.page": defineCall(
    z.strictObject({
      case: caseIdSchema,
      view: viewSchema,
      from: countSchema,
      count: z.int().check(z.gte(0), z.lte(1_000)),
    }),
    z.array(recordRowSchema),
  ),
  /** Where a line of the log stands in a view; null where the view leaves it out. */
  "records.position": defineCall(
    z.strictObject({ case: caseIdSchema, view: viewSchema, line: z.int().check(z.gte(1)) }),
    z.strictObject({ position: z.nullable(countSchema) }),
  ),
  "records.get": defineCall(
    z.strictObject({ case: caseIdSchema, line: z.int().check(z.gte(1)) }),
    recordSchema,
  ),
};
