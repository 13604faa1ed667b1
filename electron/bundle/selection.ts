// Which entries an extract holds: `field=value`, the field by a dotted path into the entry.

import { isJsonObject } from "../../shared/encoding/json.ts";
import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { Fault } from "../../shared/model/fault.ts";

export interface Selection {
  /** As the user wrote it; stands in the signed statement. */
  readonly text: string;
  matches(entry: JsonObject): boolean;
}

/** @throws Fault `selection-syntax`. */
export function parseSelection(text: string): Selection {
  const split = text.indexOf("=");
  const path = text.slice(0, split).split(".");
  if (split <= 0 || path.includes("")) {
    throw new Fault(
      "selection-syntax",
      `${JSON.stringify(text)} is no selection: write for example 'correlation_id=rem-42'`,
    );
  }
  const wanted = text.slice(split + 1);
  return {
    text,
    matches: (entry) => {
      let value: JsonValue | undefined = entry;
      for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
      return value !== undefined && typeof value !== "object" && String(value) === wanted;
    },
  };
}
