// Policy snapshots, and the signatures that agents put on single entries.

import { describe } from "vitest";
import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { keyHint } from "../../shared/encoding/vkey.ts";
import type { SigningKey } from "../../electron/trust/signing-key.ts";
import { POLICY, POLICY_HASH, canonical } from "../support/evidence.ts";
import { pae, rechain } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { BUNDLE_ENTRY, BUNDLE_KEY, LOG_ENTRY, testKey, trustOf } from "../support/keys.ts";
import type { TrustEntry } from "../support/keys.ts";
import { at, lie } from "../support/log-edits.ts";
import { sha256Hex } from "../support/tree.ts";
import { attacks } from "../support/told.ts";

const SNAPSHOT = `data/policies/${POLICY_HASH}.yaml`;

const policy = (name: string, content = POLICY): Forgery => ({
  files: (files) => files.set(name, Buffer.from(content)),
});
/** The `policy` field of action 3. */
const used = (value: JsonValue): Forgery => ({
  entries: (list) => list.with(3, { ...list[3]!, policy: value }),
});

describe("a sealed bundle is INVALID whose policy snapshot", () => {
  const NAME = "INVALID policies.content:policy-name";
  attacks([
    [
      "is not the text that its name says",
      policy(SNAPSHOT, "autonomous: 0.01\n"),
      "INVALID policies.content:policy-hash",
    ],
    ["is emptied", policy(SNAPSHOT, ""), "INVALID policies.content:policy-hash"],
    ["is not named by a hash", policy("data/policies/latest.yaml"), NAME],
    [
      "is named by a hash in capitals",
      policy(`data/policies/${sha256Hex("x").toUpperCase()}.yaml`, "x"),
      NAME,
    ],
    ["is named by another hash function", policy(`data/policies/${"a".repeat(40)}.yaml`), NAME],
    ["is named by a hash and more", policy(`data/policies/${POLICY_HASH}-v2.yaml`), NAME],
    ["lies in a folder of its own", policy(`data/policies/old/${POLICY_HASH}.yaml`), NAME],
  ]);
});

describe("a bundle stays VALID, and says what is missing, where", () => {
  const ABSENT = "VALID policies.present:policy-absent";
  const UNNAMED = "VALID policies.present:policy-unnamed";
  attacks([
    ["the snapshot is not there", { files: (files) => files.delete(SNAPSHOT) }, ABSENT],
    ["one entry names another policy", used({ sha256: "0".repeat(64) }), ABSENT],
    ["one entry names a policy by a hash in capitals", used({ sha256: POLICY_HASH.toUpperCase() }), UNNAMED],
    ["one entry names no policy text", used({ rule: "scale-out" }), UNNAMED],
    ["one entry has a policy that is null", used(null), UNNAMED],
    ["one entry names a policy only in an object inside", used({ a: { sha256: POLICY_HASH } }), UNNAMED],
  ]);
});

const AGENT = testKey("agent");
const OTHER = testKey("other-agent");
const STRANGER = testKey("stranger");
const agents = (...entries: readonly TrustEntry[]) => trustOf([BUNDLE_ENTRY, LOG_ENTRY, ...entries]);
const TRUST = agents({ key: AGENT, roles: ["agent"] }, { key: OTHER, roles: ["agent"] });

function signature(
  key: SigningKey,
  entry: JsonObject,
  type = "application/vnd.inquest.action+json",
): JsonObject {
  const sig = key.sign(pae(type, Buffer.from(canonical(entry))));
  return { keyid: keyHint(key), sig: Buffer.from(sig).toString("base64") };
}
/** All entries signed by the agent; entry 3 as `make` says. */
const third = (make: (entry: JsonObject) => JsonValue | undefined): Forgery => ({
  signEntry: (entry) => (entry["seq"] === 3 ? make(entry) : signature(AGENT, entry)),
});
const all = (key: SigningKey): Forgery => ({ signEntry: (entry) => signature(key, entry) });

describe("a sealed bundle is INVALID whose signed entry", () => {
  const BAD = "INVALID entries.signatures:entry-signature-bad";
  const SYNTAX = "INVALID entries.signatures:entry-signature-syntax";
  const rows: [string, Forgery, string][] = [
    ["was changed", { ...all(AGENT), lines: (list) => rechain(lie(3)(list), 4) }, BAD],
    [
      "was moved to another place in the log",
      { ...all(AGENT), lines: (list) => rechain(at(7, '"seq":7', '"seq":8')(list), 7) },
      `INVALID log.sequence:sequence-hole ${BAD.slice(8)}`,
    ],
    [
      "follows another entry than when it was signed",
      {
        signEntry: (entry) => (entry["seq"] === 3 ? signature(AGENT, entry) : undefined),
        lines: (list) => rechain(lie(2)(list), 3),
      },
      BAD,
    ],
    ["carries the signature of another entry", third((entry) => signature(AGENT, { ...entry, seq: 2 })), BAD],
    [
      "carries a signature over the entry with an empty signature",
      third((entry) => signature(AGENT, { ...entry, signature: {} })),
      BAD,
    ],
    [
      "carries a signature over a statement's type",
      third((entry) => signature(AGENT, entry, "application/vnd.in-toto+json")),
      BAD,
    ],
    [
      "carries a signature over the bare line",
      third((entry) => ({
        ...signature(AGENT, entry),
        sig: Buffer.from(AGENT.sign(Buffer.from(canonical(entry)))).toString("base64"),
      })),
      BAD,
    ],
    [
      "carries a stranger's signature that claims a trusted agent",
      third((entry) => ({ ...signature(STRANGER, entry), keyid: keyHint(AGENT) })),
      BAD,
    ],
    [
      "carries 64 zeros",
      third((entry) => ({ ...signature(AGENT, entry), sig: Buffer.alloc(64).toString("base64") })),
      BAD,
    ],
    [
      "carries a signature of 63 bytes",
      third((entry) => ({ ...signature(AGENT, entry), sig: Buffer.alloc(63).toString("base64") })),
      SYNTAX,
    ],
    [
      "carries a signature that is not base64",
      third((entry) => ({ ...signature(AGENT, entry), sig: "?" })),
      SYNTAX,
    ],
    [
      "carries a signature without a key id",
      third((entry) => ({ sig: signature(AGENT, entry)["sig"]! })),
      SYNTAX,
    ],
    ["carries a signature that is text", third(() => "signed"), SYNTAX],
    ["carries a signature that is null", third(() => null), SYNTAX],
    ["carries a signature that is a list", third(() => []), SYNTAX],
    [
      "is one of a stranger's and one that is bad",
      {
        signEntry: (entry) =>
          entry["seq"] === 3
            ? { ...signature(AGENT, entry), sig: Buffer.alloc(64).toString("base64") }
            : signature(STRANGER, entry),
      },
      BAD,
    ],
  ];
  attacks(rows.map(([name, how, expected]) => [name, how, expected, TRUST]));
});

describe("nothing vouches for an entry that is signed", () => {
  const UNKNOWN = "CANNOT-CHECK entries.signatures:entry-signer-unknown";
  const REVOKED = "CANNOT-CHECK entries.signatures:key-revoked";
  const agent = (status: "retired" | "revoked", statusAt: string | null) =>
    agents({ key: AGENT, roles: ["agent"], status, statusAt });
  attacks([
    ["by an unknown agent", all(STRANGER), UNKNOWN, TRUST],
    ["by an unknown agent, one entry of many", third((entry) => signature(STRANGER, entry)), UNKNOWN, TRUST],
    ["by an unknown agent of a trusted name", all(testKey("stranger", AGENT.name)), UNKNOWN, TRUST],
    ["by the bundle's key", all(BUNDLE_KEY), UNKNOWN, TRUST],
    ["by a log's or a reviewer's key", all(AGENT), UNKNOWN, agents({ key: AGENT, roles: ["log", "notes"] })],
    ["by a revoked agent", all(AGENT), REVOKED, agent("revoked", null)],
    ["by an agent revoked later", all(AGENT), REVOKED, agent("revoked", "2030-01-01T00:00:00Z")],
    [
      "by an agent retired before the last entry",
      all(AGENT),
      "CANNOT-CHECK entries.signatures:key-retired",
      agent("retired", "2026-03-17T14:36:59Z"),
    ],
    [
      "by an agent that retired nobody knows when",
      all(AGENT),
      "CANNOT-CHECK entries.signatures:key-retired",
      agent("retired", null),
    ],
  ]);
});

describe("a bundle stays VALID whose entries", () => {
  const claimed: Forgery = third((entry) => ({ ...signature(OTHER, entry), keyid: keyHint(AGENT) }));
  attacks([
    ["are signed by a trusted agent", all(AGENT), "VALID", TRUST],
    ["are signed in part", third(() => undefined), "VALID", TRUST],
    ["are signed by several agents", third((entry) => signature(OTHER, entry)), "VALID", TRUST],
    ["are signed by one trusted agent under the key id of another", claimed, "VALID", TRUST],
    [
      "are signed by an agent that retired after them",
      all(AGENT),
      "VALID",
      agents({ key: AGENT, roles: ["agent"], status: "retired", statusAt: "2026-03-17T14:37:00Z" }),
    ],
  ]);
});
