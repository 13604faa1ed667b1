// Calls about trust: whose keys count, and every change to that.

import * as z from "zod/mini";
import { KEY_ROLES, KEY_STATUSES } from "../model/trust.ts";
import { defineCall } from "./define.ts";
import { countSchema, nothingSchema, sha256Schema, timeSchema } from "./values.ts";

export const keySchema = z.strictObject({
  name: z.string(),
  /** `<name>+<hex8>`, as signatures name it. */
  hint: z.string(),
  vkey: z.string(),
  /** SHA-256 of the 32 bytes of the public key: what is compared over another channel. */
  fingerprint: sha256Schema,
});

export const trustedKeySchema = z.strictObject({
  ...keySchema.shape,
  roles: z.array(z.enum(KEY_ROLES)),
  status: z.enum(KEY_STATUSES),
  statusAt: z.nullable(timeSchema),
});
export type TrustedKeyView = z.infer<typeof trustedKeySchema>;

/** A line of the record of changes: hash-chained like an action log, one JSON object a line, appended only. */
export const trustChangeSchema = z.strictObject({
  seq: countSchema,
  time: timeSchema,
  /** What was done, in a sentence. */
  summary: z.string(),
  action: z.enum(["add", "revoke", "retire", "threshold", "noticed"]),
  /** Hint of the key that it was about. */
  key: z.nullable(z.string()),
  /** The program that did it: `cli`, `desktop`, `web`. */
  by: z.string(),
  /** SHA-256 of the trust file before and after; null where there was none. */
  before: z.nullable(sha256Schema),
  after: z.nullable(sha256Schema),
});
export type TrustChange = z.infer<typeof trustChangeSchema>;

export const trustSchema = z.strictObject({
  path: z.string(),
  exists: z.boolean(),
  sha256: z.nullable(sha256Schema),
  threshold: z.int(),
  keys: z.array(trustedKeySchema),
  /** What is wrong with the file; then there are no keys. */
  fault: z.nullable(z.string()),
  record: z.strictObject({
    path: z.string(),
    /** Newest first, at most 1,000. */
    changes: z.array(trustChangeSchema),
    total: countSchema,
    /** What is wrong with the record: broken chain, or a trust file that is not the one it last saw. */
    fault: z.nullable(z.string()),
  }),
});
export type TrustView = z.infer<typeof trustSchema>;

export const keyPreviewSchema = z.strictObject({
  ...keySchema.shape,
  /** The key in the trust file already, under whatever name. */
  known: z.nullable(trustedKeySchema),
});
export type KeyPreview = z.infer<typeof keyPreviewSchema>;

export const trustCalls = {
  "trust.get": defineCall(nothingSchema, trustSchema),
  /** Reads a verifier key or a PEM public key (which needs a name) and says what it is; changes nothing. */
  "trust.inspect": defineCall(
    z.strictObject({
      text: z.string().check(z.minLength(1), z.maxLength(10_000)),
      name: z.nullable(z.string().check(z.maxLength(200))),
    }),
    keyPreviewSchema,
  ),
  /** Trusts a key. `fingerprint` is what the user has compared: it must be the key's. */
  "trust.add": defineCall(
    z.strictObject({
      vkey: z.string().check(z.maxLength(10_000)),
      fingerprint: sha256Schema,
      roles: z.array(z.enum(KEY_ROLES)).check(z.minLength(1)),
    }),
    trustSchema,
  ),
  /** Retires or revokes a key; neither can be undone here. */
  "trust.end": defineCall(
    z.strictObject({
      vkey: z.string().check(z.maxLength(10_000)),
      status: z.enum(["retired", "revoked"]),
      /** RFC 3339 UTC. */
      at: timeSchema,
    }),
    trustSchema,
  ),
  "trust.threshold": defineCall(
    z.strictObject({ threshold: z.int().check(z.gte(1), z.lte(64)) }),
    trustSchema,
  ),
};
