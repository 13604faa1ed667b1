// The checkpoint: signed by a trusted log key, and one with the statement and with the entries.

import { encodeUtf8, equalBytes, fromBase64, toBase64, toHex } from "../../encoding/bytes.ts";
import { parseCheckpoint } from "../../encoding/checkpoint.ts";
import type { Checkpoint } from "../../encoding/checkpoint.ts";
import { parseNote } from "../../encoding/note.ts";
import type { SignedNote } from "../../encoding/note.ts";
import type { Predicate } from "../../encoding/statement.ts";
import { Fault } from "../../model/fault.ts";
import type { LogFacts } from "../../model/log.ts";
import type { Platform } from "../../model/platform.ts";
import type { KeyRole, Trust } from "../../model/trust.ts";
import type { Check } from "../../model/verdict.ts";
import type { CheckId } from "../catalog.ts";
import { cannot, fail, failFault, pass } from "../outcome.ts";
import { findSigners, standings } from "../signers.ts";
import type { Standing } from "../signers.ts";
import { counted } from "../counted.ts";

export interface ReadCheckpoint {
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

/** @throws Fault `checkpoint-missing`, or what the note's and checkpoint's parsers throw. */
export function readCheckpoint(bytes: Uint8Array | undefined, file: string): ReadCheckpoint {
  if (bytes === undefined) throw new Fault("checkpoint-missing", `the bundle has no ${file}`, { file });
  const note = parseNote(bytes);
  return { note, checkpoint: parseCheckpoint(note.text) };
}

/**
 * C2SP signed-note: signatures of unknown keys are ignored; a known key's bad signature rejects the note. `time` is
 * the signer's stated time, for keys that are retired.
 */
export function checkCheckpointSignature(
  id: CheckId,
  { note, checkpoint }: ReadCheckpoint,
  trust: Trust,
  role: KeyRole,
  time: string | null,
  platform: Platform,
  file: string,
): Check {
  let signers: Standing[];
  try {
    const signatures = note.signatures.map(({ name, keyId, signature }) => ({
      hint: `${name}+${toHex(keyId)}`,
      signature,
    }));
    signers = standings(findSigners(platform, trust, encodeUtf8(note.text), signatures, false), role, time);
  } catch (error) {
    if (error instanceof Fault) return cannot(id, error.code, error.message);
    throw error;
  }
  const bad = signers.find(({ signer }) => signer.code === "signature-bad");
  if (bad !== undefined) {
    const message = `the checkpoint's signature by ${bad.signer.keyid} does not fit: it or the checkpoint was changed`;
    return fail(id, "checkpoint-signature-bad", { file, message, found: bad.signer.keyid });
  }
  const good = signers.find(({ signer }) => signer.counts);
  if (good !== undefined) {
    const said = `${checkpoint.origin}, ${counted(checkpoint.size, "entry", "entries")}: ${good.standing!.message}`;
    return pass(id, good.signer.code, said);
  }
  const refused = signers.find(({ standing }) => standing !== null);
  if (refused !== undefined) return cannot(id, refused.standing!.code, refused.standing!.message);
  const named = signers.map(({ signer }) => signer.keyid).join(", ");
  return cannot(
    id,
    "signer-unknown",
    `the checkpoint says it is signed by ${named}, which the trust file does not know`,
  );
}

export function checkCheckpointStatement(
  checkpoint: Checkpoint,
  predicate: Predicate | null,
  file: string,
): Check {
  const id = "checkpoint.statement";
  if (predicate === null)
    return cannot(id, "statement-unverified", "the statement is not verified, so that it is not read");
  const { log } = predicate;
  const root = fromBase64(log.rootHash)!;
  const pairs: [what: string, expected: string, found: string][] = [
    ["origin", log.origin, checkpoint.origin],
    ["size", String(log.size), String(checkpoint.size)],
    ["root", toBase64(root), toBase64(checkpoint.rootHash)],
  ];
  const other = pairs.find(([, expected, found]) => expected !== found);
  if (other === undefined) return pass(id, "checkpoint-agrees", "same origin, size and root");
  const [what, expected, found] = other;
  const message = `the checkpoint has another ${what} than the signed statement`;
  return fail(id, "checkpoint-statement", { file, message, expected, found });
}

/** A whole log must be all the lines that the checkpoint counts, and hash to its root. */
export function checkWholeLog(id: CheckId, checkpoint: Checkpoint, log: LogFacts, file: string): Check {
  const { size, rootHash } = checkpoint;
  if (log.lines !== size) {
    const cut = log.lines < size;
    return fail(id, cut ? "log-cut" : "log-longer", {
      file,
      message: cut
        ? "the log has fewer entries than its checkpoint"
        : "the log has more entries than its checkpoint",
      expected: String(size),
      found: String(log.lines),
    });
  }
  if (log.rootHash === null)
    return cannot(id, "log-not-sequential", "no root can be computed over lines that are not in sequence");
  if (!equalBytes(log.rootHash, rootHash)) {
    const message = "the log's entries do not hash to the root that its checkpoint states";
    return fail(id, "checkpoint-root", {
      file,
      message,
      expected: toBase64(rootHash),
      found: toBase64(log.rootHash),
    });
  }
  return pass(
    id,
    "root-agrees",
    size === 1 ? "the one entry hashes to the signed root" : `all ${size} entries hash to the signed root`,
  );
}

export function faultCheck(id: CheckId, error: unknown, file: string): Check {
  if (error instanceof Fault) return failFault(id, error, file);
  throw error;
}
