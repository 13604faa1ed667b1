// Forges bundles. Starting from the small bundle's files, a test changes one thing at one stage, and every later
// stage is computed anew, as the maker of the bundle would: entries are chained, the checkpoint and the proofs
// made, manifests and statement written, and all signed. So an attack breaks one rule while all else agrees.

import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { keyHint } from "../../shared/encoding/vkey.ts";
import type { SigningKey } from "../../electron/trust/signing-key.ts";
import { EXPORTED_AT, INCIDENT, ORIGIN, RAW_ENTRIES, canonical, goodFiles } from "./evidence.ts";
import { BUNDLE_KEY, LOG_KEY } from "./keys.ts";
import { makeZip } from "./raw-zip.ts";
import type { RawEntry, RawZip } from "./raw-zip.ts";
import { sha256Hex, treePath, treeRoot } from "./tree.ts";

export const LOG = "data/action-log/entries.jsonl";
export const CHECKPOINT = "inquest/checkpoint";
export const ENVELOPE = "inquest/bundle.dsse.json";
export const MANIFEST = "manifest-sha256.txt";
export const TAG_MANIFEST = "tagmanifest-sha256.txt";
export const GENESIS = "0".repeat(64);
export const STATEMENT_TYPE = "application/vnd.in-toto+json";

export type Line = string | Uint8Array;
export type Files = Map<string, Uint8Array>;
export type Edit = (root: JsonObject) => void;

export interface NoteSigner {
  readonly key: SigningKey;
  /** What is signed instead of the note's text. */
  readonly over?: string;
}

export interface Signer {
  readonly key: SigningKey;
  /** Undefined for the key's own. */
  readonly keyid?: JsonValue;
  readonly withoutKeyid?: boolean;
  /** What is signed instead of the PAE. */
  readonly over?: (payload: Buffer) => Uint8Array;
  readonly sig?: (sig: Buffer) => JsonValue;
}

export interface CheckpointParts {
  origin: string;
  size: string;
  root: string;
  extensions: string[];
}

/** Stages in the order in which they run; each may be changed, none must. */
export interface Forgery {
  /** Entries before they are numbered and chained. */
  readonly entries?: (entries: JsonObject[]) => JsonObject[];
  /** The `signature` member of a numbered and chained entry. */
  readonly signEntry?: (entry: JsonObject) => JsonValue | undefined;
  /** The sealed lines, without LF. */
  readonly lines?: (lines: string[]) => readonly Line[];
  /** Checkpoint and statement speak of the lines as they were before `lines` changed them. */
  readonly oldCheckpoint?: boolean;
  /** The places of the lines that the bundle holds as a declared extract, each with its proof. */
  readonly extract?: readonly number[];
  readonly logFile?: (log: Buffer) => Uint8Array | null;
  readonly checkpoint?: (checkpoint: CheckpointParts) => void;
  readonly noteSigners?: readonly NoteSigner[];
  /** The whole checkpoint file. */
  readonly note?: (note: string) => Line | null;
  /** Proofs by sequence number. */
  readonly proofs?: (proofs: Map<string, string>) => void;
  /** All files but manifests and envelope. */
  readonly files?: (files: Files) => void;
  readonly manifest?: (text: string) => string | null;
  readonly tagManifest?: (text: string) => string | null;
  /** All files but the envelope. */
  readonly sealed?: (files: Files) => void;
  readonly statement?: Edit;
  /** The signed bytes. */
  readonly payload?: (payload: string) => Line;
  readonly signers?: readonly Signer[];
  readonly envelope?: Edit;
  readonly envelopeFile?: (text: string) => Line | null;
  /** After all is signed: what anybody can do who holds no key. */
  readonly after?: (files: Files) => void;
  readonly zip?: (entries: RawEntry[]) => RawEntry[];
  readonly archive?: RawZip;
}

/** Numbers, chains and writes entries. */
export function seal(entries: readonly JsonObject[], sign: Forgery["signEntry"] = () => undefined): string[] {
  const lines: string[] = [];
  for (const [seq, entry] of entries.entries()) {
    const chained: JsonObject = { ...entry, seq, prev: seq === 0 ? GENESIS : sha256Hex(lines[seq - 1]!) };
    const signature = sign(chained);
    lines.push(canonical(signature === undefined ? chained : { ...chained, signature }));
  }
  return lines;
}

/** Chains lines anew from line `from` on, keeping whatever else they say; lines given as bytes stay as they are. */
export function rechain(lines: readonly string[], from: number): string[];
export function rechain(lines: readonly Line[], from: number): Line[];
export function rechain(lines: readonly Line[], from: number): Line[] {
  const out = lines.slice(0, from);
  for (const line of lines.slice(from)) {
    const prev = out.length === 0 ? GENESIS : sha256Hex(out.at(-1)!);
    out.push(typeof line === "string" ? line.replace(/"prev":"[^"]*"/, `"prev":"${prev}"`) : line);
  }
  return out;
}

/** DSSE's pre-authentication encoding. */
export function pae(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body]);
}

/** A signed note with the signatures of these keys. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const lines = signers.map(({ key, over }) => {
    const sig = key.sign(Buffer.from(over ?? text));
    return `\u2014 ${key.name} ${Buffer.concat([key.keyId, sig]).toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

export async function forge(how: Forgery = {}): Promise<Buffer> {
  const files: Files = new Map(await goodFiles());
  for (const path of [MANIFEST, TAG_MANIFEST, ENVELOPE]) files.delete(path);
  const log = forgeLog(how, files);
  how.files?.(files);
  setOxum(files);
  writeManifests(how, files);
  how.sealed?.(files);
  signStatement(how, files, log);
  how.after?.(files);
  const entries = [...files].map(([name, content]) => ({ name, content }));
  return makeZip(how.zip?.(entries) ?? entries, how.archive);
}

interface ForgedLog extends CheckpointParts {
  readonly extract: JsonValue;
}

function forgeLog(how: Forgery, files: Files): ForgedLog {
  const raw = RAW_ENTRIES.map((entry) => structuredClone(entry));
  const before = seal(how.entries?.(raw) ?? raw, how.signEntry);
  const lines = how.lines?.([...before]) ?? before;
  const signed = how.oldCheckpoint === true ? before : lines;
  const parts: CheckpointParts = {
    origin: ORIGIN,
    size: String(signed.length),
    root: treeRoot(signed).toString("base64"),
    extensions: [],
  };
  const truth = { ...parts };
  how.checkpoint?.(parts);
  const text = [parts.origin, parts.size, parts.root, ...parts.extensions]
    .map((line) => `${line}\n`)
    .join("");
  const note = signNote(text, how.noteSigners ?? [{ key: LOG_KEY }]);
  const checkpoint = how.note === undefined ? note : how.note(note);
  put(files, CHECKPOINT, checkpoint);
  const held = how.extract === undefined ? lines : how.extract.map((i) => lines[i]!);
  const bytes = Buffer.concat(held.flatMap((line) => [Buffer.from(line), Buffer.from("\n")]));
  put(files, LOG, how.logFile === undefined ? bytes : how.logFile(bytes));
  const proofs = new Map<string, string>();
  for (const i of how.extract ?? []) {
    const hashes = treePath(i, signed).map((hash) => `${hash.toString("base64")}\n`);
    proofs.set(String(i), `c2sp.org/tlog-proof@v1\nindex ${i}\n${hashes.join("")}\n${String(checkpoint)}`);
  }
  how.proofs?.(proofs);
  for (const [seq, proof] of proofs) put(files, `inquest/proofs/${seq}.tlog-proof`, proof);
  const extract = how.extract === undefined ? false : { selection: "a=b", entries: held.length };
  return { ...truth, extract };
}

function put(files: Files, path: string, content: Line | null): void {
  if (content === null) files.delete(path);
  else files.set(path, Buffer.from(content));
}

function setOxum(files: Files): void {
  const payload = [...files].filter(([path]) => path.startsWith("data/"));
  const size = payload.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  const info = files.get("bag-info.txt");
  if (info === undefined) return;
  const text = Buffer.from(info)
    .toString()
    .replace(/^Payload-Oxum: \d+\.\d+$/m, `Payload-Oxum: ${size}.${payload.length}`);
  files.set("bag-info.txt", Buffer.from(text));
}

function writeManifests(how: Forgery, files: Files): void {
  const write = (data: boolean): string =>
    [...files]
      .filter(([path]) => path.startsWith("data/") === data)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => `${sha256Hex(bytes)}  ${path}\n`)
      .join("");
  const manifest = write(true);
  put(files, MANIFEST, how.manifest === undefined ? manifest : how.manifest(manifest));
  const tagManifest = write(false);
  put(files, TAG_MANIFEST, how.tagManifest === undefined ? tagManifest : how.tagManifest(tagManifest));
}

function signStatement(how: Forgery, files: Files, log: ForgedLog): void {
  const { origin, size, root, extract } = log;
  const statement: JsonObject = {
    _type: "https://in-toto.io/Statement/v1",
    predicateType: "https://inquest.dev/evidence-bundle/v1",
    subject: [...files].map(([name, bytes]) => ({ name, digest: { sha256: sha256Hex(bytes) } })),
    predicate: {
      bundleId: "urn:test",
      incident: { ...INCIDENT.incident },
      source: { ...INCIDENT.source, exportedAt: EXPORTED_AT },
      log: { origin, size: Number(size), rootHash: root, extract },
      redactions: [],
      previousBundle: null,
      limitations: [...INCIDENT.limitations],
    },
  };
  how.statement?.(statement);
  const text = canonical(statement);
  const payload = Buffer.from(how.payload?.(text) ?? text);
  const envelope: JsonObject = {
    payload: payload.toString("base64"),
    payloadType: STATEMENT_TYPE,
    signatures: (how.signers ?? [{ key: BUNDLE_KEY }]).map((signer) => signPayload(signer, payload)),
  };
  how.envelope?.(envelope);
  const json = JSON.stringify(envelope);
  put(files, ENVELOPE, how.envelopeFile === undefined ? json : how.envelopeFile(json));
}

function signPayload({ key, keyid, withoutKeyid, over, sig }: Signer, payload: Buffer): JsonObject {
  const made = Buffer.from(key.sign(over?.(payload) ?? pae(STATEMENT_TYPE, payload)));
  const out: JsonObject = { sig: sig?.(made) ?? made.toString("base64") };
  if (withoutKeyid !== true) out["keyid"] = keyid === undefined ? keyHint(key) : keyid;
  return out;
}
