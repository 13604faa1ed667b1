// C2SP signed notes: text, a blank line, and signature lines `— <name> base64(key id || signature)`.

import { Fault } from "../model/fault.ts";
import { MAX_NOTE_BYTES, MAX_SIGNATURES } from "../model/limits.ts";
import { concatBytes, decodeUtf8, encodeUtf8, fromBase64, toBase64 } from "./bytes.ts";
import { isKeyName } from "./vkey.ts";

export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  /** What follows the key id: 64 bytes for Ed25519, other lengths for other kinds. */
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** The signed text, its final LF included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const LINE = /^\u2014 (\S+) (\S+)$/u;

/** Splits at the last blank line. @throws Fault `note-syntax`, `note-signatures`. */
export function parseNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > MAX_NOTE_BYTES) {
    throw new Fault("note-syntax", `the signed note is longer than ${MAX_NOTE_BYTES} bytes`);
  }
  let all: string;
  try {
    all = decodeUtf8(bytes);
  } catch {
    throw new Fault("note-syntax", "the signed note is not valid UTF-8");
  }
  // oxlint-disable-next-line no-control-regex -- the specification forbids exactly these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(all)) {
    throw new Fault("note-syntax", "the signed note holds a control character");
  }
  const split = all.lastIndexOf("\n\n");
  if (split < 0 || !all.endsWith("\n")) {
    throw new Fault("note-syntax", "the signed note has no blank line before its signatures, or no final LF");
  }
  const lines = all.slice(split + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) {
    throw new Fault("note-signatures", `the signed note has more than ${MAX_SIGNATURES} signatures`);
  }
  return { text: all.slice(0, split + 1), signatures: lines.map((line) => parseLine(line)) };
}

function parseLine(line: string): NoteSignature {
  const [, name, base64] = LINE.exec(line) ?? [];
  const bytes = base64 === undefined ? null : fromBase64(base64);
  if (name === undefined || !isKeyName(name) || bytes === null || bytes.length < 5) {
    throw new Fault("note-signatures", "a signature line of the signed note is malformed", {
      found: line.slice(0, 80),
    });
  }
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

export function formatNote(note: SignedNote): Uint8Array {
  const lines = note.signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${toBase64(concatBytes(keyId, signature))}\n`,
  );
  return encodeUtf8(`${note.text}\n${lines.join("")}`);
}
