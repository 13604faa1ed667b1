// Action logs for properties: honest lines, and lines that are wrong in every way that the product has a word for.

import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { concatBytes, encodeUtf8, toBase64 } from "../../../shared/encoding/bytes.ts";
import { canonicalize } from "../../../shared/encoding/canonical.ts";
import { ACTION_TYPE, preAuthEncoding } from "../../../shared/encoding/dsse.ts";
import type { JsonObject } from "../../../shared/encoding/json.ts";
import { formatVerifierKey, keyHint } from "../../../shared/encoding/vkey.ts";
import type { TrustedKey } from "../../../shared/model/trust.ts";
import { GENESIS } from "../../../shared/verify/log-kind.ts";
import { signingKeyFromSeed } from "../../../electron/trust/signing-key.ts";

const AGENT = signingKeyFromSeed(new Uint8Array(32).fill(1), "agent.example");
const STRANGER = signingKeyFromSeed(new Uint8Array(32).fill(2), "stranger.example");
const RETIRED = signingKeyFromSeed(new Uint8Array(32).fill(3), "retired.example");

export const AGENT_KEYS: readonly TrustedKey[] = ([AGENT, RETIRED] as const).map((key) => ({
  name: key.name,
  keyId: key.keyId,
  publicKey: key.publicKey,
  hint: keyHint(key),
  vkey: formatVerifierKey(key),
  roles: ["agent"],
  status: key === AGENT ? "active" : "retired",
  statusAt: key === AGENT ? null : "2026-03-17T14:30:05Z",
}));

export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** An entry with every required field, and whatever is given. */
export function entry(seq: number, prev: string, more: JsonObject = {}): JsonObject {
  return {
    v: 1,
    seq,
    prev,
    id: `act-${seq}`,
    time: `2026-03-17T14:30:${String(seq % 60).padStart(2, "0")}Z`,
    correlation_id: "rem-1",
    actor: { id: "scaler", type: "agent" },
    trigger_condition: { summary: "CPU" },
    policy: { rule: "r", sha256: sha256Hex(Uint8Array.of(0)) },
    confidence_score: 0.9,
    action_taken: null,
    outcome: "success",
    fallback_result: { configured: true, triggered: false },
    ...more,
  };
}

export function lineOf(value: JsonObject): Uint8Array {
  return encodeUtf8(canonicalize(value));
}

/** Whole lines of an honest log, without their LF. */
export function honestLines(count: number, more: (seq: number) => JsonObject = () => ({})): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let prev = GENESIS;
  for (let seq = 0; seq < count; seq += 1) {
    const line = lineOf(entry(seq, prev, more(seq)));
    lines.push(line);
    prev = sha256Hex(line);
  }
  return lines;
}

export function joinedLines(lines: readonly Uint8Array[], finalLf = true): Uint8Array {
  const all = concatBytes(...lines.flatMap((line) => [line, Uint8Array.of(0x0a)]));
  return finalLf ? all : all.slice(0, -1);
}

function signed(value: JsonObject, key: typeof AGENT, spoil: boolean): JsonObject {
  const message = preAuthEncoding(ACTION_TYPE, lineOf(value));
  const sig = key.sign(spoil ? concatBytes(message, message) : message);
  return { ...value, signature: { keyid: keyHint(key), sig: toBase64(sig) } };
}

const POLICIES = [
  { rule: "s", sha256: sha256Hex(Uint8Array.of(1)) },
  { rule: "s", sha256: sha256Hex(Uint8Array.of(2)) },
  { nested: { sha256: sha256Hex(Uint8Array.of(3)) } },
  { sha256: "not a hash" },
];

/** How a line is made of the number and hash that it should have. Each name is one way to be right or wrong. */
const WAYS: Readonly<Record<string, (seq: number, prev: string) => Uint8Array>> = {
  good: (seq, prev) => lineOf(entry(seq, prev)),
  slow: (seq, prev) => lineOf(entry(seq, prev, { "\u00e9\u0001": "\u0002", ["k".repeat(seq % 7)]: 1e-9 })),
  policy: (seq, prev) => lineOf(entry(seq, prev, { policy: POLICIES[seq % POLICIES.length]! })),
  signed: (seq, prev) => lineOf(signed(entry(seq, prev), AGENT, false)),
  retired: (seq, prev) => lineOf(signed(entry(seq, prev), RETIRED, false)),
  stranger: (seq, prev) => lineOf(signed(entry(seq, prev), STRANGER, false)),
  badSignature: (seq, prev) => lineOf(signed(entry(seq, prev), AGENT, true)),
  noSignature: (seq, prev) => lineOf(entry(seq, prev, { signature: null })),
  spaced: (seq, prev) => encodeUtf8(JSON.stringify(entry(seq, prev), null, 1).replaceAll("\n", "")),
  twice: (seq, prev) => encodeUtf8(canonicalize(entry(seq, prev)).replace("{", '{"actor":1,')),
  empty: () => new Uint8Array(0),
  array: () => encodeUtf8("[]"),
  noUtf8: () => Uint8Array.of(0x7b, 0xff, 0x7d),
  carriage: (seq, prev) => concatBytes(lineOf(entry(seq, prev)), Uint8Array.of(0x0d)),
  noSeq: (_, prev) => encodeUtf8(canonicalize(entry(0, prev)).replace(/"seq":0,/, "")),
  textSeq: (seq, prev) => lineOf({ ...entry(seq, prev), seq: String(seq) }),
  negativeSeq: (seq, prev) => lineOf(entry(-1 - seq, prev)),
  brokenSeq: (seq, prev) => lineOf(entry(seq + 0.5, prev)),
  upperPrev: (seq, prev) => lineOf(entry(seq, prev.toUpperCase().replace(/^./, "A"))),
  shortPrev: (seq, prev) => lineOf(entry(seq, prev.slice(1))),
  repeated: (seq, prev) => lineOf(entry(Math.max(0, seq - 1), prev)),
  backwards: (seq, prev) => lineOf(entry(Math.max(0, seq - 3), prev)),
  hole: (seq, prev) => lineOf(entry(seq + 2, prev)),
  wrongPrev: (seq, prev) => lineOf(entry(seq, sha256Hex(encodeUtf8(prev)))),
  genesis: (seq) => lineOf(entry(seq, GENESIS)),
  genesisHole: (seq) => lineOf(entry(seq + 1, GENESIS)),
  noField: (seq, prev) => encodeUtf8(canonicalize(entry(seq, prev)).replace('"outcome":"success",', "")),
  version: (seq, prev) => lineOf(entry(seq, prev, { v: 2 })),
  emptyId: (seq, prev) => lineOf(entry(seq, prev, { id: "" })),
  noTime: (seq, prev) => lineOf(entry(seq, prev, { time: "2026-02-30T00:00:00Z" })),
};

const GOOD = ["good", "slow", "policy", "signed"];
const step = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...GOOD) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(WAYS)) },
);

export interface RandomLog {
  readonly steps: readonly string[];
  readonly finalLf: boolean;
}

/** Logs of up to 14 lines; some are wholly honest. */
export const randomLog: fc.Arbitrary<RandomLog> = fc.record({
  steps: fc.oneof(
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...GOOD), { maxLength: 14 }) },
    { weight: 4, arbitrary: fc.array(step, { maxLength: 14 }) },
  ),
  finalLf: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
});

/** The log's bytes. Each line follows the one before, except where its way says otherwise. */
export function makeLog({ steps, finalLf }: RandomLog): Uint8Array {
  const lines: Uint8Array[] = [];
  let seq = 0;
  let prev = GENESIS;
  for (const way of steps) {
    const line = WAYS[way]!(seq, prev);
    lines.push(line);
    seq += way === "hole" ? 3 : 1;
    prev = sha256Hex(line);
  }
  return lines.length === 0 ? new Uint8Array(0) : joinedLines(lines, finalLf);
}
