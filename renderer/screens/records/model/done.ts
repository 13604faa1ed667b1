// What a system did and what came of it.

import type { Fields } from "../../../../shared/sources/action-entry.ts";
import { fact, leftOver, listFact, text } from "./fact.ts";
import type { Fact, Shown } from "./fact.ts";

export interface Did {
  /** The action in the entry's own words, where it has some. */
  readonly words: string | null;
  readonly api: string | null;
  readonly resource: string | null;
  readonly acted: boolean;
  readonly facts: readonly Fact[];
}

export function didOf(entry: Fields): Did {
  const action = entry.fields("action_taken");
  if (action === null) {
    const odd = entry.show("action_taken");
    return {
      words: null,
      api: null,
      resource: null,
      acted: odd !== null,
      facts: fact("Action", odd, "code"),
    };
  }
  const words = action.text("description");
  const api = action.text("api");
  const resource = action.text("resource");
  return {
    words,
    api,
    resource,
    acted: true,
    facts: [
      ...fact("Call", api === null ? action.show("api") : text(api), "code"),
      ...fact("Resource", resource === null ? action.show("resource") : text(resource), "code"),
      ...fact("Parameters", action.show("parameters"), "code"),
      ...fact("Target state", action.show("target_state"), "code"),
      ...listFact("Request ids", action, "request_ids", "code"),
      ...leftOver(action),
    ],
  };
}

export interface Came {
  readonly outcome: string | null;
  readonly detail: Shown | null;
  /** Milliseconds. */
  readonly duration: number | null;
  readonly fallback: string | null;
  readonly rollback: string | null;
  readonly facts: readonly Fact[];
}

const REVERSIBLE: Readonly<Record<string, string>> = {
  automatic: "can be undone automatically",
  manual: "can be undone by hand",
  mitigate_only: "can only be mitigated",
  no: "cannot be undone",
};

export function cameOf(entry: Fields): Came {
  const outcome = entry.text("outcome");
  const duration = entry.number("duration_ms");
  const [fallback, fallbackFacts] = fallbackOf(entry);
  const [rollback, rollbackFacts] = rollbackOf(entry);
  return {
    outcome,
    detail: entry.show("outcome_detail"),
    duration: duration !== null && duration >= 0 ? duration : null,
    fallback,
    rollback,
    facts: [
      ...(outcome === null ? fact("Outcome", entry.show("outcome"), "code") : []),
      ...(duration === null || duration < 0 ? fact("Duration", entry.show("duration_ms"), "code") : []),
      ...fallbackFacts,
      ...rollbackFacts,
    ],
  };
}

function fallbackOf(entry: Fields): [words: string | null, facts: Fact[]] {
  const fields = entry.fields("fallback_result");
  if (fields === null) return [null, fact("Fallback", entry.show("fallback_result"), "code")];
  const configured = fields.boolean("configured");
  const triggered = fields.boolean("triggered");
  const outcome = fields.text("outcome");
  const facts = [
    ...fact("Fallback action", fields.show("action")),
    ...leftOver(fields).map((one) => ({ ...one, label: `fallback ${one.label}` })),
  ];
  if (triggered === true) {
    const ended =
      outcome === null ? "how it ended is not stated" : outcome === "success" ? "worked" : outcome;
    return [`ran${configured === false ? " although none is configured" : ""}; ${ended}`, facts];
  }
  if (outcome !== null) facts.push(...fact("Fallback outcome", text(outcome)));
  if (configured === true) return [triggered === false ? "configured, not needed" : "configured", facts];
  if (configured === false) return ["none configured", facts];
  return [triggered === false ? "not needed" : null, facts];
}

function rollbackOf(entry: Fields): [words: string | null, facts: Fact[]] {
  const fields = entry.fields("rollback");
  if (fields === null) return [null, fact("Rollback", entry.show("rollback"), "code")];
  const reversible = fields.text("reversible");
  const status = fields.text("status");
  const words =
    reversible === null
      ? null
      : Object.hasOwn(REVERSIBLE, reversible)
        ? REVERSIBLE[reversible]!
        : `reversible: ${reversible}`;
  return [
    [words, status?.replaceAll("_", " ")].filter((part) => part !== undefined && part !== null).join("; ") ||
      null,
    [
      ...fact("Rollback reference", fields.show("ref"), "code"),
      ...fact("How", fields.show("how")),
      ...leftOver(fields).map((one) => ({ ...one, label: `rollback ${one.label}` })),
    ],
  ];
}
