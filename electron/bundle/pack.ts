// Seals a folder of evidence into a bundle. The same folder, incident file and keys give the same bytes on
// every machine; what was written is verified before it gets its name, and nothing half made is left behind.

import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { BAG_DECLARATION, formatManifest } from "../../shared/encoding/bagit.ts";
import { encodeUtf8, toBase64 } from "../../shared/encoding/bytes.ts";
import { formatCheckpoint } from "../../shared/encoding/checkpoint.ts";
import { STATEMENT_TYPE, formatEnvelope, preAuthEncoding } from "../../shared/encoding/dsse.ts";
import { formatNote } from "../../shared/encoding/note.ts";
import { formatStatement } from "../../shared/encoding/statement.ts";
import type { IncidentFile, Predicate } from "../../shared/encoding/statement.ts";
import { formatTlogProof } from "../../shared/encoding/tlog-proof.ts";
import { formatVerifierKey, keyHint } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { MAX_ENTRIES } from "../../shared/model/limits.ts";
import type { KeyRole, Trust, TrustedKey } from "../../shared/model/trust.ts";
import type { Verdict } from "../../shared/model/verdict.ts";
import { checkNames } from "../../shared/verify/archive-names.ts";
import {
  CHECKPOINT_PATH,
  ENVELOPE_PATH,
  LOG_PATH,
  PAYLOAD_MANIFEST,
  TAG_MANIFEST,
  proofPath,
} from "../../shared/verify/facts.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { existsFault, partialPath, removePartial, writeAside } from "../platform/files.ts";
import { TOOL } from "../platform/version.ts";
import type { SigningKey } from "../trust/signing-key.ts";
import { listPayload } from "./payload.ts";
import type { PayloadFile } from "./payload.ts";
import { readChunks, sealLog } from "./seal-log.ts";
import type { SealedLog } from "./seal-log.ts";
import type { Selection } from "./selection.ts";
import { verifyBundle } from "./verify.ts";
import { ZipWriter } from "./zip-writer.ts";

export interface PackOptions {
  readonly folder: string;
  readonly output: string;
  readonly incident: IncidentFile;
  readonly bundleKey: SigningKey;
  readonly logKey: SigningKey;
  readonly origin: string;
  readonly selection: Selection | null;
  /** Replace an output file that exists. */
  readonly force: boolean;
}

export interface Packed {
  readonly verdict: Verdict;
  readonly entries: number;
  readonly logSize: number;
  readonly files: number;
}

interface Part {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** @throws Fault with a sentence for the user; the output then is as it was before. */
export async function packBundle(options: PackOptions): Promise<Packed> {
  const { output, force } = options;
  if (!force && (await exists(output))) throw existsFault(output);
  const payload = await listPayload(options.folder);
  const source = payload.find(({ path }) => path === LOG_PATH);
  if (source === undefined) {
    throw new Fault(
      "log-missing",
      `${join(options.folder, "action-log", "entries.jsonl")} is missing: a bundle is about an action log`,
    );
  }
  const sealedPath = partialPath(output);
  try {
    const log = await sealInto(sealedPath, source.source, options.selection);
    const parts = await assemble(options, payload, sealedPath, log);
    let verdict: Verdict | null = null;
    await writeAside(output, 0o644, force, async (file, partial) => {
      const zip = new ZipWriter(file);
      for (const part of parts) await zip.add(part.path, part.size, verified(part));
      await zip.finish();
      verdict = await verifyBundle(partial, { trust: ownTrust(options), path: null, sha256: null });
      refuseUnsound(verdict);
    });
    return {
      verdict: verdict!,
      entries: log.proofs?.size ?? log.size,
      logSize: log.size,
      files: parts.length,
    };
  } catch (error) {
    if (error instanceof Fault || errorCode(error) === undefined) throw error;
    throw new Fault(
      "output-unwritable",
      `${output} cannot be written: ${explain(error)}. Nothing was left behind`,
    );
  } finally {
    await removePartial(sealedPath);
  }
}

/** Checks whose signers the packer need not know: agents and reviewers. The reader's trust file judges those. */
const SIGNED_BY_OTHERS = ["entries.signatures", "notes.logs"];

function refuseUnsound(verdict: Verdict): void {
  const wrong = verdict.checks.find(
    ({ id, result, required }) =>
      result === "fail" || (result === "not-checked" && required && !SIGNED_BY_OTHERS.includes(id)),
  );
  if (wrong === undefined) return;
  const place = wrong.failure === undefined ? "" : ` (${wrong.failure.file})`;
  throw new Fault("pack-unsound", `the bundle would not verify: ${wrong.detail}${place}`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function sealInto(path: string, source: string, selection: Selection | null): Promise<SealedLog> {
  const file = await open(path, "wx", 0o600);
  try {
    return await sealLog(source, file, selection);
  } finally {
    await file.close();
  }
}

/** All files of the bundle, in path order, the envelope among them. */
async function assemble(
  options: PackOptions,
  payload: readonly PayloadFile[],
  sealedPath: string,
  log: SealedLog,
): Promise<Part[]> {
  const data: Part[] = [];
  for (const { path, source } of payload)
    data.push(await filePart(path, path === LOG_PATH ? sealedPath : source));
  const checkpoint = signCheckpoint(options, log);
  const proofs = [...(log.proofs ?? [])].map(([index, hashes]) =>
    textPart(proofPath(index), formatTlogProof({ index, hashes, checkpoint })),
  );
  const manifest = textPart(PAYLOAD_MANIFEST, formatManifest(digests(data)));
  const predicate = makePredicate(options, log, manifest.sha256);
  const tags = [
    textPart("bagit.txt", encodeUtf8(BAG_DECLARATION)),
    textPart("bag-info.txt", bagInfo(predicate, data)),
    textPart(CHECKPOINT_PATH, checkpoint),
    ...proofs,
    manifest,
  ];
  const tagManifest = textPart(TAG_MANIFEST, formatManifest(digests(tags)));
  const all = [...data, ...tags, tagManifest];
  const envelope = textPart(ENVELOPE_PATH, signStatement(options.bundleKey, digests(all), predicate));
  const parts = [...all, envelope].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (parts.length > MAX_ENTRIES) {
    throw new Fault(
      "limit-entries",
      `the bundle would hold ${parts.length} files; a bundle may hold ${MAX_ENTRIES}`,
    );
  }
  checkNames(parts.map(({ path }) => path));
  return parts;
}

function digests(parts: readonly Part[]): Map<string, string> {
  return new Map(parts.map(({ path, sha256 }) => [path, sha256]));
}

function signCheckpoint({ origin, logKey }: PackOptions, log: SealedLog): Uint8Array {
  const text = formatCheckpoint({ origin, size: log.size, rootHash: log.rootHash, extensions: [] });
  const signature = logKey.sign(encodeUtf8(text));
  return formatNote({ text, signatures: [{ name: logKey.name, keyId: logKey.keyId, signature }] });
}

function makePredicate(options: PackOptions, log: SealedLog, manifestHash: string): Predicate {
  const { incident: file, origin, selection } = options;
  const extract = log.proofs === null ? false : { selection: selection!.text, entries: log.proofs.size };
  return {
    // Without a name of its own a bundle is named by its contents, so that packing it again gives it the same one.
    bundleId: file.bundleId ?? `urn:inquest:bundle:${manifestHash.slice(0, 32)}`,
    incident: file.incident,
    source: file.source,
    log: { origin, size: log.size, rootHash: toBase64(log.rootHash), extract },
    redactions: file.redactions,
    previousBundle: file.previousBundle,
    limitations: file.limitations,
  };
}

function bagInfo(predicate: Predicate, data: readonly Part[]): Uint8Array {
  const bytes = data.reduce((sum, { size }) => sum + size, 0);
  const fields: [string, string][] = [
    ["Bag-Software-Agent", `${TOOL.name} ${TOOL.version}`],
    ["Bagging-Date", predicate.source.exportedAt.slice(0, 10)],
    ["External-Identifier", predicate.bundleId],
    ["Payload-Oxum", `${bytes}.${data.length}`],
  ];
  return encodeUtf8(fields.map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, " ")}\n`).join(""));
}

function signStatement(
  key: SigningKey,
  subjects: ReadonlyMap<string, string>,
  predicate: Predicate,
): Uint8Array {
  const payload = formatStatement({ subjects, predicate });
  const sig = key.sign(preAuthEncoding(STATEMENT_TYPE, payload));
  return formatEnvelope({ payloadType: STATEMENT_TYPE, payload, signatures: [{ keyid: keyHint(key), sig }] });
}

async function filePart(path: string, source: string): Promise<Part> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of readChunks(source)) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { path, size, sha256: hash.digest("hex"), content: () => readChunks(source) };
}

function textPart(path: string, bytes: Uint8Array): Part {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    path,
    size: bytes.length,
    sha256,
    content: async function* () {
      yield bytes;
    },
  };
}

/** The content once more, held to the hash that was signed: a file that changes meanwhile stops the packing. */
async function* verified(part: Part): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of part.content()) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") !== part.sha256) {
    throw new Fault(
      "payload-changed",
      `${part.path} changed while it was packed: pack again when nothing writes to it`,
    );
  }
}

/** The signing keys, trusted for what they just did: for checking the result, and for nothing else. */
function ownTrust({ bundleKey, logKey }: PackOptions): Trust {
  const keys = new Map<string, TrustedKey>();
  for (const [key, role] of [
    [bundleKey, "bundle"],
    [logKey, "log"],
  ] as const) {
    const vkey = formatVerifierKey(key);
    const roles: KeyRole[] = [...(keys.get(vkey)?.roles ?? []), role];
    const { name, keyId, publicKey } = key;
    keys.set(vkey, {
      name,
      keyId,
      publicKey,
      hint: keyHint(key),
      vkey,
      roles,
      status: "active",
      statusAt: null,
    });
  }
  return { threshold: 1, keys: [...keys.values()] };
}
