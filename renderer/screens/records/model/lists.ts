// The lists of an entry: evidence it used, alternatives it rejected, tools it called.

import { isJsonObject } from "../../../../shared/encoding/json.ts";
import type { JsonValue } from "../../../../shared/encoding/json.ts";
import { Fields, shown } from "../../../../shared/sources/action-entry.ts";
import { fact, leftOver } from "./fact.ts";
import type { Fact, Shown } from "./fact.ts";

export interface Item {
  /** What it is, what is said of it, and the number or word that goes before it. */
  readonly head: Shown | null;
  readonly text: Shown | null;
  readonly mark: Shown | null;
  readonly facts: readonly Fact[];
}

export interface Items {
  readonly items: readonly Item[];
  /** The field where it is no list. */
  readonly odd: readonly Fact[];
}

export function alternativesOf(entry: Fields): Items {
  return items(entry, "alternatives", (fields) => ({
    head: fields.show("action"),
    text: fields.show("rejected_because"),
    mark: fields.show("confidence"),
    facts: leftOver(fields),
  }));
}

export function signalsOf(entry: Fields): Items {
  return items(entry, "signals", (fields) => ({
    head: fields.show("kind"),
    text: fields.show("source"),
    mark: null,
    facts: [
      ...fact("Observed at", fields.show("observed_at"), "time"),
      ...fact("Request id", fields.show("request_id"), "code"),
      ...fact("File", fields.show("path"), "code"),
      ...fact("Content", fields.show("content"), "code"),
      ...fact("SHA-256", fields.show("sha256"), "hash"),
      ...leftOver(fields),
    ],
  }));
}

export function toolCallsOf(entry: Fields): Items {
  return items(entry, "tool_calls", (fields) => ({
    head: fields.show("tool"),
    text: null,
    mark: fields.show("outcome"),
    facts: [
      ...fact("Started", fields.show("started"), "time"),
      ...fact("Ended", fields.show("ended"), "time"),
      ...fact("Input", fields.show("input"), "code"),
      ...fact("Output", fields.show("output"), "code"),
      ...leftOver(fields),
    ],
  }));
}

function items(entry: Fields, name: string, read: (fields: Fields) => Item): Items {
  const list = entry.list(name);
  if (list === null) return { items: [], odd: fact("As stated", entry.show(name), "code") };
  return {
    items: list.map((value: JsonValue) =>
      isJsonObject(value)
        ? read(new Fields(value))
        : { head: shown(value), text: null, mark: null, facts: [] },
    ),
    odd: [],
  };
}
