// The leading failure of a verdict in a few words.

import type { Check, Failure } from "../model/verdict.ts";
import { LOG_PATH } from "./facts.ts";

const LONGEST_NAME = 60;

/** `checks` are all checks of the verdict: what a failure means depends on which signatures are good. */
export function failureClause(check: Check, checks: readonly Check[]): string {
  const failure = check.failure ?? { file: "", message: "" };
  const passed = (id: string): boolean => checks.find((other) => other.id === id)?.result === "pass";
  const log = logClause(check, failure);
  if (log !== null)
    return notTheSignedLog(checks, passed) ? `this is not the log that was signed: ${log}` : log;
  return (
    checkpointClause(check, failure, passed("checkpoint.signature")) ??
    listingClause(check, failure, passed("signature.signers")) ??
    OTHER[check.code] ??
    familyClause(check, failure) ??
    `the check "${check.title}" failed`
  );
}

/** True where a trusted log key signed a log of other entries, or a trusted bundle key another log file. */
function notTheSignedLog(checks: readonly Check[], passed: (id: string) => boolean): boolean {
  const failed = (id: string, codes: readonly string[]): Check | undefined =>
    checks.find((other) => other.id === id && other.result === "fail" && codes.includes(other.code));
  const root = failed("checkpoint.entries", ["checkpoint-root", "log-cut", "log-longer"]);
  const file = failed("signature.statement", ["file-hash"]);
  return (
    (root !== undefined && passed("checkpoint.signature")) ||
    (file?.failure?.file === LOG_PATH && passed("signature.signers"))
  );
}

function logClause({ id, code }: Check, { line, seq, expected, found }: Failure): string | null {
  const entry = seq === undefined ? `the entry in line ${line ?? "?"}` : `entry ${seq}`;
  switch (id) {
    case "log.chain":
      if (code === "chain-broken" && seq !== undefined && seq > 0)
        return `the chain breaks between entries ${seq - 1} and ${seq}`;
      return seq === 0 ? "the log's first entry begins no chain" : `${entry} claims to be the log's first`;
    case "log.sequence":
      if (code === "sequence-hole") return missingEntries(Number(expected), Number(found));
      return code === "sequence-repeated" ? `${entry} stands there twice` : `${entry} stands out of order`;
    case "log.canonical":
      return `line ${line ?? "?"} of the log is not canonical JSON`;
    case "log.fields":
      return `line ${line ?? "?"} of the log is not an entry of version 1`;
    default:
      return null;
  }
}

function missingEntries(expected: number, found: number): string {
  if (!Number.isSafeInteger(expected) || !Number.isSafeInteger(found) || found <= expected)
    return "entries of the log are missing";
  return found - expected === 1
    ? `entry ${expected} is missing`
    : `entries ${expected} to ${found - 1} are missing`;
}

function checkpointClause({ code }: Check, failure: Failure, signed: boolean): string | null {
  const { expected = "?", found = "?", seq } = failure;
  const whose = signed ? "that were signed" : "that its checkpoint counts";
  switch (code) {
    case "log-cut":
      return `the log is cut: it has ${found} of the ${expected} entries ${whose}`;
    case "log-longer":
      return `the log has ${found} entries, more than the ${expected} ${whose}`;
    case "checkpoint-root":
      return signed
        ? "this is not the log that was signed: its entries do not hash to the signed root"
        : "the log's entries do not hash to its checkpoint's root";
    case "extract-count":
      return `the extract has ${found} entries, and ${expected} were sealed`;
    case "proof-bad":
    case "proof-index":
    case "proof-checkpoint":
    case "proof-missing":
    case "proof-syntax":
      return `${seq === undefined ? "an entry" : `entry ${seq}`} is not proven to stand in the signed log`;
    case "entry-signature-bad":
      return `the signature of ${seq === undefined ? "an entry" : `entry ${seq}`} does not fit`;
    case "entry-signature-syntax":
      return `the signature of ${seq === undefined ? "an entry" : `entry ${seq}`} cannot be read`;
    default:
      return null;
  }
}

function listingClause({ id, code }: Check, { file }: Failure, sealed: boolean): string | null {
  const name = shortName(file);
  const manifest = id.startsWith("manifests.");
  switch (code) {
    case "file-hash":
      if (manifest) return `${name} is not the file that the manifest lists`;
      return sealed
        ? `${name} is not the file that was sealed`
        : `${name} is not the file that the seal lists`;
    case "file-unlisted":
      if (manifest) return `${name} is not listed in the manifest`;
      return sealed ? `${name} is in the bundle and was not sealed` : `${name} is not listed in the seal`;
    case "file-missing":
      if (manifest) return `${name} is listed in the manifest and missing`;
      return sealed ? `${name} was sealed and is missing` : `${name} is listed in the seal and missing`;
    default:
      return null;
  }
}

const OTHER: Readonly<Record<string, string>> = {
  "not-a-bag": "this is no evidence bundle",
  "fetch-txt": "it refers to evidence outside itself",
  "payload-oxum": "the evidence is not of the size that is stated",
  "manifest-missing": "a manifest is missing",
  "log-missing": "the bundle has no action log",
  "envelope-missing": "the bundle is not signed",
  "signature-bad": "the bundle's signature does not fit",
  "checkpoint-missing": "the log's checkpoint is missing",
  "checkpoint-signature-bad": "the signature of the log's checkpoint does not fit",
  "checkpoint-statement": "bundle and checkpoint were signed for different logs",
  "proof-extra": "a proof belongs to no entry of the log",
  "policy-hash": "a policy snapshot is not the text that its name says",
  "policy-name": "a policy snapshot is not named by its SHA-256",
  "file-changed": "the file changed while it was read",
  "zip-truncated": "the archive is cut short",
  "zip-duplicate-name": "a file name stands twice in the archive",
  "zip-crc": "a file's content does not have its checksum",
  "zip-hidden-bytes": "bytes are hidden between the files of the archive",
};

function familyClause({ id, code }: Check, { file }: Failure): string | null {
  if (code.startsWith("limit-")) return "the archive goes beyond what is safe to read";
  if (id === "container.names") return "a file name in the archive is not allowed";
  if (id === "container.content") return "a file in the archive is damaged";
  if (id === "container.archive") return "the archive is not sound";
  if (id === "signature.envelope") return "the bundle's signature cannot be read";
  if (id === "signature.statement") return "the signed list of files cannot be read";
  if (id === "checkpoint.signature") return "the log's checkpoint cannot be read";
  if (id === "notes.logs") return "a log of reviewers' notes does not hold";
  if (id === "manifests.payload" || id === "manifests.tags") return `${shortName(file)} cannot be relied on`;
  return null;
}

/** The end of a long path says more than its start. */
function shortName(path: string): string {
  const points = Array.from(path);
  return points.length <= LONGEST_NAME ? path : `\u2026${points.slice(1 - LONGEST_NAME).join("")}`;
}
