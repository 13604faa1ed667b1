// Inclusion proofs: in an extract every entry needs one; in a whole log those that are there must hold.

import { equalBytes } from "../../encoding/bytes.ts";
import type { Checkpoint } from "../../encoding/checkpoint.ts";
import { parseTlogProof } from "../../encoding/tlog-proof.ts";
import { Fault } from "../../model/fault.ts";
import type { LogFacts } from "../../model/log.ts";
import type { Check } from "../../model/verdict.ts";
import { CHECKPOINT_PATH, proofPath, proofSeq } from "../facts.ts";
import type { BundleFacts } from "../facts.ts";
import { verifyInclusion } from "../merkle.ts";
import { fail, failFault, gap, notApplicable, pass } from "../outcome.ts";
import { counted } from "../counted.ts";

const ID = "checkpoint.proofs";

export function checkProofs(
  facts: BundleFacts,
  checkpoint: Checkpoint,
  log: LogFacts,
  extract: boolean,
): Check {
  const paths = [...facts.files.keys()].filter((path) => path.startsWith("inquest/proofs/"));
  if (paths.length === 0 && !extract) {
    return notApplicable(ID, "no-proofs", "the log is whole: the root over all its entries says more");
  }
  if (!extract && log.leaves.length < log.lines) {
    return gap(
      ID,
      "proofs-not-checked",
      "the log is whole, so that its root says more; its many proofs were left alone",
    );
  }
  const entries = new Map(log.leaves.map((leaf) => [leaf.seq, leaf.hash]));
  for (const path of paths) {
    const seq = proofSeq(path);
    if (seq === null || !entries.has(seq)) {
      const message = "a proof belongs to no entry of the log";
      return fail(ID, "proof-extra", { file: path, message });
    }
  }
  // More entries than a bundle can hold files: the first without a proof stands behind the leaves that were kept.
  if (extract && log.leaves.length < log.lines) {
    return fail(ID, "proof-missing", {
      file: proofPath(log.leaves.length),
      message: "entries of the extract have no proof",
    });
  }
  const signed = facts.control.get(CHECKPOINT_PATH)!;
  for (const [line, { seq, hash }] of log.leaves.entries()) {
    const file = proofPath(seq);
    const bytes = facts.control.get(file);
    if (bytes === undefined && !extract) continue;
    const place = { file, line: line + 1, ...(seq < 0 ? {} : { seq }) };
    if (bytes === undefined)
      return fail(ID, "proof-missing", { ...place, message: "an entry of the extract has no proof" });
    const fault = proofFault(facts, bytes, seq, hash, checkpoint, signed);
    if (fault !== null)
      return failFault(ID, new Fault(fault.code, fault.message, { ...place, ...fault.place }), file);
  }
  return pass(
    ID,
    "proofs-hold",
    `${counted(paths.length, "entry", "entries")} proven to stand in the signed log of ${checkpoint.size}`,
  );
}

function proofFault(
  facts: BundleFacts,
  bytes: Uint8Array,
  seq: number,
  leaf: Uint8Array,
  checkpoint: Checkpoint,
  signed: Uint8Array,
): Fault | null {
  try {
    const proof = parseTlogProof(bytes);
    if (proof.index !== seq) {
      const place = { expected: String(seq), found: String(proof.index) };
      return new Fault("proof-index", "a proof speaks of another entry than its name says", place);
    }
    if (!equalBytes(proof.checkpoint, signed)) {
      return new Fault("proof-checkpoint", "a proof carries another checkpoint than the bundle");
    }
    const size = BigInt(checkpoint.size);
    return verifyInclusion(facts.platform, leaf, BigInt(seq), size, proof.hashes, checkpoint.rootHash)
      ? null
      : new Fault("proof-bad", "a proof does not lead from its entry to the signed root");
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
