// The verdict: all checks on the facts of a bundle, and what they add up to.

import type { Statement } from "../encoding/statement.ts";
import type { ChainState, Check, Verdict, VerdictWord } from "../model/verdict.ts";
import { CATALOG, LIMITS } from "./catalog.ts";
import type { CheckId } from "./catalog.ts";
import { checkActionLog } from "./checks/action-log.ts";
import {
  checkCheckpointSignature,
  checkCheckpointStatement,
  checkWholeLog,
  faultCheck,
  readCheckpoint,
} from "./checks/checkpoint.ts";
import type { ReadCheckpoint } from "./checks/checkpoint.ts";
import { NOT_REACHED, checkContainer } from "./checks/container.ts";
import { checkDeclaration } from "./checks/declaration.ts";
import { checkEntrySignatures } from "./checks/entry-signatures.ts";
import { checkManifests } from "./checks/manifests.ts";
import { checkNotes } from "./checks/notes.ts";
import { checkPolicies } from "./checks/policies.ts";
import { checkProofs } from "./checks/proofs.ts";
import { checkSeal } from "./checks/signature.ts";
import type { Seal } from "./checks/signature.ts";
import { checkSources } from "./checks/sources.ts";
import { CHECKPOINT_PATH, LOG_PATH } from "./facts.ts";
import type { BundleFacts } from "./facts.ts";
import { cannot, fail, pass } from "./outcome.ts";
import { counted } from "./counted.ts";

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** Checks without which nothing is VALID, whatever the others say: a check that is forgotten cannot pass. */
const MUST_PASS: readonly CheckId[] = [
  "container.archive",
  "container.names",
  "container.content",
  "manifests.declaration",
  "manifests.payload",
  "manifests.tags",
  "signature.envelope",
  "signature.signers",
  "signature.statement",
  "log.present",
  "log.canonical",
  "log.fields",
  "log.chain",
  "log.sequence",
  "checkpoint.signature",
  "checkpoint.statement",
  "checkpoint.entries",
];

export function judge(facts: BundleFacts, tool: Tool): Verdict {
  const container = checkContainer(facts);
  if (facts.stop !== null) {
    const { kind, fault } = facts.stop;
    const code = kind === "unreadable" ? fault.code : "not-reached";
    const why = kind === "unreadable" ? fault.message : NOT_REACHED;
    const rest = (Object.keys(CATALOG) as CheckId[]).filter((id) => !id.startsWith("container."));
    const checks = [...container, ...rest.map((id) => cannot(id, code, why))];
    return assemble(facts, tool, checks, "none", null);
  }
  const seal = checkSeal(facts);
  const time = seal.statement?.predicate.source.exportedAt ?? null;
  const extract = isExtract(facts, seal.statement);
  const log = checkActionLog(facts.log, LOG_PATH, extract);
  const checkpoint = checkCheckpoint(facts, seal, extract, time);
  const checks = [
    ...container,
    checkDeclaration(facts),
    ...checkManifests(facts),
    ...seal.checks,
    ...log,
    ...checkpoint,
    checkEntrySignatures(facts.log, LOG_PATH),
    ...checkSources(facts),
    ...checkPolicies(facts),
    checkNotes(facts, time),
  ];
  const broken = [...log, ...checkpoint].some(({ result }) => result === "fail");
  const chain = facts.log === null ? "none" : broken ? "broken" : extract ? "extract" : "complete";
  return assemble(facts, tool, checks, chain, seal);
}

/**
 * The signed statement says whether the log is an extract. Where no trusted key signed it, its word is not taken:
 * a log with holes and proofs is then treated as an extract, so that the rest can still be told sound or not.
 */
function isExtract(facts: BundleFacts, statement: Statement | null): boolean {
  if (statement !== null) return statement.predicate.log.extract !== false;
  return facts.log !== null && [...facts.files.keys()].some((path) => path.startsWith("inquest/proofs/"));
}

function checkCheckpoint(facts: BundleFacts, seal: Seal, extract: boolean, time: string | null): Check[] {
  const ids = ["checkpoint.statement", "checkpoint.entries", "checkpoint.proofs"] as const;
  let read: ReadCheckpoint;
  try {
    read = readCheckpoint(facts.control.get(CHECKPOINT_PATH), CHECKPOINT_PATH);
  } catch (error) {
    const none = "there is no readable checkpoint";
    return [
      faultCheck("checkpoint.signature", error, CHECKPOINT_PATH),
      ...ids.map((id) => cannot(id, "not-reached", none)),
    ];
  }
  const { checkpoint } = read;
  const { trust, platform, log } = facts;
  const signature = checkCheckpointSignature(
    "checkpoint.signature",
    read,
    trust,
    "log",
    time,
    platform,
    CHECKPOINT_PATH,
  );
  const statement = checkCheckpointStatement(checkpoint, seal.statement?.predicate ?? null, CHECKPOINT_PATH);
  if (log === null) {
    return [
      signature,
      statement,
      ...ids.slice(1).map((id) => cannot(id, "log-empty", "there is no action log")),
    ];
  }
  const proofs = checkProofs(facts, checkpoint, log, extract);
  const entries = extract
    ? checkExtract(log.lines, proofs, seal.statement)
    : checkWholeLog("checkpoint.entries", checkpoint, log, LOG_PATH);
  return [signature, statement, entries, proofs];
}

function checkExtract(lines: number, proofs: Check, statement: Statement | null): Check {
  const id = "checkpoint.entries";
  const declared = statement?.predicate.log.extract;
  if (declared !== undefined && declared !== false && declared.entries !== lines) {
    return fail(id, "extract-count", {
      file: LOG_PATH,
      message: "the extract has another number of entries than the signed statement says",
      expected: String(declared.entries),
      found: String(lines),
    });
  }
  if (proofs.result !== "pass")
    return cannot(id, "extract-unproven", "the extract's entries are not proven to be in the log");
  return pass(
    id,
    "extract-proven",
    `${counted(lines, "entry", "entries")}, each proven to stand in the signed log`,
  );
}

function assemble(
  facts: BundleFacts,
  tool: Tool,
  checks: readonly Check[],
  chain: ChainState,
  seal: Seal | null,
): Verdict {
  const verdict = wordOf(checks);
  const signers = (seal?.signers ?? []).map(({ signer }) => signer);
  const incident = seal?.statement?.predicate.incident ?? null;
  return {
    verdict,
    summary: summarise(verdict, checks, chain, signers.find(({ counts }) => counts)?.keyid ?? null),
    chain,
    bundle: facts.bundle,
    trust: facts.trustFile,
    signer: signers.find(({ counts }) => counts) ?? signers[0] ?? null,
    signers,
    incident:
      incident === null
        ? null
        : { id: incident.id, title: incident.title, from: incident.from, to: incident.to },
    entries: facts.log?.lines ?? 0,
    checks,
    limits: LIMITS,
    tool,
  };
}

/** INVALID beats CANNOT-CHECK, and VALID needs every essential check to have passed. */
export function wordOf(checks: readonly Check[]): VerdictWord {
  if (checks.some(({ result }) => result === "fail")) return "INVALID";
  const open = checks.some(({ result, required }) => result === "not-checked" && required);
  const passed = new Set(checks.filter(({ result }) => result === "pass").map(({ id }) => id));
  return open || MUST_PASS.some((id) => !passed.has(id)) ? "CANNOT-CHECK" : "VALID";
}

function summarise(
  verdict: VerdictWord,
  checks: readonly Check[],
  chain: ChainState,
  signer: string | null,
): string {
  const failed = checks.find(({ result }) => result === "fail");
  if (failed !== undefined) return `Do not rely on this bundle: ${failed.detail}.`;
  if (verdict === "CANNOT-CHECK") {
    const open = checks.find(({ result, required }) => result === "not-checked" && required);
    if (checks.every(({ result }) => result === "not-checked"))
      return `Nothing was checked: ${open?.detail ?? ""}.`;
    return `Nothing was found wrong, but this is not proof: ${open?.detail ?? "an essential check is missing"}.`;
  }
  const gaps = checks.filter(({ result, required }) => result === "not-checked" && !required);
  const named = gaps.length === 0 ? "" : ` Gaps: ${gaps.map(({ detail }) => detail).join("; ")}.`;
  const log = chain === "extract" ? "its action log is a proven extract" : "its action log is complete";
  return `Every file is exactly as ${signer ?? "the signer"} sealed it, and ${log} up to the signed checkpoint.${named}`;
}
