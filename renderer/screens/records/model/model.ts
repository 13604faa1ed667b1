// Which model decided, and what it was asked and given.

import type { Fields } from "../../../../shared/sources/action-entry.ts";
import { fact, inline, leftOver, listFact } from "./fact.ts";
import type { Fact } from "./fact.ts";

/** `task` is the entry's, after its intent was taken. */
export function modelOf(entry: Fields, task: Fields | null): Fact[] {
  return [
    ...nameOf(entry),
    ...(task === null
      ? []
      : [
          ...fact("Prompt", task.show("prompt_template_id"), "code"),
          ...fact("Prompt SHA-256", task.show("prompt_sha256"), "hash"),
          ...fact("Context", task.show("context"), "code"),
          ...leftOver(task),
        ]),
    ...listFact("Tools", entry, "tools_available", "code"),
  ];
}

function nameOf(entry: Fields): Fact[] {
  const model = entry.fields("model");
  if (model === null) return fact("Model", entry.show("model"), "code");
  return [
    ...inline("Model", [model.show("name"), model.show("version")], "code"),
    ...fact("Settings", model.show("settings"), "code"),
    ...leftOver(model),
  ];
}
