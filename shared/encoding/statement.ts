// The in-toto Statement v1 that a bundle's signature covers, and Inquest's predicate in it.

import * as z from "zod/mini";
import { Fault } from "../model/fault.ts";
import { decodeUtf8, encodeUtf8, fromBase64 } from "./bytes.ts";
import { canonicalize } from "./canonical.ts";
import { parseJson } from "./json.ts";
import type { JsonValue } from "./json.ts";
import { firstIssue } from "./schema.ts";
import { isInstant } from "./time.ts";

export const STATEMENT_V1 = "https://in-toto.io/Statement/v1";
export const PREDICATE_V1 = "https://inquest.dev/evidence-bundle/v1";

const instant = z.string().check(z.refine(isInstant, "an RFC 3339 time in UTC (ending in Z) is expected"));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, "64 lowercase hexadecimal digits are expected"));
const text = z.string().check(z.minLength(1, "text that is not empty is expected"));
const count = z.int().check(z.gte(0, "a whole number from 0 on is expected"));
const json = z.custom<JsonValue>((value) => value !== undefined);
const rootHash = z
  .string()
  .check(z.refine((text) => fromBase64(text)?.length === 32, "32 bytes in base64 are expected"));

export const incidentSchema = z.object({
  id: text,
  title: text,
  from: instant,
  to: instant,
});
export const sourceSchema = z.object({
  kind: text,
  system: z.string(),
  query: z.string(),
  exportedAt: instant,
});
const extractSchema = z.object({ selection: text, entries: count });
const previousSchema = z.object({ sha256 });

/** Fields that this version does not know are kept out of the typed value and never reinterpreted. */
export const predicateSchema = z.object({
  bundleId: text,
  incident: incidentSchema,
  source: sourceSchema,
  log: z.object({
    origin: text,
    size: count,
    rootHash,
    extract: z.union([z.literal(false), extractSchema]),
  }),
  redactions: z.array(json),
  previousBundle: z.nullable(previousSchema),
  limitations: z.array(z.string()),
});

/** What a user writes beside the evidence: the parts of the predicate that only people know. */
export const incidentFileSchema = z.strictObject({
  bundleId: z.optional(text),
  incident: incidentSchema,
  source: sourceSchema,
  redactions: z._default(z.array(json), []),
  previousBundle: z._default(z.nullable(previousSchema), null),
  limitations: z._default(z.array(z.string()), []),
});

const statementSchema = z.object({
  _type: z.literal(STATEMENT_V1),
  predicateType: z.literal(PREDICATE_V1),
  subject: z.array(z.object({ name: text, digest: z.object({ sha256 }) })),
  predicate: predicateSchema,
});

export type Predicate = z.infer<typeof predicateSchema>;
export type IncidentFile = z.infer<typeof incidentFileSchema>;

export interface Statement {
  /** Path to SHA-256, in the order of the statement. */
  readonly subjects: ReadonlyMap<string, string>;
  readonly predicate: Predicate;
}

/** @throws Fault `statement-syntax`, `statement-schema` or `statement-duplicate`. */
export function parseStatement(payload: Uint8Array): Statement {
  let value: JsonValue;
  try {
    value = parseJson(decodeUtf8(payload));
  } catch (error) {
    const why = error instanceof Fault ? error.message : "not valid UTF-8";
    throw new Fault("statement-syntax", `the signed statement cannot be read: ${why}`);
  }
  const parsed = statementSchema.safeParse(value);
  if (!parsed.success) {
    throw new Fault(
      "statement-schema",
      `the signed statement is not what it must be: ${firstIssue(parsed.error)}`,
    );
  }
  const subjects = new Map<string, string>();
  for (const { name, digest } of parsed.data.subject) {
    if (subjects.has(name)) {
      throw new Fault("statement-duplicate", `the statement lists ${JSON.stringify(name)} twice`, {
        file: name,
      });
    }
    subjects.set(name, digest.sha256);
  }
  return { subjects, predicate: parsed.data.predicate };
}

/** The statement's bytes: canonical JSON, subjects in path order. */
export function formatStatement(statement: Statement): Uint8Array {
  const names = [...statement.subjects.keys()].sort();
  return encodeUtf8(
    canonicalize({
      _type: STATEMENT_V1,
      predicateType: PREDICATE_V1,
      subject: names.map((name) => ({ name, digest: { sha256: statement.subjects.get(name)! } })),
      predicate: statement.predicate,
    }),
  );
}
