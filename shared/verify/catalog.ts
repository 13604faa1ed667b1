// Every check there is: what it proves, and what it does not. The words stand in every verdict.

import type { CheckGroup } from "../model/verdict.ts";

export interface CheckText {
  readonly group: CheckGroup;
  readonly title: string;
  readonly proves: string;
  readonly doesNotProve: string;
}

export const CATALOG = {
  "container.archive": {
    group: "container",
    title: "Archive structure",
    proves: "Nothing stands between or around the files, and there is one way to read the archive.",
    doesNotProve: "That the contents are genuine: anyone can build a sound archive.",
  },
  "container.names": {
    group: "container",
    title: "File names",
    proves: "No name leaves the bundle, hides characters, or means another file on another system.",
    doesNotProve: "That a file is what its name says.",
  },
  "container.content": {
    group: "container",
    title: "File contents",
    proves: "Each file inflates within the limits to its stated size and checksum.",
    doesNotProve: "Authenticity: CRC-32 detects accidents, not attackers.",
  },
  "manifests.declaration": {
    group: "manifests",
    title: "BagIt declaration",
    proves:
      "The bundle declares itself a BagIt 1.0 bag, complete in itself, with the payload size it states.",
    doesNotProve: "Who made it.",
  },
  "manifests.payload": {
    group: "manifests",
    title: "Payload manifest",
    proves: "Each file of evidence is listed exactly once with its SHA-256, and nothing listed is missing.",
    doesNotProve: "That the list itself was not rewritten: the signature covers that.",
  },
  "manifests.tags": {
    group: "manifests",
    title: "Tag manifest",
    proves: "Each other file but the signature is listed exactly once with its SHA-256.",
    doesNotProve: "That the list itself was not rewritten: the signature covers that.",
  },
  "signature.envelope": {
    group: "signature",
    title: "Signature envelope",
    proves: "The bundle carries a well-formed DSSE envelope around an in-toto statement.",
    doesNotProve: "That any signature in it is good.",
  },
  "signature.signers": {
    group: "signature",
    title: "Signatures and key trust",
    proves: "As many trusted bundle keys as the trust file asks for have signed exactly this statement.",
    doesNotProve: "When it was signed, nor that a key was in its owner's hands alone.",
  },
  "signature.statement": {
    group: "signature",
    title: "Signed list of files",
    proves: "The signed statement names every file of the bundle with its SHA-256, and no other.",
    doesNotProve: "That what was sealed is true or all there was.",
  },
  "log.present": {
    group: "action-log",
    title: "Action log present",
    proves: "The bundle holds an action log with at least one entry.",
    doesNotProve: "That every action was logged.",
  },
  "log.canonical": {
    group: "action-log",
    title: "Canonical lines",
    proves:
      "Each line is the one canonical form of its JSON (RFC 8785): no key stands twice, no number is rounded.",
    doesNotProve: "That the content is true.",
  },
  "log.fields": {
    group: "action-log",
    title: "Entry fields",
    proves: "Each entry has the fields of version 1, and usable v, seq, prev, id and time.",
    doesNotProve: "That ids are unique, or that other fields hold sensible values.",
  },
  "log.chain": {
    group: "action-log",
    title: "Hash chain",
    proves:
      "Each entry carries the hash of the one before it: nothing between neighbours was changed or swapped.",
    doesNotProve:
      "That nothing was left out before it was logged, or cut from the end: the checkpoint covers the end.",
  },
  "log.sequence": {
    group: "action-log",
    title: "Sequence numbers",
    proves: "Numbers rise by one from 0, or, in an extract, rise and skip only what the extract left out.",
    doesNotProve: "That the system numbered everything it did.",
  },
  "checkpoint.signature": {
    group: "checkpoint",
    title: "Checkpoint signature",
    proves: "A trusted log key signed this size and root of the log.",
    doesNotProve: "That the log showed the same history to everybody.",
  },
  "checkpoint.statement": {
    group: "checkpoint",
    title: "Checkpoint and statement agree",
    proves: "The signer of the bundle and the signer of the log speak of the same log, size and root.",
    doesNotProve: "That either told the truth.",
  },
  "checkpoint.entries": {
    group: "checkpoint",
    title: "Entries and checkpoint agree",
    proves:
      "The entries here are exactly those that the log key signed, or a part of them that is proven to belong.",
    doesNotProve: "That an extract holds everything of interest: what it leaves out cannot be seen.",
  },
  "checkpoint.proofs": {
    group: "checkpoint",
    title: "Inclusion proofs",
    proves: "Each proven entry stands at its place in the signed log (RFC 6962).",
    doesNotProve: "Anything of entries that are not in the bundle.",
  },
  "entries.signatures": {
    group: "entry-signatures",
    title: "Signatures of entries",
    proves: "Each signed entry was signed, as it stands, by a trusted agent key.",
    doesNotProve: "Anything of entries that carry no signature.",
  },
  "cloudtrail.digests": {
    group: "cloudtrail",
    title: "CloudTrail digests",
    proves: "Log files are those that AWS delivered and signed.",
    doesNotProve: "That the trail covered every region and event.",
  },
  "kubernaut.chain": {
    group: "kubernaut",
    title: "Kubernaut hash chain",
    proves: "Audit rows hash to what was stored with them.",
    doesNotProve: "That no row was deleted from the end of a chain.",
  },
  "policies.content": {
    group: "policies",
    title: "Policy snapshots",
    proves: "Each policy snapshot is the text that its name (its SHA-256) says.",
    doesNotProve: "That the policy was in force, or that the system kept to it.",
  },
  "policies.present": {
    group: "policies",
    title: "Policies that entries name",
    proves: "For each policy that an entry names, the snapshot is in the bundle.",
    doesNotProve: "That the system decided by it.",
  },
  "notes.logs": {
    group: "notes",
    title: "Reviewers' notes",
    proves: "Each notes log is whole, chained, and signed by some trusted reviewer.",
    doesNotProve: "That what reviewers wrote is right, or that a log's newest notes were not left out.",
  },
} as const satisfies Record<string, CheckText>;

export type CheckId = keyof typeof CATALOG;

/** Fixed limits that stand in every verdict. */
export const LIMITS: readonly string[] = [
  "A signature shows who sealed the bundle, not that what was sealed is true.",
  "A hash chain shows that nothing between its ends changed, not that nothing was left out before it was written.",
  "A key's owner is as good as the way in which the trust file reached you.",
  "Times are the signers' own: no third party's clock vouches for them.",
];
