// C2SP tlog-proof: an inclusion proof and the checkpoint that it leads to, in one text file.

import { Fault } from "../model/fault.ts";
import { MAX_NOTE_BYTES } from "../model/limits.ts";
import { concatBytes, decodeUtf8, encodeUtf8, fromBase64, toBase64 } from "./bytes.ts";

const HEADER = "c2sp.org/tlog-proof@v1";
/** A tree of 2^53 leaves has no longer path. */
const MAX_HASHES = 53;

export interface TlogProof {
  readonly index: number;
  /** Sibling hashes from the leaf up, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint note, verbatim. */
  readonly checkpoint: Uint8Array;
}

/** @throws Fault `proof-syntax`. */
export function parseTlogProof(bytes: Uint8Array): TlogProof {
  if (bytes.length > MAX_NOTE_BYTES) fail(`the proof is longer than ${MAX_NOTE_BYTES} bytes`);
  let text: string;
  try {
    text = decodeUtf8(bytes);
  } catch {
    return fail("the proof is not valid UTF-8");
  }
  const split = text.indexOf("\n\n");
  if (split < 0) fail("the proof has no blank line before its checkpoint");
  const lines = text.slice(0, split).split("\n");
  if (lines[0] !== HEADER) fail(`the proof does not begin with ${HEADER}`);
  // The optional extra line is not authenticated by anything, so it is passed over.
  const at = lines[1]?.startsWith("extra ") === true ? 2 : 1;
  if (at === 2 && fromBase64(lines[1]!.slice(6)) === null) fail("the proof's extra line is not base64");
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines[at] ?? "")?.[1];
  if (index === undefined || !Number.isSafeInteger(Number(index))) fail("the proof names no index");
  const hashes = lines.slice(at + 1).map((line) => fromBase64(line) ?? new Uint8Array(0));
  if (hashes.length > MAX_HASHES || hashes.some((hash) => hash.length !== 32)) {
    fail(`the proof is not at most ${MAX_HASHES} lines of 32 bytes in base64`);
  }
  return { index: Number(index), hashes, checkpoint: encodeUtf8(text.slice(split + 2)) };
}

function fail(message: string): never {
  throw new Fault("proof-syntax", message);
}

export function formatTlogProof(proof: TlogProof): Uint8Array {
  const lines = [HEADER, `index ${proof.index}`, ...proof.hashes.map((hash) => toBase64(hash))];
  return concatBytes(encodeUtf8(`${lines.join("\n")}\n\n`), proof.checkpoint);
}
