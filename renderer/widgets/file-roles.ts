// What the files of a bundle are, in words.

import type { FileRole } from "../../shared/contract/cases.ts";

export const ROLE_NAMES: Readonly<Record<FileRole, string>> = {
  "action-log": "Action log",
  cloudtrail: "CloudTrail",
  "cloudtrail-digests": "CloudTrail digests",
  pagerduty: "PagerDuty",
  kubernaut: "Kubernaut",
  policies: "Policies",
  approvals: "Approvals",
  rollbacks: "Rollbacks",
  notes: "Reviewers\u2019 notes",
  other: "Other",
  seal: "Manifests and seal",
};
