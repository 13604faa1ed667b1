// Records of other systems that carry their own proofs, which this version does not check: said, not skipped.

import type { Check } from "../../model/verdict.ts";
import type { BundleFacts } from "../facts.ts";
import { gap, notApplicable } from "../outcome.ts";

export function checkSources(facts: BundleFacts): Check[] {
  const paths = [...facts.files.keys()];
  const digests = paths.filter(
    (path) => path.startsWith("data/cloudtrail/") && /\/(digests|CloudTrail-Digest)\//.test(path),
  );
  const trail = paths.some((path) => path.startsWith("data/cloudtrail/"));
  const rows = paths.filter((path) => path.startsWith("data/kubernaut/"));
  return [
    digests.length > 0
      ? gap(
          "cloudtrail.digests",
          "not-supported",
          `${digests.length} digest files are there; this version does not validate them`,
        )
      : notApplicable(
          "cloudtrail.digests",
          "no-digests",
          trail
            ? "the CloudTrail files come without AWS's digests: they are as the signer of the bundle collected them"
            : "the bundle holds no CloudTrail files",
        ),
    rows.length > 0
      ? gap(
          "kubernaut.chain",
          "not-supported",
          `${rows.length} Kubernaut files are there; this version does not recompute their hashes`,
        )
      : notApplicable("kubernaut.chain", "no-kubernaut", "the bundle holds no Kubernaut events"),
  ];
}
