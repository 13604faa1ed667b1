// Policy snapshots: each named by its own hash, and each that an entry names there.

import type { Check } from "../../model/verdict.ts";
import { LOG_PATH } from "../facts.ts";
import type { BundleFacts } from "../facts.ts";
import { fail, gap, notApplicable, pass } from "../outcome.ts";
import { counted } from "../counted.ts";

const NAME = /^data\/policies\/([0-9a-f]{64})(\.[A-Za-z0-9]+)?$/;

export function checkPolicies(facts: BundleFacts): Check[] {
  const snapshots = [...facts.files.values()].filter(({ path }) => path.startsWith("data/policies/"));
  return [checkContent(snapshots), checkPresent(facts, new Set(snapshots.map(({ sha256 }) => sha256)))];
}

function checkContent(snapshots: readonly { path: string; sha256: string }[]): Check {
  const id = "policies.content";
  for (const { path, sha256 } of snapshots) {
    const named = NAME.exec(path)?.[1];
    if (named === sha256) continue;
    const message =
      named === undefined
        ? "a policy snapshot is not named by its SHA-256"
        : "a policy snapshot is not the text that its name says";
    const code = named === undefined ? "policy-name" : "policy-hash";
    return fail(id, code, {
      file: path,
      message,
      ...(named === undefined ? {} : { expected: named }),
      found: sha256,
    });
  }
  if (snapshots.length === 0) return notApplicable(id, "no-policies", "the bundle holds no policy snapshots");
  return pass(id, "policies-agree", `${counted(snapshots.length, "snapshot")}, each hashing to its name`);
}

function checkPresent(facts: BundleFacts, present: ReadonlySet<string>): Check {
  const id = "policies.present";
  const uses = facts.log?.policies ?? [];
  if (uses.length === 0) return notApplicable(id, "no-policies-named", "no entry names a policy");
  const absent = uses.filter(({ sha256 }) => sha256 === null || !present.has(sha256));
  const first = absent[0];
  if (first === undefined)
    return pass(id, "policies-present", `${counted(uses.length, "policy", "policies")} named, all there`);
  const where = `${LOG_PATH} line ${first.line}`;
  return first.sha256 === null
    ? gap(id, "policy-unnamed", `${where}: the entry does not say by which policy text it decided`)
    : gap(
        id,
        "policy-absent",
        `${where}: the snapshot ${first.sha256} is not in the bundle (${absent.length} of ${uses.length} absent)`,
      );
}
