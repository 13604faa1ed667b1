// Makes the action log that goes into a bundle: raw entries are sealed (seq, prev, canonical form), a log that
// is sealed already is taken as it is, and an extract is cut out of a whole log with a proof for each entry.

import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { decodeUtf8, encodeUtf8 } from "../../shared/encoding/bytes.ts";
import { canonicalize } from "../../shared/encoding/canonical.ts";
import { isJsonObject, parseJson } from "../../shared/encoding/json.ts";
import type { JsonObject } from "../../shared/encoding/json.ts";
import { Fault } from "../../shared/model/fault.ts";
import { MAX_LINE_BYTES } from "../../shared/model/limits.ts";
import { LOG_QUESTIONS } from "../../shared/model/log.ts";
import type { LogFacts } from "../../shared/model/log.ts";
import { ACTION_LOG, GENESIS } from "../../shared/verify/log-kind.ts";
import { leafHash } from "../../shared/verify/merkle.ts";
import { MerkleTree } from "../../shared/verify/merkle-tree.ts";
import { explain } from "../platform/explain.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import { LogFeed } from "./log-feed.ts";
import { readLines } from "./lines.ts";
import type { Selection } from "./selection.ts";

export interface SealedLog {
  /** Lines in the whole log. */
  readonly size: number;
  readonly rootHash: Uint8Array;
  /** For an extract: the sequence numbers that it holds, with their proofs. */
  readonly proofs: ReadonlyMap<number, readonly Uint8Array[]> | null;
}

const LF = Uint8Array.of(0x0a);

/**
 * Reads `source`, writes the log that belongs into the bundle to `target`.
 * @throws Fault naming the line: `json-...`, `log-mixed`, `log-unsealable`, a code of the log checks, `extract-empty`.
 */
export async function sealLog(
  source: string,
  target: FileHandle,
  selection: Selection | null,
): Promise<SealedLog> {
  const tree = selection === null ? null : new MerkleTree(nodePlatform);
  const kept: number[] = [];
  const feed = new LogFeed({ kind: ACTION_LOG, tree: true, agentKeys: [], workers: 0, keepLeaves: false });
  const out = new Output(target);
  let sealed: boolean | null = null;
  let prev = GENESIS;
  let number = 0;
  for await (const raw of readLines(readChunks(source), source)) {
    number += 1;
    const entry = parseEntry(raw, source, number);
    const has = "seq" in entry || "prev" in entry;
    sealed ??= has;
    if (sealed !== has) {
      const message = `${source} line ${number}: some entries have seq and prev and others do not`;
      throw new Fault("log-mixed", `${message}; give a log that is sealed, or raw entries, not both`);
    }
    const line = sealed ? raw : sealEntry(entry, number - 1, prev, source, number);
    prev = nodePlatform.sha256Hex(line);
    await feed.write(line);
    await feed.write(LF);
    tree?.append(leafHash(nodePlatform, line));
    if (selection?.matches(entry) === false) continue;
    if (tree !== null) kept.push(number - 1);
    await out.line(line);
  }
  await out.flush();
  const facts = await feed.end();
  refuseFaults(facts, source);
  if (number === 0) throw new Fault("log-empty", `${source} has no entries: there is nothing to seal`);
  const rootHash = facts.rootHash!;
  if (tree === null) return { size: number, rootHash, proofs: null };
  if (kept.length === 0) {
    throw new Fault(
      "extract-empty",
      `no entry of the log has ${selection?.text ?? ""}: the extract would be empty`,
    );
  }
  const proofs = new Map(kept.map((seq) => [seq, tree.inclusionProof(seq)]));
  return { size: number, rootHash, proofs };
}

function parseEntry(raw: Uint8Array, source: string, number: number): JsonObject {
  try {
    const value = parseJson(decodeUtf8(raw));
    if (!isJsonObject(value)) throw new Fault("json-not-object", "the line is not a JSON object");
    return value;
  } catch (error) {
    const fault = error instanceof Fault ? error : new Fault("utf8-invalid", "the line is not valid UTF-8");
    throw new Fault(fault.code, `${source} line ${number}: ${fault.message}`, { file: source, line: number });
  }
}

function sealEntry(entry: JsonObject, seq: number, prev: string, source: string, number: number): Uint8Array {
  if ("signature" in entry) {
    const message = `${source} line ${number}: a signed entry cannot be sealed afterwards, because the signature covers seq and prev`;
    throw new Fault("log-unsealable", message);
  }
  const line = encodeUtf8(canonicalize({ ...entry, seq, prev }));
  if (line.length > MAX_LINE_BYTES) {
    throw new Fault(
      "line-too-long",
      `${source} line ${number}: the sealed line is longer than ${MAX_LINE_BYTES} bytes`,
    );
  }
  return line;
}

function refuseFaults(facts: LogFacts, source: string): void {
  const faults = LOG_QUESTIONS.flatMap((question) => facts.faults[question] ?? []);
  const first = [...faults, ...(facts.hole === null ? [] : [facts.hole])].toSorted(
    (a, b) => a.line - b.line,
  )[0];
  if (first === undefined) return;
  throw new Fault(first.code, `${source} line ${first.line}: ${first.message}`, {
    file: source,
    line: first.line,
  });
}

/** Collects lines into larger writes. */
class Output {
  private readonly file: FileHandle;
  private pieces: Uint8Array[] = [];
  private size = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  async line(line: Uint8Array): Promise<void> {
    this.pieces.push(line, LF);
    this.size += line.length + 1;
    if (this.size > 1 << 20) await this.flush();
  }

  async flush(): Promise<void> {
    await this.file.writeFile(Buffer.concat(this.pieces));
    this.pieces = [];
    this.size = 0;
  }
}

/** The bytes of a file as a stream of chunks, for hashing and packing. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const unreadable = (error: unknown): never => {
    throw new Fault("payload-unreadable", `${path} cannot be read: ${explain(error)}`, { file: path });
  };
  const file = await open(path, "r").catch(unreadable);
  try {
    for (;;) {
      const block = Buffer.allocUnsafeSlow(1 << 18);
      const { bytesRead } = await file.read(block, 0, block.length).catch(unreadable);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
