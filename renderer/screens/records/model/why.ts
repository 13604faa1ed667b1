// Why a system acted: the trigger as it states it, and the condition in numbers.

import type { Fields } from "../../../../shared/sources/action-entry.ts";
import { fact, leftOver, listFact } from "./fact.ts";
import type { Fact, Shown } from "./fact.ts";

export interface Condition {
  readonly observed: Shown | null;
  readonly operator: string;
  readonly threshold: Shown | null;
  readonly unit: string;
  /** Seconds. */
  readonly window: Shown | null;
  /** Whether the observed value meets the threshold; null where that cannot be said. */
  readonly holds: boolean | null;
}

export interface Why {
  readonly summary: Shown | null;
  readonly condition: Condition | null;
  readonly facts: readonly Fact[];
}

/** How an operator is written, and what it asks. Maps: an operator may be named like what objects inherit. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  [">=", "≥"],
  ["<=", "≤"],
  ["==", "="],
  ["!=", "≠"],
]);
const TESTS: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  [">", (a, b) => a > b],
  [">=", (a, b) => a >= b],
  ["<", (a, b) => a < b],
  ["<=", (a, b) => a <= b],
  ["=", (a, b) => a === b],
  ["==", (a, b) => a === b],
  ["!=", (a, b) => a !== b],
]);

export function whyOf(entry: Fields, task: Fields | null): Why {
  const trigger = entry.fields("trigger_condition");
  if (trigger === null) {
    return { summary: entry.show("trigger_condition"), condition: null, facts: aimOf(entry, task) };
  }
  const summary = trigger.show("summary");
  const metric = fact("Metric", trigger.show("metric"), "code");
  const condition = conditionOf(trigger);
  const resource = fact("Resource", trigger.show("resource"), "code");
  return { summary, condition, facts: [...metric, ...resource, ...leftOver(trigger), ...aimOf(entry, task)] };
}

function conditionOf(trigger: Fields): Condition | null {
  if (!trigger.has("observed") && !trigger.has("threshold")) return null;
  const [observedNumber, thresholdNumber] = [trigger.number("observed"), trigger.number("threshold")];
  const observed = trigger.show("observed");
  const threshold = trigger.show("threshold");
  const operator = trigger.text("operator");
  const unit = trigger.text("unit");
  const window = trigger.show("window_s");
  const test = operator === null ? undefined : TESTS.get(operator);
  return {
    observed,
    operator: operator === null ? "against" : (SIGNS.get(operator) ?? operator),
    threshold,
    unit: unit ?? "",
    window,
    holds:
      test === undefined || observedNumber === null || thresholdNumber === null
        ? null
        : test(observedNumber, thresholdNumber),
  };
}

/** What it meant to reach, and the standard codes for it. The rest of the task is told with the model (model.ts). */
function aimOf(entry: Fields, task: Fields | null): Fact[] {
  return [
    ...(task === null ? fact("Task", entry.show("task"), "code") : fact("Intent", task.show("intent"))),
    ...listFact("Reasons", entry, "reason_codes", "code"),
  ];
}
