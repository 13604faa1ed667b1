// The two manifests: closed world, each file listed exactly once with its own hash.

import { parseManifest } from "../../encoding/bagit.ts";
import { Fault } from "../../model/fault.ts";
import type { Check } from "../../model/verdict.ts";
import type { CheckId } from "../catalog.ts";
import { ENVELOPE_PATH, PAYLOAD_MANIFEST, TAG_MANIFEST } from "../facts.ts";
import type { BundleFacts } from "../facts.ts";
import { compareListing } from "../listing.ts";
import { fail, failFault, pass } from "../outcome.ts";
import { counted } from "../counted.ts";

export function checkManifests(facts: BundleFacts): Check[] {
  return [
    checkManifest(facts, "manifests.payload", PAYLOAD_MANIFEST, (path) => path.startsWith("data/")),
    checkManifest(
      facts,
      "manifests.tags",
      TAG_MANIFEST,
      (path) => !path.startsWith("data/") && path !== TAG_MANIFEST && path !== ENVELOPE_PATH,
    ),
  ];
}

function checkManifest(
  facts: BundleFacts,
  id: CheckId,
  file: string,
  covers: (path: string) => boolean,
): Check {
  // RFC 8493 allows manifests of other algorithms; one that nobody checks could say anything.
  const other = [...facts.files.keys()].find(
    (path) => /^(tag)?manifest-[^/]*\.txt$/i.test(path) && path !== PAYLOAD_MANIFEST && path !== TAG_MANIFEST,
  );
  if (other !== undefined && other.toLowerCase().startsWith("tag") === (file === TAG_MANIFEST)) {
    const message = "the bundle has a manifest of another algorithm than SHA-256, which is not checked here";
    return fail(id, "manifest-algorithm", { file: other, message });
  }
  const bytes = facts.control.get(file);
  if (bytes === undefined)
    return fail(id, "manifest-missing", { file, message: `the bundle has no ${file}` });
  try {
    const listed = parseManifest(bytes, file);
    const outside = [...listed.keys()].find((path) => !covers(path));
    if (outside !== undefined) {
      const message = `${file} lists ${JSON.stringify(outside)}, which it must not list`;
      return fail(id, "manifest-outside", { file, message, found: outside });
    }
    const present = [...facts.files.values()].filter(({ path }) => covers(path));
    const fault = compareListing(listed, present, file);
    return fault === null
      ? pass(id, "manifest-agrees", `${counted(listed.size, "file")}, each listed once with its own hash`)
      : failFault(id, fault, file);
  } catch (error) {
    if (error instanceof Fault) return failFault(id, error, file);
    throw error;
  }
}
