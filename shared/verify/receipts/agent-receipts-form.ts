// The form of receipts of the Agent Receipt Protocol (its JSON Schema, versions 0.1.0 to 0.5.0).

import * as z from "zod/mini";
import { isJsonObject } from "../../encoding/json.ts";
import type { JsonObject } from "../../encoding/json.ts";
import { isInstant } from "../../encoding/time.ts";

/** The schema's own list: a later version may mean its members differently. */
export const VERSIONS: readonly string[] = ["0.1.0", "0.2.0", "0.2.1", "0.3.0", "0.4.0", "0.5.0"];
export const CONTEXTS = [
  "https://agentreceipts.ai/context/v1",
  "https://agentreceipts.ai/context/v2",
] as const;

const text = z.string();
const id = z.string().check(z.minLength(1, "text that is not empty is expected"));
const hash = z
  .string()
  .check(z.regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 lowercase hex digits are expected"));
const time = z.string().check(z.refine(isDateTime, "an RFC 3339 time is expected"));
const count = z.int().check(z.gte(0, "a whole number from 0 on is expected"));

const action = z
  .strictObject({
    id,
    type: id,
    risk_level: z.enum(["low", "medium", "high", "critical"]),
    target: z.optional(z.strictObject({ system: z.optional(text), resource: z.optional(text) })),
    parameters_hash: z.optional(hash),
    parameters_disclosure: z.optional(z.looseObject({})),
    peer_credential: z.optional(
      z.strictObject({
        platform: text,
        pid: z.int(),
        uid: z.optional(count),
        gid: z.optional(count),
        exe_path: z.optional(text),
      }),
    ),
    emitter_metadata: z.optional(z.strictObject({ drop_count: z.optional(count) })),
    timestamp: time,
    trusted_timestamp: z.optional(text),
    idempotency_key: z.optional(id),
  })
  .check(
    z.refine(({ type, target }) => type !== "unknown" || target?.system !== undefined, {
      message: "an action of type unknown must name its target.system",
    }),
  );

const outcome = z.strictObject({
  status: z.enum(["success", "failure", "pending"]),
  error: z.optional(text),
  reversible: z.optional(z.boolean()),
  reversal_method: z.optional(text),
  reversal_window_seconds: z.optional(count),
  reversal_of: z.optional(text),
  state_change: z.optional(z.strictObject({ before_hash: hash, after_hash: hash })),
  response_hash: z.optional(hash),
});

const chain = z
  .strictObject({
    sequence: z.int().check(z.gte(1, "a whole number from 1 on is expected")),
    previous_receipt_hash: z.nullable(hash),
    chain_id: id,
    terminal: z.optional(z.literal(true)),
    status: z.optional(z.enum(["complete", "interrupted"])),
  })
  .check(
    z.refine(({ terminal, status }) => status === undefined || terminal === true, {
      message: "a status may stand only beside terminal: true",
    }),
  );

/** The JSON Schema, but for the forms of ids: upstream's own test vectors do not keep to those. */
export const receiptSchema = z.strictObject({
  "@context": z.tuple([z.literal("https://www.w3.org/ns/credentials/v2"), z.enum(CONTEXTS)], text),
  id,
  type: z.tuple([z.literal("VerifiableCredential"), z.literal("AgentReceipt")]),
  version: text,
  issuer: z.strictObject({
    id,
    type: z.optional(text),
    name: z.optional(text),
    operator: z.optional(z.strictObject({ id, name: text })),
    model: z.optional(text),
    session_id: z.optional(text),
    runtime: z.optional(z.looseObject({ agent_id: z.optional(text), agent_type: z.optional(text) })),
  }),
  issuanceDate: time,
  credentialSubject: z.looseObject({
    principal: z.strictObject({ id, type: z.optional(text) }),
    action,
    intent: z.optional(
      z.strictObject({
        conversation_hash: z.optional(hash),
        prompt_preview: z.optional(text),
        prompt_preview_truncated: z.optional(z.boolean()),
        reasoning_hash: z.optional(hash),
      }),
    ),
    outcome,
    authorization: z.optional(
      z.strictObject({
        scopes: z.array(text).check(z.minLength(1, "at least one scope is expected")),
        granted_at: time,
        expires_at: z.optional(time),
        grant_ref: z.optional(text),
      }),
    ),
    delegation: z.optional(
      z.strictObject({ parent_chain_id: id, parent_receipt_id: id, delegator: z.strictObject({ id }) }),
    ),
    chain,
    correlation_id: z.optional(id),
  }),
  proof: z.strictObject({
    type: text,
    created: time,
    verificationMethod: id,
    proofPurpose: z.literal("assertionMethod"),
    proofValue: text,
  }),
});

/** The path of the first member that is null, but for the one that may be; null where there is none. */
export function findNull(value: JsonObject, path = ""): string | null {
  for (const [key, item] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (item === null && at !== "credentialSubject.chain.previous_receipt_hash") return at;
    for (const inner of Array.isArray(item) ? item : [item]) {
      const found = isJsonObject(inner) ? findNull(inner, at) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

/** RFC 3339 section 5.6, offsets included: the protocol does not ask for UTC. */
function isDateTime(value: string): boolean {
  return isInstant(value.replace(/[+-](?:[01]\d|2[0-3]):[0-5]\d$/, "Z"));
}
