// The parts that a record's decision chain is made of, as data.

import { shown } from "../../../../shared/sources/action-entry.ts";
import type { Fields, Shown } from "../../../../shared/sources/action-entry.ts";

export type { Shown } from "../../../../shared/sources/action-entry.ts";

/** How a value is set: as prose, as code, as a time, as a hash. */
export type Look = "prose" | "code" | "time" | "hash";

export interface Fact {
  /** Ours, or the field's own name where the format does not know it. */
  readonly label: string;
  readonly known: boolean;
  readonly values: readonly Shown[];
  readonly look: Look;
  /** Several values that make one: a name and its version. */
  readonly inline?: boolean;
}

export function fact(label: string, value: Shown | null, look: Look = "prose"): Fact[] {
  return value === null ? [] : [{ label, known: true, values: [value], look }];
}

/** What of several values is there, as one. */
export function inline(label: string, values: readonly (Shown | null)[], look: Look): Fact[] {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? [] : [{ label, known: true, values: there, look, inline: true }];
}

/** A list as one fact with several values; anything else as it is. */
export function listFact(label: string, fields: Fields, name: string, look: Look = "prose"): Fact[] {
  const list = fields.list(name);
  if (list === null) return fact(label, fields.show(name), look);
  return list.length === 0 ? [] : [{ label, known: true, values: list.map(shown), look }];
}

/** What nobody took, under its own names. */
export function leftOver(fields: Fields): Fact[] {
  return fields
    .rest()
    .map(([name, value]) => ({ label: name, known: false, values: [shown(value)], look: "code" as const }));
}

export function text(value: string): Shown {
  return { form: "text", text: value };
}
