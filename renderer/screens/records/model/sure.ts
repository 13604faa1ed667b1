// How sure a system was, against the thresholds of its policy, and whether what it did agrees with them.

import { areThresholds, zoneOf } from "../../../../shared/sources/action-entry.ts";
import type { Fields, Thresholds, Zone } from "../../../../shared/sources/action-entry.ts";
import { fact } from "./fact.ts";
import type { Fact } from "./fact.ts";

export interface Sure {
  /** In [0, 1]; null where the entry states none. */
  readonly confidence: number | null;
  readonly thresholds: Thresholds | null;
  readonly zone: Zone | null;
  /** In words: what the thresholds ask for at this confidence. */
  readonly words: string | null;
  /** What does not agree with what else the entry says. */
  readonly doubts: readonly string[];
  readonly facts: readonly Fact[];
}

export const ZONE_WORDS: Readonly<Record<Zone, string>> = {
  escalate: "escalate",
  "act-and-alert": "act and alert",
  "act-alone": "act alone",
};
const DECISIONS: Readonly<Record<string, Zone | "none">> = {
  allow: "act-alone",
  allow_and_alert: "act-and-alert",
  escalate: "escalate",
  deny: "none",
};

export interface Standing {
  readonly decision: string | null;
  /** It called something: `action_taken` is there. */
  readonly acted: boolean;
}

export function sureOf(entry: Fields, policy: Fields | null, { decision, acted }: Standing): Sure {
  const confidence = entry.number("confidence_score");
  const stated = policy?.fields("thresholds") ?? null;
  const alert = stated?.number("alert") ?? null;
  const autonomous = stated?.number("autonomous") ?? null;
  const inScale = confidence !== null && confidence >= 0 && confidence <= 1;
  const thresholds = areThresholds(alert, autonomous) ? { alert: alert!, autonomous: autonomous! } : null;
  const zone = inScale && thresholds !== null ? zoneOf(confidence, thresholds) : null;
  const facts: Fact[] = [];
  if (confidence === null) facts.push(...fact("Confidence", entry.show("confidence_score"), "code"));
  if (confidence !== null && !inScale)
    facts.push(...fact("Confidence", { form: "text", text: String(confidence) }, "code"));
  if (thresholds === null && stated !== null) {
    facts.push(...number("Threshold to alert", alert), ...number("Threshold to act alone", autonomous));
  }
  return {
    confidence: inScale ? confidence : null,
    thresholds,
    zone,
    words: zone === null ? null : wordsOf(confidence!, thresholds!, zone),
    doubts: doubtsOf(zone, decision, acted),
    facts: [...facts, ...(stated === null ? [] : restOf(stated))],
  };
}

function wordsOf(confidence: number, { alert, autonomous }: Thresholds, zone: Zone): string {
  switch (zone) {
    case "act-alone":
      return `${confidence} is above ${autonomous}: it may act alone.`;
    case "act-and-alert":
      return `${confidence} is at least ${alert} and not above ${autonomous}: it may act, and alerts on-call.`;
    case "escalate":
      return `${confidence} is below ${alert}: it escalates and does not act.`;
  }
}

function doubtsOf(zone: Zone | null, decision: string | null, acted: boolean): string[] {
  if (zone === null) return [];
  const doubts: string[] = [];
  const decided = decision !== null && Object.hasOwn(DECISIONS, decision) ? DECISIONS[decision] : undefined;
  if (zone === "escalate" && acted) doubts.push("It acted although its confidence is below the threshold.");
  if (zone === "act-and-alert" && decided === "act-alone")
    doubts.push("The policy's decision lets it act alone; its confidence is not above that threshold.");
  if (zone === "escalate" && (decided === "act-alone" || decided === "act-and-alert"))
    doubts.push("The policy's decision lets it act; its confidence is below the threshold for that.");
  if (acted && (decided === "escalate" || decided === "none"))
    doubts.push(`It acted although the policy's decision was ${decision}.`);
  return doubts;
}

function number(label: string, value: number | null): Fact[] {
  return value === null ? [] : fact(label, { form: "text", text: String(value) }, "code");
}

function restOf(stated: Fields): Fact[] {
  return stated.rest().map(([name, value]) => ({
    label: name,
    known: false,
    values: [{ form: "json" as const, value }],
    look: "code" as const,
  }));
}
