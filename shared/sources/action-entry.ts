// Reads the fields of an action entry without trusting their types. Nothing is dropped: what has another type than the
// format asks for stays as it is, and what was not read is left over.

import { isJsonObject } from "../encoding/json.ts";
import type { JsonObject, JsonValue } from "../encoding/json.ts";

/** A field as it can be shown: as text where it is plain, else as the JSON that it is. */
export type Shown =
  { readonly form: "text"; readonly text: string } | { readonly form: "json"; readonly value: JsonValue };

/** Takes fields out of an object, each once; what nobody took is `rest()`. */
export class Fields {
  private readonly object: JsonObject;
  private readonly taken = new Set<string>();

  constructor(object: JsonObject) {
    this.object = object;
  }

  /** The field as it is; undefined where there is none. */
  take(name: string): JsonValue | undefined {
    this.taken.add(name);
    return Object.hasOwn(this.object, name) ? this.object[name] : undefined;
  }

  /** A string, number or boolean as text, anything else as JSON; null where the field is not there, or null. */
  show(name: string): Shown | null {
    const value = this.take(name);
    return value === undefined || value === null ? null : shown(value);
  }

  /** A string; where the field is something else it is left over. */
  text(name: string): string | null {
    return this.typed(name, (value) => typeof value === "string");
  }

  /** A number; where the field is something else it is left over. */
  number(name: string): number | null {
    return this.typed(name, (value) => typeof value === "number");
  }

  boolean(name: string): boolean | null {
    return this.typed(name, (value) => typeof value === "boolean");
  }

  /** An array; null where the field is something else, which is left over. */
  list(name: string): readonly JsonValue[] | null {
    return this.typed(name, (value) => Array.isArray(value));
  }

  /** An object's fields; null where the field is something else, which is left over. */
  fields(name: string): Fields | null {
    const object = this.typed(name, isJsonObject);
    return object === null ? null : new Fields(object);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  /** What nobody has taken, in the order of the source. */
  rest(): readonly (readonly [name: string, value: JsonValue])[] {
    return Object.entries(this.object).filter(([name]) => !this.taken.has(name));
  }

  private typed<T extends JsonValue>(name: string, is: (value: JsonValue) => value is T): T | null {
    const value = Object.hasOwn(this.object, name) ? this.object[name] : undefined;
    if (value === undefined || !is(value)) return null;
    this.taken.add(name);
    return value;
  }
}

export function shown(value: JsonValue): Shown {
  if (typeof value === "string") return { form: "text", text: value };
  if (typeof value === "number" || typeof value === "boolean") return { form: "text", text: String(value) };
  return { form: "json", value };
}

/** Below `alert` a system escalates; from there to `autonomous` it acts and alerts; above that it acts alone. */
export type Zone = "escalate" | "act-and-alert" | "act-alone";

export interface Thresholds {
  readonly alert: number;
  readonly autonomous: number;
}

/** The zone that a confidence is in: exactly `autonomous` still alerts, exactly `alert` already acts. */
export function zoneOf(confidence: number, { alert, autonomous }: Thresholds): Zone {
  if (confidence > autonomous) return "act-alone";
  return confidence >= alert ? "act-and-alert" : "escalate";
}

/** Thresholds that can be drawn: both in [0, 1] and in order. */
export function areThresholds(alert: number | null, autonomous: number | null): boolean {
  return alert !== null && autonomous !== null && alert >= 0 && alert <= autonomous && autonomous <= 1;
}
