// The names of the groups of checks, as every surface shows them.

import type { CheckGroup } from "../model/verdict.ts";

export const GROUP_TITLES: Readonly<Record<CheckGroup, string>> = {
  container: "Container",
  manifests: "Manifests",
  signature: "Signature and key trust",
  "action-log": "Action log",
  checkpoint: "Checkpoint and proofs",
  "entry-signatures": "Signatures of entries",
  cloudtrail: "CloudTrail digests",
  kubernaut: "Kubernaut chain",
  policies: "Policies",
  notes: "Notes",
};
