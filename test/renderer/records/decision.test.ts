import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decisionOf } from "../../../renderer/screens/records/model/decision.ts";
import type { Decision } from "../../../renderer/screens/records/model/decision.ts";
import type { Fact, Shown } from "../../../renderer/screens/records/model/fact.ts";
import { zoneOf } from "../../../shared/sources/action-entry.ts";

const SAMPLE = readFileSync(
  new URL("../../../resources/samples/node-saturation/action-log/entries.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n");

function read(line: string): Decision {
  const decision = decisionOf(line);
  if ("unreadable" in decision) throw new Error(decision.unreadable);
  return decision;
}

function readEntry(entry: unknown): Decision {
  return read(JSON.stringify(entry));
}

function plain(value: Shown | null | undefined): unknown {
  if (value === null || value === undefined) return null;
  return value.form === "text" ? value.text : value.value;
}

function factNamed(facts: readonly Fact[], label: string): unknown {
  return facts.find((fact) => fact.label === label)?.values.map(plain);
}

describe("the decision chain of the sample's entries", () => {
  it("says in words what was done", () => {
    expect(SAMPLE.map((line) => read(line).title)).toEqual([
      "Scale node group from 12 to 16 nodes",
      "Cordon saturated nodes, force pod reschedule",
      "Increase memory limit from 512Mi to 1Gi",
      "Alert on-call, wait for node readiness",
      "Clear cordon on saturated nodes",
    ]);
  });

  it("says why, how sure, who allowed it, what it did and what came of it", () => {
    const { why, sure, allowed, did, came, considered, ids } = read(SAMPLE[2]!);
    expect(plain(why.summary)).toMatch(/^Pod payments-api-7d9f CrashLoopBackOff/);
    expect(why.condition).toMatchObject({ operator: "≥", holds: true });
    expect(sure).toMatchObject({ confidence: 0.79, zone: "act-and-alert", doubts: [] });
    expect(sure.words).toBe("0.79 is at least 0.55 and not above 0.85: it may act, and alerts on-call.");
    expect([allowed.rule, allowed.version, allowed.decision].map(plain)).toEqual([
      "workload-memory",
      "12",
      "allow_and_alert",
    ]);
    expect(factNamed(allowed.actorFacts, "On behalf of")).toEqual(["team:platform-sre"]);
    expect(factNamed(did.facts, "Request ids")).toEqual(["62aa1bed-2e5f-47dd-81b6-52f03021f714"]);
    expect(came).toMatchObject({ outcome: "success", duration: 8_000, fallback: "configured, not needed" });
    expect(came.rollback).toBe("can be undone by hand; planned");
    expect(considered.items.map(({ mark }) => plain(mark))).toEqual(["0.38", "0.19", "0.51"]);
    expect(factNamed(ids, "Correlation")).toEqual(["rem-2026-03-17-node-saturation"]);
  });

  it("shows an escalation as one that did not act", () => {
    const { did, came } = read(SAMPLE[3]!);
    expect(did.acted).toBe(false);
    expect(came).toMatchObject({ outcome: "escalated", duration: null, fallback: "ran; worked" });
  });
});

describe("fields that the format does not know", () => {
  it("are kept: every leaf of an entry is in its chain somewhere", () => {
    // Whatever an entry is made of, the tokens put into it come out again.
    const names = fc.constantFrom(
      "actor",
      "policy",
      "trigger_condition",
      "action_taken",
      "outcome",
      "rollback",
      "fallback_result",
      "signals",
      "alternatives",
      "tool_calls",
      "task",
      "model",
      "reason_codes",
      "confidence_score",
      "x",
      "summary",
      "observed",
      "thresholds",
      "alert",
      "action",
      "configured",
      "triggered",
      "approvals",
      "duration_ms",
      "id",
      "time",
      "operator",
      "unit",
      "request_ids",
      "status",
      "reversible",
      "settings",
    );
    const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.constant("LEAF"),
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        tie("leaf"),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(names, tie("tree"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(names, tree, { maxKeys: 8 }), (entry) => {
        let count = 0;
        const line = JSON.stringify(entry).replaceAll("LEAF", () => `leaf-${(count += 1)}-`);
        const chain = JSON.stringify(read(line)).replaceAll("_", " ");
        for (let i = 1; i <= count; i += 1) expect(chain).toContain(`leaf-${i}-`);
      }),
      { numRuns: 2_000 },
    );
  });

  it("stand under their own names, also within objects that it knows", () => {
    const { other, did } = readEntry({
      invented: { deep: [1] },
      __proto_: 1,
      action_taken: { api: "x:Y", region: "eu-1" },
    });
    expect(other.map(({ label }) => label)).toEqual(["invented", "__proto_"]);
    expect(factNamed(did.facts, "region")).toEqual(["eu-1"]);
    expect(did.facts.find(({ label }) => label === "region")?.known).toBe(false);
  });

  it("named like what objects inherit are fields and nothing more", () => {
    const { other, sure, why } = read(
      '{"__proto__":{"id":"x"},"constructor":1,"hasOwnProperty":2,"policy":{"decision":"toString"},' +
        '"trigger_condition":{"operator":"constructor","observed":1,"threshold":2}}',
    );
    expect(other.map(({ label }) => label)).toEqual(["__proto__", "constructor", "hasOwnProperty"]);
    expect(sure.doubts).toEqual([]);
    expect(why.condition).toMatchObject({ operator: "constructor", holds: null });
  });
});

describe("values of another type than the format asks for", () => {
  it("are shown as the JSON that they are", () => {
    const odd = readEntry({
      confidence_score: "high",
      outcome: { word: "success" },
      duration_ms: "long",
      actor: 7,
      policy: ["p"],
      trigger_condition: "because",
      signals: "none",
      rollback: true,
    });
    expect(factNamed(odd.sure.facts, "Confidence")).toEqual(["high"]);
    expect(odd.sure.confidence).toBeNull();
    expect(factNamed(odd.came.facts, "Outcome")).toEqual([{ word: "success" }]);
    expect(factNamed(odd.came.facts, "Duration")).toEqual(["long"]);
    expect(factNamed(odd.allowed.actorFacts, "Actor")).toEqual(["7"]);
    expect(factNamed(odd.allowed.policyFacts, "Policy")).toEqual([["p"]]);
    expect(plain(odd.why.summary)).toBe("because");
    expect(factNamed(odd.signals.odd, "As stated")).toEqual(["none"]);
    expect(factNamed(odd.came.facts, "Rollback")).toEqual(["true"]);
  });

  it("that are out of any scale are not drawn on one", () => {
    expect(readEntry({ confidence_score: 7 }).sure).toMatchObject({ confidence: null, zone: null });
    const thresholds = (alert: number, autonomous: number) =>
      readEntry({ confidence_score: 0.5, policy: { thresholds: { alert, autonomous } } }).sure;
    expect(thresholds(0.9, 0.1)).toMatchObject({ thresholds: null, words: null });
    expect(factNamed(thresholds(0.9, 0.1).facts, "Threshold to alert")).toEqual(["0.9"]);
    expect(readEntry({ duration_ms: -1 }).came.duration).toBeNull();
  });

  it("never keep a line from being read", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (entry) => {
        const decision = decisionOf(JSON.stringify(entry));
        expect("unreadable" in decision || decision.title !== "").toBe(true);
      }),
    );
  });
});

describe("a line that is no entry", () => {
  it.each([
    ["", "a value is expected"],
    ['{"a":1,"a":2}', "stands twice"],
    ['{"n":9007199254740993}', "outside what I-JSON can hold"],
    ["[1]", "no JSON object"],
    ["[".repeat(100_000), "deeper than 64"],
  ])("is not guessed at: %.20s", (line, reason) => {
    const decision = decisionOf(line);
    expect("unreadable" in decision && decision.unreadable).toContain(reason);
  });
});

describe("confidence and thresholds", () => {
  const thresholds = { alert: 0.55, autonomous: 0.85 };
  it.each([
    [0.54, "escalate"],
    [0.55, "act-and-alert"],
    [0.85, "act-and-alert"],
    [0.851, "act-alone"],
  ])("%d is to %s", (confidence, zone) => {
    expect(zoneOf(confidence, thresholds)).toBe(zone);
  });

  it("that what was done does not agree with are said so", () => {
    const doubts = (confidence_score: number, decision: string, acted: boolean) =>
      readEntry({
        confidence_score,
        policy: { decision, thresholds },
        action_taken: acted ? { api: "x" } : null,
      }).sure.doubts;
    expect(doubts(0.5, "escalate", false)).toEqual([]);
    expect(doubts(0.9, "allow", true)).toEqual([]);
    expect(doubts(0.9, "allow_and_alert", true)).toEqual([]);
    expect(doubts(0.7, "escalate", false)).toEqual([]);
    expect(doubts(0.5, "escalate", true)).toHaveLength(2);
    expect(doubts(0.7, "allow", true)).toHaveLength(1);
    expect(doubts(0.5, "allow", true)).toHaveLength(2);
    expect(doubts(0.9, "deny", true)).toEqual(["It acted although the policy's decision was deny."]);
  });

  it("that the observed value does not meet are said so", () => {
    const holds = (observed: unknown, operator: unknown) =>
      readEntry({ trigger_condition: { observed, operator, threshold: 3 } }).why.condition?.holds;
    expect(holds(4, ">=")).toBe(true);
    expect(holds(2, ">=")).toBe(false);
    expect(holds(2, "about")).toBeNull();
    expect(holds("4", ">=")).toBeNull();
  });
});
