// The trust file: broken ones, keys that may not speak for this, keys that no longer count.

import { describe, expect, it } from "vitest";
import { Fault } from "../../shared/model/fault.ts";
import type { KeyRole } from "../../shared/model/trust.ts";
import { EXPORTED_AT } from "../support/evidence.ts";
import {
  BUNDLE_ENTRY,
  BUNDLE_KEY,
  LOG_ENTRY,
  LOG_KEY,
  readTrust,
  testKey,
  trustOf,
  trustText,
} from "../support/keys.ts";
import { sha256 } from "../support/tree.ts";
import { attacks, set } from "../support/told.ts";

const GOOD = trustText([BUNDLE_ENTRY, LOG_ENTRY]);
const VKEY = (JSON.parse(GOOD) as { keys: { vkey: string }[] }).keys[0]!.vkey;

function faultOf(text: string): string {
  try {
    readTrust(text);
    return "none";
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

/** A verifier key with a right key id for any bytes. */
function vkey(body: Uint8Array, name = "test.example/weak", algorithm = 1): string {
  const typed = Buffer.concat([Uint8Array.of(algorithm), body]);
  const id = sha256(`${name}\n`, typed).subarray(0, 4).toString("hex");
  return `${name}+${id}+${typed.toString("base64")}`;
}

describe("a trust file is used for nothing that", () => {
  const edit = (from: string | RegExp, to: string): string => GOOD.replace(from, to);
  const rows: [string, string, string][] = [
    ["is empty", "", "trust-syntax"],
    ["is no JSON", "trust everybody", "trust-syntax"],
    ["is a list", `[${GOOD}]`, "trust-syntax"],
    ["has a key twice in one object", edit('"threshold":1', '"threshold":2,"threshold":1'), "trust-syntax"],
    ["has a field that nobody knows", edit("{", '{"note":"x",'), "trust-syntax"],
    ["has a key with a field that nobody knows", edit('"roles"', '"expires":null,"roles"'), "trust-syntax"],
    ["is of version 2", edit('"v":1', '"v":2'), "trust-syntax"],
    ["has threshold 0", edit('"threshold":1', '"threshold":0'), "trust-syntax"],
    ["has a negative threshold", edit('"threshold":1', '"threshold":-1'), "trust-syntax"],
    ["has threshold 0.5", edit('"threshold":1', '"threshold":0.5'), "trust-syntax"],
    ["has a threshold that is text", edit('"threshold":1', '"threshold":"1"'), "trust-syntax"],
    ["has no threshold", edit('"threshold":1,', ""), "trust-syntax"],
    ["has no keys", edit(/"keys":.*\]\}/, '"more":1}'), "trust-syntax"],
    ["has a role that nobody knows", edit('["bundle"]', '["root"]'), "trust-syntax"],
    ["has a key without a role", edit('["bundle"]', "[]"), "trust-syntax"],
    ["has a status that nobody knows", edit('"active"', '"Active"'), "trust-syntax"],
    ["has a key without a status", edit('"status":"active",', ""), "trust-syntax"],
    ["has a time without a zone", edit('"statusAt":null', '"statusAt":"2026-03-17"'), "trust-syntax"],
    ["has a key id that does not fit", edit(/\+[0-9a-f]{8}\+/, "+00000000+"), "trust-key"],
    ["has a key under a name that its id does not fit", edit("evidence+", "Evidence+"), "trust-key"],
    ["has a key with broken base64", edit(VKEY, VKEY.slice(0, -1)), "trust-key"],
    ["has a key that is only a name", edit(VKEY, "demo"), "trust-key"],
    [
      "has a name with a space",
      trustText([{ vkey: vkey(BUNDLE_KEY.publicKey, "a b"), roles: ["bundle"] }]),
      "trust-key",
    ],
    [
      "has a key of another algorithm",
      trustText([{ vkey: vkey(BUNDLE_KEY.publicKey, "x", 2), roles: ["bundle"] }]),
      "trust-key",
    ],
    [
      "has a key of 31 bytes",
      trustText([{ vkey: vkey(BUNDLE_KEY.publicKey.slice(1)), roles: ["bundle"] }]),
      "trust-key",
    ],
    ["has a key twice", trustText([BUNDLE_ENTRY, LOG_ENTRY, BUNDLE_ENTRY]), "trust-duplicate"],
    [
      "has a key twice, active and revoked",
      trustText([BUNDLE_ENTRY, { ...BUNDLE_ENTRY, status: "revoked" }]),
      "trust-duplicate",
    ],
    [
      "has a key that is revoked under one of its names only",
      trustText([
        { key: testKey("twin", "test.example/old-name"), roles: ["bundle"], status: "revoked" },
        { key: testKey("twin", "test.example/new-name"), roles: ["bundle"] },
      ]),
      "trust-standing",
    ],
    // The same key id in capitals is the same verifier key: the first entry must not win over the revocation.
    [
      "has a key twice, active and revoked, with the key id in capitals",
      trustText([
        { vkey: VKEY.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase()), roles: ["bundle"] },
        { ...BUNDLE_ENTRY, status: "revoked" },
      ]),
      "trust-duplicate",
    ],
  ];
  for (const [name, text, code] of rows) it(name, () => expect(faultOf(text)).toBe(code));
});

describe("a trust file is used for nothing whose key", () => {
  const ff = "ff".repeat(30);
  const rows: [string, string][] = [
    ["is the identity", `01${"00".repeat(31)}`],
    ["is of order 2", `ec${ff}7f`],
    ["is of order 4", "00".repeat(32)],
    ["is of order 4, negative", `${"00".repeat(31)}80`],
    ["is of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
    ["is of order 8, second", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"],
    ["is of order 8, third", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"],
    ["is of order 8, fourth", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"],
    ["is the identity, with the sign bit set", `01${"00".repeat(30)}80`],
    ["is the identity, not reduced", `ee${ff}7f`],
    ["is the identity, not reduced, sign bit set", `ee${ff}ff`],
    ["is of order 2, sign bit set", `ec${ff}ff`],
    ["is of order 4, not reduced", `ed${ff}7f`],
    ["is of order 4, not reduced, sign bit set", `ed${ff}ff`],
    ["is no point of the curve", `02${"00".repeat(31)}`],
    // speccheck's mixed-order key: a point of prime order plus one of small order.
    ["is of mixed order", "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"],
    ["is all ones", "ff".repeat(32)],
  ];
  for (const [name, hex] of rows) {
    it(name, () => {
      expect(faultOf(trustText([{ vkey: vkey(Buffer.from(hex, "hex")), roles: ["bundle"] }]))).toBe(
        "trust-key",
      );
    });
  }
});

describe("a key does not count for what it is not trusted for:", () => {
  const as = (roles: KeyRole[]) => trustOf([{ key: BUNDLE_KEY, roles }, LOG_ENTRY]);
  const logAs = (roles: KeyRole[]) => trustOf([BUNDLE_ENTRY, { key: LOG_KEY, roles }]);
  const BUNDLE_ROLE = "CANNOT-CHECK signature.signers:key-role";
  const LOG_ROLE = "CANNOT-CHECK checkpoint.signature:key-role";
  attacks([
    ["a log key seals the bundle", {}, BUNDLE_ROLE, as(["log"])],
    ["an agent's key seals the bundle", {}, BUNDLE_ROLE, as(["agent"])],
    ["a reviewer's key seals the bundle", {}, BUNDLE_ROLE, as(["notes"])],
    ["a key with every other role seals the bundle", {}, BUNDLE_ROLE, as(["log", "notes", "agent"])],
    ["a bundle key signs the checkpoint", {}, LOG_ROLE, logAs(["bundle"])],
    ["an agent's key signs the checkpoint", {}, LOG_ROLE, logAs(["agent"])],
    ["a reviewer's key signs the checkpoint", {}, LOG_ROLE, logAs(["notes"])],
    ["the bundle's key signs the checkpoint too", { noteSigners: [{ key: BUNDLE_KEY }] }, LOG_ROLE],
    ["the log's key seals the bundle too", { signers: [{ key: LOG_KEY }] }, BUNDLE_ROLE],
    [
      "one key with both roles may do both",
      { noteSigners: [{ key: BUNDLE_KEY }] },
      "VALID",
      as(["bundle", "log"]),
    ],
  ]);
});

describe("a key that no longer counts:", () => {
  const bundle = (status: "retired" | "revoked", statusAt: string | null) =>
    trustOf([{ ...BUNDLE_ENTRY, status, statusAt }, LOG_ENTRY]);
  const log = (status: "retired" | "revoked", statusAt: string | null) =>
    trustOf([BUNDLE_ENTRY, { ...LOG_ENTRY, status, statusAt }]);
  const [early, late] = ["2026-03-18T08:59:59.999999999Z", "2026-03-18T09:00:00.000000001Z"];
  const REVOKED = "CANNOT-CHECK signature.signers:key-revoked";
  const RETIRED = "CANNOT-CHECK signature.signers:key-retired";
  attacks([
    ["revoked", {}, REVOKED, bundle("revoked", null)],
    ["revoked before the export", {}, REVOKED, bundle("revoked", early)],
    [
      "revoked after the export: the thief states any time",
      {},
      REVOKED,
      bundle("revoked", "2030-01-01T00:00:00Z"),
    ],
    ["retired a nanosecond before the export", {}, RETIRED, bundle("retired", early)],
    ["retired, nobody says when", {}, RETIRED, bundle("retired", null)],
    ["retired at the time of the export", {}, "VALID", bundle("retired", EXPORTED_AT)],
    ["retired after the export", {}, "VALID", bundle("retired", late)],
    ["the log's key revoked", {}, "CANNOT-CHECK checkpoint.signature:key-revoked", log("revoked", late)],
    [
      "the log's key retired before",
      {},
      "CANNOT-CHECK checkpoint.signature:key-retired",
      log("retired", early),
    ],
    ["the log's key retired after", {}, "VALID", log("retired", late)],
    [
      "both revoked",
      {},
      `${REVOKED} checkpoint.signature:key-revoked`,
      trustOf([
        { ...BUNDLE_ENTRY, status: "revoked" },
        { ...LOG_ENTRY, status: "revoked" },
      ]),
    ],
    [
      "retired, and the bundle states no time that exists",
      { statement: set("predicate.source.exportedAt", "2026-03-18T24:00:00Z") },
      "INVALID signature.statement:statement-schema",
      bundle("retired", late),
    ],
    [
      "revoked, and the content wrong: INVALID",
      { statement: set("predicate.log.size", 9) },
      "INVALID checkpoint.statement:checkpoint-statement",
      bundle("revoked", late),
    ],
    [
      "of two signers one revoked: the other is enough",
      { signers: [{ key: BUNDLE_KEY }, { key: testKey("second") }] },
      "VALID",
      trustOf([
        { ...BUNDLE_ENTRY, status: "revoked" },
        LOG_ENTRY,
        { key: testKey("second"), roles: ["bundle"] },
      ]),
    ],
    [
      "of two signers one revoked, where two must sign",
      { signers: [{ key: BUNDLE_KEY }, { key: testKey("second") }] },
      "CANNOT-CHECK signature.signers:threshold-not-met",
      trustOf(
        [{ ...BUNDLE_ENTRY, status: "revoked" }, LOG_ENTRY, { key: testKey("second"), roles: ["bundle"] }],
        2,
      ),
    ],
  ]);
});
