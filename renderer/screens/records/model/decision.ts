// The decision chain of one action entry, in reading order, as data. Every field of the entry is in it somewhere.

import { isJsonObject, parseJson } from "../../../../shared/encoding/json.ts";
import type { JsonValue } from "../../../../shared/encoding/json.ts";
import { Fault } from "../../../../shared/model/fault.ts";
import { Fields } from "../../../../shared/sources/action-entry.ts";
import { allowedOf } from "./allowed.ts";
import type { Allowed } from "./allowed.ts";
import { cameOf, didOf } from "./done.ts";
import type { Came, Did } from "./done.ts";
import { fact, leftOver } from "./fact.ts";
import type { Fact } from "./fact.ts";
import { alternativesOf, signalsOf, toolCallsOf } from "./lists.ts";
import type { Items } from "./lists.ts";
import { modelOf } from "./model.ts";
import { sureOf } from "./sure.ts";
import type { Sure } from "./sure.ts";
import { whyOf } from "./why.ts";
import type { Why } from "./why.ts";

export interface Decision {
  readonly title: string;
  readonly id: string | null;
  readonly time: string | null;
  readonly actor: string | null;
  readonly why: Why;
  readonly signals: Items;
  readonly sure: Sure;
  readonly allowed: Allowed;
  readonly considered: Items;
  readonly did: Did;
  readonly calls: Items;
  readonly came: Came;
  readonly model: readonly Fact[];
  readonly ids: readonly Fact[];
  /** Fields that the format does not know, and those of another type than it asks for. */
  readonly other: readonly Fact[];
}

/** The chain, or in a sentence why the line cannot be read as an entry. */
export function decisionOf(line: string): Decision | { readonly unreadable: string } {
  let value: JsonValue;
  try {
    value = parseJson(line);
  } catch (error) {
    if (error instanceof Fault) return { unreadable: error.message };
    throw error;
  }
  if (!isJsonObject(value)) return { unreadable: "the line holds no JSON object" };
  const entry = new Fields(value);
  // These stand in the pane's heading and in the record's place in the chain.
  for (const name of ["v", "seq", "prev"]) entry.take(name);
  const id = entry.text("id");
  const time = entry.text("time");
  const policy = entry.fields("policy");
  const actor = entry.fields("actor");
  const stated = isJsonObject(value["policy"]) ? value["policy"]["decision"] : null;
  const decision = typeof stated === "string" ? stated : null;
  const actorId = isJsonObject(value["actor"]) ? value["actor"]["id"] : null;
  const did = didOf(entry);
  const task = entry.fields("task");
  const why = whyOf(entry, task);
  const sure = sureOf(entry, policy, { decision, acted: did.acted });
  const came = cameOf(entry);
  return {
    title: titleOf(did, why, came),
    id,
    time,
    actor: typeof actorId === "string" ? actorId : null,
    why,
    signals: signalsOf(entry),
    sure,
    allowed: allowedOf(entry, policy, actor),
    considered: alternativesOf(entry),
    did,
    calls: toolCallsOf(entry),
    came,
    model: modelOf(entry, task),
    ids: [
      ...fact("Correlation", entry.show("correlation_id"), "code"),
      ...fact("Trace", entry.show("trace_id"), "code"),
      ...fact("Span", entry.show("span_id"), "code"),
    ],
    other: leftOver(entry),
  };
}

function titleOf(did: Did, why: Why, came: Came): string {
  if (did.words !== null) return did.words;
  if (did.api !== null) return did.resource === null ? did.api : `${did.api} on ${did.resource}`;
  if (did.acted) return "An action that is not described";
  if (came.detail?.form === "text" && came.outcome === "escalated") return came.detail.text;
  if (came.outcome === "escalated") return "Escalated, and did not act";
  return why.summary?.form === "text" ? why.summary.text : "Did not act";
}
