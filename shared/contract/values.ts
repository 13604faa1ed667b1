// Forms that several calls share.

import * as z from "zod/mini";

/** SHA-256 as 64 lowercase hex digits. */
export const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** Made by the host, meaningful in one run of it. */
export const caseIdSchema = z.string().check(z.regex(/^[0-9a-z-]{1,40}$/));
/** Made by the caller of a long call. */
export const taskIdSchema = z.string().check(z.regex(/^[0-9A-Za-z-]{1,64}$/));
/** A path of the host's file system. NUL is no part of any. */
export const hostPathSchema = z.string().check(z.minLength(1), z.maxLength(4_096), z.regex(/^[^\0]*$/));
export const countSchema = z.int().check(z.gte(0));
/** RFC 3339 UTC. */
export const timeSchema = z.string().check(z.maxLength(40));
export const nothingSchema = z.strictObject({});

export const placeShape = {
  file: z.optional(z.string()),
  line: z.optional(z.int()),
  seq: z.optional(z.int()),
  expected: z.optional(z.string()),
  found: z.optional(z.string()),
};
