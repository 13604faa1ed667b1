// Calls about cases: one opened bundle each, with its verdict and what is in it.

import * as z from "zod/mini";
import { defineCall } from "./define.ts";
import {
  caseIdSchema,
  countSchema,
  hostPathSchema,
  nothingSchema,
  sha256Schema,
  taskIdSchema,
  timeSchema,
} from "./values.ts";
import { verdictSchema } from "./verdict.ts";

export const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("path"), path: hostPathSchema }),
  /** What an upload gave back. */
  z.strictObject({ kind: z.literal("upload"), id: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
  /** The shipped sample, judged by its own demonstration keys, which count for nothing else. */
  z.strictObject({ kind: z.literal("sample") }),
]);
export type CaseSource = z.infer<typeof sourceSchema>;

/** What a file of a bundle is, from its path. */
export const FILE_ROLES = [
  "action-log",
  "cloudtrail",
  "cloudtrail-digests",
  "pagerduty",
  "kubernaut",
  "policies",
  "approvals",
  "rollbacks",
  "notes",
  "other",
  /** Manifests, envelope, checkpoint, proofs: what seals the rest. */
  "seal",
] as const;
export type FileRole = (typeof FILE_ROLES)[number];

export const FILE_LISTINGS = [
  /** Listed in the manifest with this hash, and so signed. */
  "listed",
  /** Listed with another hash. */
  "differs",
  /** In the bundle and not listed. */
  "unlisted",
  /** Listed and not in the bundle. */
  "missing",
  /** Not listed by the format's own rules: the tag manifest and the envelope. */
  "exempt",
] as const;
export type FileListing = (typeof FILE_LISTINGS)[number];

export const bundleFileSchema = z.strictObject({
  path: z.string(),
  role: z.enum(FILE_ROLES),
  /** Bytes, inflated; null where the file is missing. */
  size: z.nullable(countSchema),
  /** Of the content; null where the file is missing. */
  sha256: z.nullable(sha256Schema),
  listing: z.enum(FILE_LISTINGS),
});
export type BundleFile = z.infer<typeof bundleFileSchema>;

export const inventoryGroupSchema = z.strictObject({
  role: z.enum(FILE_ROLES),
  files: countSchema,
  bytes: countSchema,
  /** Files whose listing is neither `listed` nor `exempt`. */
  faulty: countSchema,
});
export type InventoryGroup = z.infer<typeof inventoryGroupSchema>;

/** The clock of one source against the action log's. Times are as the records state them. */
export const clockSchema = z.strictObject({
  source: z.enum(["action-log", "cloudtrail", "pagerduty"]),
  records: countSchema,
  /** Records without a time that can be read. */
  undated: countSchema,
  from: z.nullable(timeSchema),
  to: z.nullable(timeSchema),
  /** Records outside the incident's window; null where no trusted statement gives the window. */
  outside: z.nullable(countSchema),
  /**
   * Milliseconds that this source's clock is ahead of the action log's, as the range that all ties by request id
   * allow; null where there are no ties. `agree` is false where no one offset fits all ties.
   */
  offset: z.nullable(
    z.strictObject({ from: z.number(), to: z.number(), ties: countSchema, agree: z.boolean() }),
  ),
  /** Files of the source that could not be read, the first with its reason. */
  unread: z.nullable(z.strictObject({ files: countSchema, first: z.string(), reason: z.string() })),
});
export type Clock = z.infer<typeof clockSchema>;

export const indexStateSchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("none"), reason: z.string() }),
  /** Rows that are there can be read already. */
  z.strictObject({ state: z.literal("building"), rows: countSchema, total: countSchema }),
  /** `note` says where the cache could not be written and the index is in memory. */
  z.strictObject({ state: z.literal("ready"), rows: countSchema, note: z.nullable(z.string()) }),
  z.strictObject({ state: z.literal("failed"), reason: z.string() }),
]);
export type IndexState = z.infer<typeof indexStateSchema>;

export const caseSchema = z.strictObject({
  id: caseIdSchema,
  /** Where the bundle is; for an upload the name that it came with. */
  path: z.string(),
  /** The file's name alone. */
  name: z.string(),
  origin: z.enum(["path", "upload", "sample"]),
  openedAt: timeSchema,
  verdict: verdictSchema,
  /** Milliseconds that opening and verifying took. */
  verifiedIn: z.number(),
  inventory: z.array(inventoryGroupSchema),
  clocks: z.array(clockSchema),
  /** Clocks are read after the verdict: false until then. */
  clocksReady: z.boolean(),
  index: indexStateSchema,
  /** Whether the file is still the one that was verified. */
  disk: z.enum(["unchanged", "changed", "missing"]),
  /** True where the trust file changed since the verdict: verify again. */
  trustChanged: z.boolean(),
  /** The command line that gives the same verdict. */
  command: z.string(),
});
export type Case = z.infer<typeof caseSchema>;

export const recentSchema = z.strictObject({
  path: hostPathSchema,
  name: z.string(),
  openedAt: timeSchema,
  /** What it was then; it is verified anew at each opening. */
  verdict: z.enum(["VALID", "INVALID", "CANNOT-CHECK"]),
  incident: z.nullable(z.strictObject({ id: z.string(), title: z.string() })),
  missing: z.boolean(),
});
export type RecentCase = z.infer<typeof recentSchema>;

const oneCase = z.strictObject({ case: caseIdSchema });

export const caseCalls = {
  /**
   * Long. Verifies and makes a case, or gives the case that is open for the same path. A file that is no bundle is
   * a case with its verdict; one that cannot be read at all is the error `file-unreadable`.
   */
  "case.open": defineCall(z.strictObject({ source: sourceSchema, task: taskIdSchema }), caseSchema),
  /** Long. Reads the trust file and the bundle again. */
  "case.verify": defineCall(z.strictObject({ case: caseIdSchema, task: taskIdSchema }), caseSchema),
  "case.list": defineCall(nothingSchema, z.array(caseSchema)),
  "case.get": defineCall(oneCase, caseSchema),
  "case.close": defineCall(oneCase, nothingSchema),
  "recent.list": defineCall(nothingSchema, z.array(recentSchema)),
  "recent.forget": defineCall(z.strictObject({ path: hostPathSchema }), z.array(recentSchema)),
  /** Files of the bundle in path order, those whose path holds `text` (no regard to case). */
  "files.list": defineCall(
    z.strictObject({
      case: caseIdSchema,
      text: z.string().check(z.maxLength(1_000)),
      from: countSchema,
      count: z.int().check(z.gte(0), z.lte(1_000)),
    }),
    z.strictObject({ total: countSchema, files: z.array(bundleFileSchema) }),
  ),
  /** Bytes of one file. `sha256` is that of the whole file as it was verified. */
  "files.read": defineCall(
    z.strictObject({
      case: caseIdSchema,
      path: z.string().check(z.maxLength(2_048)),
      offset: countSchema,
      length: z.int().check(z.gte(1), z.lte(1_048_576)),
    }),
    z.strictObject({ size: countSchema, offset: countSchema, base64: z.string() }),
  ),
  /** The verification report, for saving: the verdict's JSON as the command line prints it, or Markdown. */
  "export.verification": defineCall(
    z.strictObject({ case: caseIdSchema, format: z.enum(["json", "markdown"]) }),
    z.strictObject({ name: z.string(), mediaType: z.string(), text: z.string() }),
  ),
};
