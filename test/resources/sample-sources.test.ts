// The sample incident is read by people as evidence, so its parts must agree with each other to the byte.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../../resources/samples/node-saturation/", import.meta.url));

const Anything = z.json();
type Json = z.infer<typeof Anything>;
const Fields = z.record(z.string(), Anything);
const Reference = z.object({ id: z.string(), summary: z.string() });
const Entry = z.looseObject({
  v: z.literal(1),
  id: z.string(),
  time: z.string(),
  correlation_id: z.string(),
  trace_id: z.string(),
  span_id: z.string(),
  actor: z.object({
    id: z.string(),
    principal_arn: z.string(),
    approvals: z
      .array(z.object({ by: z.string(), at: z.string(), decision: z.string(), ref: z.string() }))
      .optional(),
  }),
  trigger_condition: z.object({ summary: z.string() }),
  tools_available: z.array(z.string()),
  signals: z.array(
    z.object({
      source: z.string(),
      observed_at: z.string(),
      sha256: z.string(),
      content: Anything.optional(),
      path: z.string().optional(),
      included: z.boolean().optional(),
      request_id: z.string().optional(),
    }),
  ),
  policy: z.object({
    rule: z.string(),
    version: z.string(),
    sha256: z.string(),
    decision: z.string(),
    thresholds: z.object({ autonomous: z.number(), alert: z.number() }),
  }),
  confidence_score: z.number(),
  action_taken: z.object({ description: z.string(), request_ids: z.array(z.string()) }).nullable(),
  tool_calls: z.array(z.object({ tool: z.string(), started: z.string(), ended: z.string(), output: Fields })),
  outcome: z.string(),
  outcome_detail: z.string(),
  duration_ms: z.number().nullable(),
  fallback_result: z.object({ configured: z.boolean(), triggered: z.boolean(), action: z.string() }),
  rollback: z.object({ status: z.string().optional(), ref: z.string().optional() }),
});
const TrailFile = z.object({
  Records: z.array(
    z.object({
      eventID: z.string(),
      eventTime: z.string(),
      eventSource: z.string(),
      eventName: z.string(),
      requestID: z.string(),
      readOnly: z.boolean(),
      recipientAccountId: z.string(),
      errorCode: z.string().optional(),
      userIdentity: z.object({ arn: z.string().optional(), accessKeyId: z.string().optional() }),
      requestParameters: Fields.nullable(),
      responseElements: Fields.nullable(),
    }),
  ),
});
const Incidents = z.object({
  incidents: z.array(
    z.object({
      id: z.string(),
      incident_number: z.number(),
      created_at: z.string(),
      resolved_at: z.string(),
      alert_counts: z.object({ all: z.number() }),
      first_trigger_log_entry: Reference,
    }),
  ),
});
const LogEntries = z.object({
  log_entries: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      created_at: z.string(),
      incident: Reference,
      agent: Reference.optional(),
      user: Reference.optional(),
      assignees: z.array(Reference).optional(),
    }),
  ),
});
const Alerts = z.object({
  alerts: z.array(
    z.object({
      alert_key: z.string(),
      created_at: z.string(),
      incident: Reference,
      body: z.object({ cef_details: z.object({ dedup_key: z.string(), details: Fields }) }),
    }),
  ),
});
const Webhook = z.object({
  event: z.object({
    id: z.string(),
    event_type: z.string(),
    occurred_at: z.string(),
    data: z.object({ id: z.string(), incident: Reference.optional() }),
  }),
});
const Approval = z.object({
  id: z.string(),
  decision: z.string(),
  by: z.string(),
  requested_by: z.string(),
  at: z.string(),
  expires: z.string(),
  scope: z.object({ agents: z.array(z.string()), max_nodes: z.number(), max_step: z.number() }),
  policy: z.object({ version: z.string(), sha256: z.string() }),
});
const Rollback = z.object({
  id: z.string(),
  action_id: z.string(),
  correlation_id: z.string(),
  status: z.string(),
  change: z.object({ from: z.string(), to: z.string() }),
});
const Description = z.strictObject({
  incident: z.strictObject({ id: z.string(), title: z.string(), from: z.string(), to: z.string() }),
  source: z.strictObject({ kind: z.string(), system: z.string(), query: z.string(), exportedAt: z.string() }),
  redactions: z.array(z.string()),
  previousBundle: z.null(),
  limitations: z.array(z.string()),
});

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    `${entry.parentPath}/${entry.name}`.slice(root.length).replaceAll("\\", "/").replace(/^\//, ""),
  )
  .toSorted();
const bytes = (path: string): Buffer => readFileSync(root + path);
const text = (path: string): string => bytes(path).toString("utf8");
const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");
const lines = (path: string): string[] => text(path).replace(/\n$/, "").split("\n");
const below = (folder: string): string[] => files.filter((path) => path.startsWith(`${folder}/`));
const at = (time: string): number => Date.parse(time);

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(",")}}`;
}

function numbers(value: Json): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(numbers);
}

const json = (path: string): unknown => JSON.parse(text(path));
const jsonLines = (path: string): unknown[] => lines(path).map((line): unknown => JSON.parse(line));

const entries = z.array(Entry).parse(jsonLines("action-log/entries.jsonl"));
const deliveries = below("cloudtrail").flatMap((path) =>
  TrailFile.parse(json(path)).Records.map((record) => ({ path, record })),
);
const events = [...new Map(deliveries.map(({ record }) => [record.eventID, record])).values()];
const { incidents } = Incidents.parse(json("pagerduty/incidents.json"));
const logEntries = LogEntries.parse(json("pagerduty/log_entries.json")).log_entries;
const { alerts } = Alerts.parse(json("pagerduty/alerts.json"));
const webhooks = below("pagerduty/webhooks").map((path) => Webhook.parse(json(path)));
const approvals = z.array(Approval).parse(jsonLines("approvals/approvals.jsonl"));
const rollbacks = z.array(Rollback).parse(jsonLines("rollbacks/rollbacks.jsonl"));
const description = Description.parse(json("incident.json"));
const window = { from: at(description.incident.from), to: at(description.incident.to) };
const citedRequests = entries.flatMap((entry) => entry.action_taken?.request_ids ?? []);
const agentArn = entries[0]?.actor.principal_arn ?? "";
const incident = (number: number): (typeof incidents)[number] => {
  const found = incidents.find((one) => one.incident_number === number);
  if (!found) throw new Error(`no incident #${number}`);
  return found;
};

// The table in the reference: time, trigger, confidence, action, outcome, duration in ms.
const TABLE = [
  [
    "2026-03-17T14:31:58Z",
    "Node CPU 91% for 3 min, 4 of 12 nodes above threshold",
    0.88,
    "Scale node group from 12 to 16 nodes",
    "success",
    387000,
  ],
  [
    "2026-03-17T14:32:41Z",
    "3 pods in Pending state, insufficient CPU on schedulable nodes",
    0.91,
    "Cordon saturated nodes, force pod reschedule",
    "success",
    23000,
  ],
  [
    "2026-03-17T14:33:05Z",
    "Pod payments-api-7d9f CrashLoopBackOff, OOM exit code 137",
    0.79,
    "Increase memory limit from 512Mi to 1Gi",
    "success",
    8000,
  ],
  [
    "2026-03-17T14:37:10Z",
    "New nodes not yet Ready, pods still Pending",
    0.62,
    "Alert on-call, wait for node readiness",
    "escalated",
    null,
  ],
  [
    "2026-03-17T14:38:44Z",
    "All 4 new nodes Ready, pending pods scheduled",
    0.94,
    "Clear cordon on saturated nodes",
    "success",
    4000,
  ],
];

describe("the files of the sample", () => {
  it("have names of ASCII letters, digits, hyphen, underscore and full stop only", () => {
    expect(files.filter((path) => !/^[A-Za-z0-9._/-]+$/.test(path))).toEqual([]);
  });

  it("are UTF-8 without a byte order mark and without carriage returns", () => {
    for (const path of files) {
      const data = bytes(path);
      expect(Buffer.from(data.toString("utf8"), "utf8").equals(data), path).toBe(true);
      expect(data.includes("\r"), path).toBe(false);
      expect(data.subarray(0, 3).toString("hex"), path).not.toBe("efbbbf");
    }
  });

  it("hold no key twice and no number that a double cannot hold exactly as an integer", () => {
    for (const path of files.filter((name) => /\.jsonl?$/.test(name))) {
      const parts = path.endsWith(".jsonl") ? lines(path) : [text(path)];
      for (const part of parts) {
        const value = Anything.parse(JSON.parse(part));
        // A repeated key would be lost by the parser, and the same layout could not be written again.
        expect([JSON.stringify(value), `${JSON.stringify(value, null, 2)}\n`], path).toContain(part);
        for (const number of numbers(value)) expect(Math.abs(number)).toBeLessThanOrEqual(2 ** 53 - 1);
      }
    }
  });

  it("are canonical JSON, one object a line, in the action log, the approvals and the rollbacks", () => {
    for (const path of [
      "action-log/entries.jsonl",
      "approvals/approvals.jsonl",
      "rollbacks/rollbacks.jsonl",
    ]) {
      expect(text(path).endsWith("}\n"), path).toBe(true);
      for (const line of lines(path)) expect(canonical(Anything.parse(JSON.parse(line))), path).toBe(line);
    }
  });
});

describe("the five entries", () => {
  it("are the five rows of the reference, word for word", () => {
    expect(
      entries.map((entry) => [
        entry.time,
        entry.trigger_condition.summary,
        entry.confidence_score,
        entry.action_taken === null ? entry.outcome_detail : entry.action_taken.description,
        entry.outcome,
        entry.duration_ms,
      ]),
    ).toEqual(TABLE);
  });

  it("have every required field but seq and prev, which sealing adds", () => {
    const required = ["v", "id", "time", "correlation_id", "actor", "trigger_condition", "policy"];
    required.push("confidence_score", "action_taken", "outcome", "fallback_result");
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual(expect.arrayContaining(required));
      expect(Object.keys(entry)).not.toContain("seq");
      expect(Object.keys(entry)).not.toContain("prev");
      expect(entry.v).toBe(1);
    }
  });

  it("belong to one remediation and one trace, each with its own id and span", () => {
    expect(new Set(entries.map((entry) => entry.correlation_id)).size).toBe(1);
    expect(new Set(entries.map((entry) => entry.trace_id)).size).toBe(1);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(5);
    expect(new Set(entries.map((entry) => entry.span_id)).size).toBe(5);
    for (const entry of entries) {
      expect(entry.trace_id).toMatch(/^[0-9a-f]{32}$/);
      expect(entry.span_id).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it("lie in the incident's window, from their start to their confirmed end", () => {
    for (const entry of entries) {
      expect(at(entry.time)).toBeGreaterThanOrEqual(window.from);
      expect(at(entry.time) + (entry.duration_ms ?? 0)).toBeLessThanOrEqual(window.to);
    }
  });

  it("took as long as from their start to the end of their last tool call", () => {
    for (const entry of entries) {
      for (const call of entry.tool_calls) {
        expect(at(call.started)).toBeGreaterThanOrEqual(at(entry.time));
        expect(at(call.ended)).toBeGreaterThanOrEqual(at(call.started));
      }
      if (entry.duration_ms === null) continue;
      const last = Math.max(...entry.tool_calls.map((call) => at(call.ended)));
      expect(last - at(entry.time), entry.id).toBe(entry.duration_ms);
    }
  });

  it("use only tools that were available", () => {
    for (const entry of entries) {
      expect(entry.tools_available).toEqual(
        expect.arrayContaining([...new Set(entry.tool_calls.map((call) => call.tool))]),
      );
    }
  });

  it("saw every signal before they began, and name each by the hash of what they saw", () => {
    for (const entry of entries) {
      for (const signal of entry.signals) {
        expect(at(signal.observed_at), signal.source).toBeLessThanOrEqual(at(entry.time));
        expect(signal.sha256).toMatch(/^[0-9a-f]{64}$/);
        if (signal.content !== undefined) expect(sha256(canonical(signal.content))).toBe(signal.sha256);
        else if (signal.path === undefined) expect(signal.included).toBe(false);
        else expect(sha256(bytes(signal.path.replace(/^data\//, "")))).toBe(signal.sha256);
      }
    }
  });
});

describe("the policy", () => {
  const [path = ""] = below("policies");
  const policy = text(path);
  const rule = (name: string): string =>
    policy.split("  - name: ").find((part) => part.startsWith(`${name}\n`)) ?? "";

  it("is one file, named by its own hash, and the one that every entry names", () => {
    expect(below("policies")).toHaveLength(1);
    expect(path).toBe(`policies/${sha256(bytes(path))}.yaml`);
    for (const entry of entries) {
      expect(`policies/${entry.policy.sha256}.yaml`).toBe(path);
      expect(policy).toContain(`\nversion: "${entry.policy.version}"\n`);
    }
  });

  it("has the thresholds that every entry repeats", () => {
    expect(policy).toMatch(/\nthresholds:\n {2}autonomous: 0\.85\n {2}alert: 0\.55\n/);
    for (const entry of entries) expect(entry.policy.thresholds).toEqual({ autonomous: 0.85, alert: 0.55 });
  });

  it("gives each entry the decision of its rule in the band of its confidence", () => {
    for (const entry of entries) {
      const { autonomous, alert } = entry.policy.thresholds;
      const score = entry.confidence_score;
      const band = score > autonomous ? "autonomous" : score >= alert ? "alert" : "below";
      const bands = /bands: \{ autonomous: (\w+), alert: (\w+), below: (\w+) \}/.exec(
        rule(entry.policy.rule),
      );
      expect(bands, entry.policy.rule).not.toBeNull();
      expect(entry.policy.decision).toBe(bands?.[["autonomous", "alert", "below"].indexOf(band) + 1]);
    }
    expect(entries.map((entry) => entry.policy.decision)).toEqual([
      "allow",
      "allow",
      "allow_and_alert",
      "escalate",
      "allow",
    ]);
  });

  it("let nothing be done where it said to escalate, while the earlier scale-out was still running", () => {
    for (const entry of entries)
      expect(entry.action_taken === null).toBe(entry.policy.decision === "escalate");
    const [scaleOut, , , waiting] = entries;
    expect(at(scaleOut?.time ?? "") + (scaleOut?.duration_ms ?? 0)).toBeGreaterThan(at(waiting?.time ?? ""));
    expect(rule("wait-for-capacity")).toContain("is still in progress");
  });

  it("configures the fallback that each entry reports, and only the escalation's was triggered", () => {
    for (const entry of entries) {
      expect(entry.fallback_result.configured).toBe(true);
      expect(rule(entry.policy.rule)).toContain(`fallback: ${entry.fallback_result.action}\n`);
      expect(entry.fallback_result.triggered).toBe(entry.outcome === "escalated");
    }
  });
});

describe("the approval and the rollback record", () => {
  it("are found by the references in the entries, and nothing is left unreferenced", () => {
    const cited = entries.flatMap((entry) => entry.actor.approvals ?? []);
    expect(cited.map((one) => one.ref)).toEqual(approvals.map((one) => one.id));
    expect(entries.flatMap((entry) => entry.rollback.ref ?? [])).toEqual(rollbacks.map((one) => one.id));
  });

  it("say what the entries say", () => {
    const [approval] = approvals;
    const [cited] = entries[0]?.actor.approvals ?? [];
    expect(cited).toEqual({
      at: approval?.at,
      by: approval?.by,
      decision: approval?.decision,
      ref: approval?.id,
    });
    const memory = entries.find((entry) => entry.rollback.ref !== undefined);
    expect(rollbacks[0]).toMatchObject({ action_id: memory?.id, correlation_id: memory?.correlation_id });
    expect(memory?.action_taken?.description).toBe(
      `Increase memory limit from ${rollbacks[0]?.change.from} to ${rollbacks[0]?.change.to}`,
    );
    expect(memory?.rollback).toMatchObject({ status: rollbacks[0]?.status });
  });

  it("show an approval in force at the time, by somebody who did not ask for it, for that agent and limit", () => {
    const [approval] = approvals;
    const [scaleOut] = entries;
    if (!approval || !scaleOut) throw new Error("the approval or the first entry is missing");
    expect(at(approval.at)).toBeLessThan(at(scaleOut.time));
    expect(at(approval.expires)).toBeGreaterThan(at(scaleOut.time));
    expect(approval.by).not.toBe(approval.requested_by);
    expect(approval.scope).toMatchObject({ agents: [scaleOut.actor.id], max_nodes: 16, max_step: 4 });
    expect(approval.policy).toEqual({ version: scaleOut.policy.version, sha256: scaleOut.policy.sha256 });
    const policy = text(`policies/${scaleOut.policy.sha256}.yaml`);
    expect(policy).toContain(`requires_approval: ${approval.id} `);
    expect(policy).toContain(`\n  - ${approval.by} `);
  });
});

describe("the CloudTrail files", () => {
  it("are named as AWS names them and hold 45 to 80 records", () => {
    expect(below("cloudtrail").length).toBeGreaterThanOrEqual(5);
    for (const path of below("cloudtrail")) {
      expect(path).toMatch(
        /^cloudtrail\/AWSLogs\/111122223333\/CloudTrail\/us-east-1\/2026\/03\/17\/111122223333_CloudTrail_us-east-1_20260317T14\d\dZ_[A-Za-z0-9]{16}\.json$/,
      );
    }
    expect(deliveries.length).toBeGreaterThanOrEqual(45);
    expect(deliveries.length).toBeLessThanOrEqual(80);
  });

  it("deliver exactly one event twice, in two files, alike to the byte", () => {
    const counts = Map.groupBy(deliveries, ({ record }) => record.eventID);
    const twice = [...counts.values()].filter((copies) => copies.length > 1);
    expect(twice).toHaveLength(1);
    expect(twice[0]).toHaveLength(2);
    const [first, second] = twice[0] ?? [];
    expect(first?.path).not.toBe(second?.path);
    const raw = (twice[0] ?? []).map(({ path, record }) =>
      (text(path).match(/^ {4}\{\n[^]*?^ {4}\}/gm) ?? []).find((part) =>
        part.includes(`"${record.eventID}"`),
      ),
    );
    expect(raw[0]).toContain(`"eventName": "${first?.record.eventName}"`);
    expect(raw[1]).toBe(raw[0]);
    expect(new Set(events.map((record) => record.requestID)).size).toBe(events.length);
  });

  it("cover 14:20 to 14:50 of the one account, and were delivered after the fact, within ten minutes", () => {
    for (const { path, record } of deliveries) {
      expect(record.eventTime).toMatch(/^2026-03-17T14:[234]\d:\d\dZ$/);
      expect(record.recipientAccountId).toBe("111122223333");
      const [, minute = ""] = /20260317T14(\d\d)Z/.exec(path) ?? [];
      const lag = at(`2026-03-17T14:${minute}:00Z`) - at(record.eventTime);
      expect(lag, record.eventID).toBeGreaterThan(0);
      expect(lag, record.eventID).toBeLessThanOrEqual(600_000);
    }
  });

  it("hold exactly one event for each request that an action, a tool call or a signal cites", () => {
    const reported = entries.flatMap((entry) => [
      ...entry.tool_calls.flatMap((call) => {
        const id = call.output["request_id"];
        return typeof id === "string" ? [{ id, from: call.started, to: call.ended, name: call.tool }] : [];
      }),
      ...entry.signals.flatMap((signal) =>
        signal.request_id === undefined
          ? []
          : [
              {
                id: signal.request_id,
                from: signal.observed_at,
                to: signal.observed_at,
                name: signal.source,
              },
            ],
      ),
    ]);
    expect(reported.map((one) => one.id)).toEqual(expect.arrayContaining(citedRequests));
    for (const { id, from, to, name } of reported) {
      const found = events.filter((record) => record.requestID === id);
      expect(found, name).toHaveLength(1);
      const [record] = found;
      expect(name.endsWith(record?.eventName ?? "?"), name).toBe(true);
      expect(record?.userIdentity.arn).toBe(agentArn);
      expect(at(record?.eventTime ?? "")).toBeGreaterThanOrEqual(at(from));
      expect(at(record?.eventTime ?? "")).toBeLessThanOrEqual(at(to));
    }
  });

  it("hold no change by the agent's role that no action cites, and no cited request that failed", () => {
    const changes = events.filter((record) => record.userIdentity.arn === agentArn && !record.readOnly);
    expect(changes.map((record) => record.requestID).toSorted()).toEqual(citedRequests.toSorted());
    expect(changes.filter((record) => record.errorCode !== undefined)).toEqual([]);
    expect(changes.map((record) => record.eventName).toSorted()).toEqual([
      "PutParameter",
      "SetDesiredCapacity",
      "UpdateNodegroupConfig",
    ]);
  });

  it("show where the agent's session came from, named after the remediation", () => {
    const session = events.filter((record) => record.userIdentity.arn === agentArn);
    const keys = new Set(session.map((record) => record.userIdentity.accessKeyId));
    expect(keys.size).toBe(1);
    const grant = events.find((record) => canonical(record.responseElements).includes(`"${[...keys][0]}"`));
    expect(grant).toMatchObject({
      eventName: "AssumeRole",
      requestParameters: { roleSessionName: entries[0]?.correlation_id },
    });
    for (const record of session)
      expect(at(record.eventTime)).toBeGreaterThanOrEqual(at(grant?.eventTime ?? ""));
  });

  it("show the four new nodes that the first action reports, and the launches that were refused", () => {
    const launches = events.filter((record) => record.eventName === "RunInstances");
    const launched = canonical(launches.map((record) => record.responseElements)).matchAll(
      /"instanceId":"([^"]+)"/g,
    );
    const watch = entries[0]?.tool_calls.find((call) => call.tool === "kubernetes.nodes.watch");
    const ready = canonical(watch?.output ?? null).matchAll(/"node":"([^".]+)\.ec2\.internal"/g);
    const ids = [...launched].map((match) => String(match[1])).toSorted();
    expect(ids).toHaveLength(4);
    expect([...ready].map((match) => String(match[1])).toSorted()).toEqual(ids);
    expect(
      launches.filter((record) => record.errorCode === "Server.InsufficientInstanceCapacity"),
    ).toHaveLength(2);
    for (const record of launches) expect(at(record.eventTime)).toBeGreaterThan(at(entries[0]?.time ?? ""));
  });
});

describe("the PagerDuty files", () => {
  it("run from the first alert to the resolution in the incident's window, eleven minutes", () => {
    expect(window.to - window.from).toBe(11 * 60_000);
    const main = incident(3174);
    expect(main).toMatchObject({
      created_at: description.incident.from,
      resolved_at: description.incident.to,
    });
    expect(Math.min(...alerts.map((alert) => at(alert.created_at)))).toBe(window.from);
    for (const entry of logEntries) {
      expect(at(entry.created_at)).toBeGreaterThanOrEqual(window.from);
      expect(at(entry.created_at)).toBeLessThanOrEqual(window.to);
    }
  });

  it("list log entries newest first, each of an incident that is in the bundle", () => {
    const times = logEntries.map((entry) => entry.created_at);
    expect(times).toEqual(times.toSorted().toReversed());
    for (const entry of logEntries) {
      expect(incidents.map((one) => one.id)).toContain(entry.incident.id);
    }
    const types = new Set(logEntries.map((entry) => entry.type.replace(/_log_entry$/, "")));
    expect([...types].toSorted()).toEqual([
      "acknowledge",
      "annotate",
      "assign",
      "escalate",
      "notify",
      "resolve",
      "trigger",
    ]);
    for (const one of incidents) {
      expect(logEntries.map((entry) => entry.id)).toContain(one.first_trigger_log_entry.id);
      expect(alerts.filter((alert) => alert.incident.id === one.id)).toHaveLength(one.alert_counts.all);
    }
  });

  it("tie each alert to the remediation or to the action that raised it, by its dedup key", () => {
    const [, , memory, waiting] = entries;
    expect(alerts.map((alert) => alert.alert_key).toSorted()).toEqual(
      [memory, waiting]
        .flatMap((entry) => entry?.id ?? [])
        .concat(waiting?.correlation_id ?? [])
        .toSorted(),
    );
    for (const alert of alerts) {
      expect(alert.body.cef_details.dedup_key).toBe(alert.alert_key);
      expect(alert.body.cef_details.details["correlation_id"]).toBe(entries[0]?.correlation_id);
    }
  });

  it("show the alert that action 3 reports, at the time it reports it, and a person notified of it", () => {
    const [, , memory] = entries;
    const sent = memory?.tool_calls.find((call) => call.tool === "pagerduty.events.enqueue");
    const told = incident(3175);
    expect(sent?.output).toMatchObject({
      dedup_key: memory?.id,
      incident_id: told.id,
      incident_number: 3175,
    });
    expect(told.created_at).toBe(sent?.ended);
    expect(alerts.find((alert) => alert.alert_key === memory?.id)?.incident.id).toBe(told.id);
    expect(sent?.ended).toBe(alerts.find((alert) => alert.alert_key === memory?.id)?.created_at);
    const notified = logEntries.find((one) => one.incident.id === told.id && one.type === "notify_log_entry");
    expect(at(notified?.created_at ?? "") - at(told.created_at)).toBeLessThanOrEqual(5000);
  });

  it("show the page that action 4 reports, whom it went to, and that this person answered", () => {
    const [, , , waiting] = entries;
    const main = incident(3174);
    const raised = waiting?.tool_calls.find((call) => call.tool === "pagerduty.incidents.escalate");
    const sent = waiting?.tool_calls.find((call) => call.tool === "pagerduty.events.enqueue");
    const alert = alerts.find((one) => one.alert_key === waiting?.id);
    expect(alert).toMatchObject({ created_at: sent?.ended, incident: { id: main.id } });
    const page = logEntries.find((one) => one.type === "escalate_log_entry");
    expect(page).toMatchObject({ created_at: raised?.ended, incident: { id: main.id } });
    expect(page?.assignees?.map((one) => one.id)).toEqual([raised?.output["assigned_to"]]);
    const after = logEntries.filter(
      (one) => one.incident.id === main.id && one.created_at > (page?.created_at ?? ""),
    );
    const answer = after.find((one) => one.type === "acknowledge_log_entry");
    expect(answer?.agent?.id).toBe(raised?.output["assigned_to"]);
    expect(after.filter((one) => one.type === "notify_log_entry").map((one) => one.user?.id)).toEqual([
      raised?.output["assigned_to"],
      raised?.output["assigned_to"],
    ]);
  });

  it("have webhook bodies that are named by delivery, differ, and agree with the log entries to the second", () => {
    for (const path of below("pagerduty/webhooks")) {
      expect(path).toMatch(/\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.json$/);
    }
    expect(new Set(webhooks.map((hook) => hook.event.id)).size).toBe(webhooks.length);
    const verb: { [type: string]: string } = {
      "incident.acknowledged": "acknowledge",
      "incident.annotated": "annotate",
      "incident.escalated": "escalate",
      "incident.resolved": "resolve",
      "incident.triggered": "trigger",
    };
    const seen = webhooks.map(({ event }) => {
      const id = event.data.incident?.id ?? event.data.id;
      return `${event.occurred_at.replace(/\.\d{3}Z$/, "Z")} ${verb[event.event_type]} ${id}`;
    });
    const logged = logEntries
      .filter((entry) => !/^(assign|notify)_/.test(entry.type))
      .map((entry) => `${entry.created_at} ${entry.type.replace(/_log_entry$/, "")} ${entry.incident.id}`);
    expect(seen.toSorted()).toEqual(logged.toSorted());
  });
});

describe("the description for packing", () => {
  it("names the incident, its source and its limits, with times in RFC 3339 UTC", () => {
    expect(Object.keys(description)).toEqual([
      "incident",
      "source",
      "redactions",
      "previousBundle",
      "limitations",
    ]);
    expect(Object.keys(description.incident)).toEqual(["id", "title", "from", "to"]);
    expect(Object.keys(description.source)).toEqual(["kind", "system", "query", "exportedAt"]);
    for (const time of [description.incident.from, description.incident.to, description.source.exportedAt]) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    expect(at(description.source.exportedAt)).toBeGreaterThan(window.to);
    expect(description.source.query).toContain(entries[0]?.correlation_id);
    expect(description.previousBundle).toBeNull();
    expect(description.redactions).toEqual([]);
    expect(description.limitations.length).toBeGreaterThan(0);
  });
});

describe("the page that introduces the sample", () => {
  it("repeats the table and counts what is there", () => {
    const page = text("README.md");
    for (const [start, trigger, confidence, action, outcome, duration] of TABLE) {
      const took = typeof duration === "number" ? `${duration / 1000} s` : "n/a";
      const row = `| ${String(start).slice(11, 19)} | ${trigger} | ${confidence} | ${action} | ${outcome} | ${took} |`;
      expect(page).toContain(row);
    }
    expect(page).toContain(
      `${events.length} events from 14:20 to 14:50 in ${below("cloudtrail").length} log files`,
    );
    expect(page).toContain(
      `${incidents.length} incidents, ${alerts.length} alerts, ${logEntries.length} log entries`,
    );
    expect(page).toContain(`${webhooks.length} webhook bodies`);
  });
});
