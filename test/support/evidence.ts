// A small bundle for tests: eight actions, a policy, a handful of other files; packed once a test file by the
// product itself.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packBundle } from "../../electron/bundle/pack.ts";
import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { incidentFileSchema } from "../../shared/encoding/statement.ts";
import { BUNDLE_KEY, LOG_KEY } from "./keys.ts";
import { readZip } from "./raw-zip.ts";
import { scratch } from "./scratch.ts";
import { sha256Hex } from "./tree.ts";

export const ORIGIN = "test.example/actions";
export const EXPORTED_AT = "2026-03-18T09:00:00Z";
export const POLICY = "autonomous: 0.85\nalert: 0.55\n";
export const POLICY_HASH = sha256Hex(POLICY);

export const INCIDENT = {
  incident: { id: "INC-1", title: "A test", from: "2026-03-17T14:30:00Z", to: "2026-03-17T14:42:00Z" },
  source: { kind: "action-log", system: "test", query: "all", exportedAt: EXPORTED_AT },
  limitations: ["a test"],
};

/** Action number i as its system wrote it: not numbered, not chained. */
export function rawEntry(i: number): JsonObject {
  return {
    v: 1,
    id: `act-${i}`,
    time: `2026-03-17T14:3${i % 10}:00Z`,
    correlation_id: `rem-${i % 2}`,
    actor: { type: "agent", id: "svc-test" },
    trigger_condition: { summary: `node ${i} is full`, observed: 91.5 },
    policy: { rule: "scale-out", version: "1", sha256: POLICY_HASH, decision: "allow" },
    confidence_score: 0.9,
    action_taken: { api: "test:Scale", parameters: { from: i, to: i + 1 } },
    outcome: "success",
    fallback_result: { configured: true, triggered: false },
  };
}

export const RAW_ENTRIES: readonly JsonObject[] = Array.from({ length: 8 }, (_, i) => rawEntry(i));

/** What goes into `data/`, the log raw. */
export function evidence(): Map<string, string> {
  return new Map([
    ["action-log/entries.jsonl", RAW_ENTRIES.map((entry) => `${JSON.stringify(entry)}\n`).join("")],
    ["approvals/approvals.jsonl", '{"by":"maya","decision":"approved"}\n'],
    ["cloudtrail/events.json", '{"Records":[]}\n'],
    [`policies/${POLICY_HASH}.yaml`, POLICY],
  ]);
}

/** Writes evidence to a folder and returns its path. */
export function stageEvidence(name: string, files: ReadonlyMap<string, string> = evidence()): string {
  const folder = scratch(name);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

let packed: Promise<ReadonlyMap<string, Buffer>> | null = null;

/** The files of the small bundle, sealed by the keys of TRUST. */
export function goodFiles(): Promise<ReadonlyMap<string, Buffer>> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<ReadonlyMap<string, Buffer>> {
  const output = scratch("good.inqb");
  await packBundle({
    folder: stageEvidence("evidence"),
    output,
    incident: incidentFileSchema.parse(INCIDENT),
    bundleKey: BUNDLE_KEY,
    logKey: LOG_KEY,
    origin: ORIGIN,
    selection: null,
    force: true,
  });
  return readZip(readFileSync(output));
}

/** RFC 8785 for the plain ASCII that tests write. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`);
  return `{${members.join(",")}}`;
}
