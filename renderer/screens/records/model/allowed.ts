// Who allowed it: the policy's rule and decision, approvals, and in whose name the actor acts.

import { isJsonObject } from "../../../../shared/encoding/json.ts";
import type { JsonValue } from "../../../../shared/encoding/json.ts";
import { Fields, shown } from "../../../../shared/sources/action-entry.ts";
import { fact, inline, leftOver } from "./fact.ts";
import type { Fact, Shown } from "./fact.ts";

export interface Approval {
  readonly decision: Shown | null;
  readonly by: Shown | null;
  readonly at: Shown | null;
  readonly more: readonly Fact[];
}

export interface Allowed {
  readonly rule: Shown | null;
  readonly version: Shown | null;
  readonly decision: Shown | null;
  /** The hash that names the policy's snapshot. */
  readonly snapshot: Shown | null;
  readonly approvals: readonly Approval[];
  readonly policyFacts: readonly Fact[];
  readonly actorFacts: readonly Fact[];
}

/** `policy` is the entry's, after its thresholds were taken. */
export function allowedOf(entry: Fields, policy: Fields | null, actor: Fields | null): Allowed {
  const approvals = (actor?.list("approvals") ?? []).map(approvalOf);
  const rule = policy?.show("rule") ?? null;
  const version = policy?.show("version") ?? null;
  const decision = policy?.show("decision") ?? null;
  const snapshot = policy?.show("sha256") ?? null;
  return {
    rule,
    version,
    decision,
    snapshot,
    approvals,
    policyFacts: policy === null ? fact("Policy", entry.show("policy"), "code") : leftOver(policy),
    actorFacts: actor === null ? fact("Actor", entry.show("actor"), "code") : actorFacts(actor),
  };
}

function actorFacts(actor: Fields): Fact[] {
  return [
    ...inline("Actor", [actor.show("id"), actor.show("type")], "code"),
    ...fact("On behalf of", actor.show("on_behalf_of"), "code"),
    ...fact("Workflow", actor.show("workflow_id"), "code"),
    ...fact("Environment", actor.show("environment")),
    ...leftOver(actor),
  ];
}

function approvalOf(value: JsonValue): Approval {
  if (!isJsonObject(value)) return { decision: shown(value), by: null, at: null, more: [] };
  const fields = new Fields(value);
  return {
    decision: fields.show("decision"),
    by: fields.show("by"),
    at: fields.show("at"),
    more: leftOver(fields),
  };
}
