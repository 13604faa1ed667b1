// The verdict as it crosses the wire: the model's own type, checked.

import * as z from "zod/mini";
import type { Verdict } from "../model/verdict.ts";
import { CHECK_GROUPS } from "../model/verdict.ts";
import { placeShape } from "./values.ts";

const checkSchema = z.strictObject({
  id: z.string(),
  group: z.enum(CHECK_GROUPS),
  title: z.string(),
  result: z.enum(["pass", "fail", "not-checked", "not-applicable"]),
  code: z.string(),
  detail: z.string(),
  proves: z.string(),
  doesNotProve: z.string(),
  required: z.boolean(),
  failure: z.optional(z.strictObject({ ...placeShape, file: z.string(), message: z.string() })),
});

const signerSchema = z.strictObject({
  keyid: z.string(),
  known: z.boolean(),
  counts: z.boolean(),
  code: z.string(),
});

export const verdictSchema: z.ZodMiniType<Verdict> = z.strictObject({
  verdict: z.enum(["VALID", "INVALID", "CANNOT-CHECK"]),
  summary: z.string(),
  chain: z.enum(["complete", "extract", "broken", "none"]),
  bundle: z.strictObject({ path: z.string(), sha256: z.nullable(z.string()), size: z.nullable(z.number()) }),
  trust: z.strictObject({ path: z.nullable(z.string()), sha256: z.nullable(z.string()) }),
  signer: z.nullable(signerSchema),
  signers: z.array(signerSchema),
  incident: z.nullable(
    z.strictObject({ id: z.string(), title: z.string(), from: z.string(), to: z.string() }),
  ),
  entries: z.int(),
  checks: z.array(checkSchema),
  limits: z.array(z.string()),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
}) as z.ZodMiniType<Verdict>;
