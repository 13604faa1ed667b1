// The seal: envelope, signers against the trust file, and the signed list of files.

import { parseEnvelope, preAuthEncoding } from "../../encoding/dsse.ts";
import type { Envelope } from "../../encoding/dsse.ts";
import { parseStatement } from "../../encoding/statement.ts";
import type { Statement } from "../../encoding/statement.ts";
import { Fault } from "../../model/fault.ts";
import type { Check } from "../../model/verdict.ts";
import { ENVELOPE_PATH } from "../facts.ts";
import type { BundleFacts } from "../facts.ts";
import { compareListing } from "../listing.ts";
import { cannot, fail, failFault, pass } from "../outcome.ts";
import { countedKeys, findSigners, standings } from "../signers.ts";
import type { SignerResult, Standing } from "../signers.ts";
import { counted } from "../counted.ts";

export interface Seal {
  readonly checks: readonly Check[];
  /** The statement, only where a bundle key of the trust file signed its bytes. */
  readonly statement: Statement | null;
  readonly signers: readonly Standing[];
}

const UNVERIFIED = "no bundle key of the trust file signed the statement, so that its content is not read";

export function checkSeal(facts: BundleFacts): Seal {
  const bytes = facts.control.get(ENVELOPE_PATH);
  let envelope: Envelope;
  try {
    if (bytes === undefined) throw new Fault("envelope-missing", "the bundle has no signature");
    envelope = parseEnvelope(bytes);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const none = "there is no readable envelope";
    return {
      checks: [
        failFault("signature.envelope", error, ENVELOPE_PATH),
        cannot("signature.signers", "not-reached", none),
        cannot("signature.statement", "not-reached", none),
      ],
      statement: null,
      signers: [],
    };
  }
  const count = envelope.signatures.length;
  const sound = pass(
    "signature.envelope",
    "envelope-sound",
    `DSSE envelope with ${count} signature${count === 1 ? "" : "s"}`,
  );
  const { checks, ...rest } = checkSigned(facts, envelope);
  return { checks: [sound, ...checks], ...rest };
}

function checkSigned(facts: BundleFacts, envelope: Envelope): Seal {
  let results: SignerResult[];
  try {
    const message = preAuthEncoding(envelope.payloadType, envelope.payload);
    const signatures = envelope.signatures.map(({ keyid, sig }) => ({ hint: keyid, signature: sig }));
    results = findSigners(facts.platform, facts.trust, message, signatures, true);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const checks = [
      cannot("signature.signers", error.code, error.message),
      cannot("signature.statement", "not-reached", error.message),
    ];
    return { checks, statement: null, signers: [] };
  }
  // Only verified bytes are parsed: verified by a key that may speak for bundles at all.
  const readable = results.some(({ key }) => key?.roles.includes("bundle") === true);
  const { check: statementCheck, statement } = readable
    ? readStatement(facts, envelope)
    : { check: cannot("signature.statement", "statement-unverified", UNVERIFIED), statement: null };
  const signers = standings(results, "bundle", statement?.predicate.source.exportedAt ?? null);
  return { checks: [judgeSigners(facts, signers), statementCheck], statement, signers };
}

function judgeSigners(facts: BundleFacts, signers: readonly Standing[]): Check {
  const id = "signature.signers";
  const bad = signers.find(({ signer }) => signer.code === "signature-bad");
  if (bad !== undefined) {
    const message = `the signature that names the key ${bad.signer.keyid} does not fit: the statement or the signature was changed`;
    return fail(id, "signature-bad", { file: ENVELOPE_PATH, message, found: bad.signer.keyid });
  }
  const { threshold, keys } = facts.trust;
  const counted = countedKeys(signers);
  if (counted >= threshold) {
    const said = signers.flatMap(({ signer, standing }) =>
      signer.counts && standing !== null ? [standing.message] : [],
    );
    const asked = threshold === 1 ? "" : `; ${counted} of the ${threshold} keys that the trust file asks for`;
    return pass(
      id,
      signers.find(({ signer }) => signer.counts)!.signer.code,
      `${[...new Set(said)].join("; ")}${asked}`,
    );
  }
  const refused = signers.find(({ standing }) => standing !== null && !standing.counts);
  if (counted > 0) {
    const also = refused === undefined ? "" : ` (${refused.standing!.message})`;
    return cannot(
      id,
      "threshold-not-met",
      `${counted} of the ${threshold} keys that the trust file asks for have signed${also}`,
    );
  }
  if (refused !== undefined) return cannot(id, refused.standing!.code, refused.standing!.message);
  const named = signers.map(({ signer }) => signer.keyid).join(", ");
  const why =
    keys.length === 0
      ? "there is no trust file, or it holds no keys"
      : "the trust file does not hold that key";
  return cannot(
    id,
    "signer-unknown",
    `the bundle says it is signed by ${named}: ${why}. Get the signer's key by a way that you trust, then 'inquest trust add'`,
  );
}

function readStatement(
  facts: BundleFacts,
  envelope: Envelope,
): { check: Check; statement: Statement | null } {
  const id = "signature.statement";
  try {
    const statement = parseStatement(envelope.payload);
    const present = [...facts.files.values()].filter(({ path }) => path !== ENVELOPE_PATH);
    const fault = compareListing(statement.subjects, present, "the signed statement");
    const check =
      fault === null
        ? pass(
            id,
            "statement-agrees",
            `${counted(statement.subjects.size, "file")}, each named once with its own hash`,
          )
        : failFault(id, fault, ENVELOPE_PATH);
    return { check, statement };
  } catch (error) {
    if (error instanceof Fault) return { check: failFault(id, error, ENVELOPE_PATH), statement: null };
    throw error;
  }
}
