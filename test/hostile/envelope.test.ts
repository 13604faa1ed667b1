// The DSSE envelope and its signatures.

import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { ENVELOPE, STATEMENT_TYPE, forge, pae } from "../support/forge.ts";
import type { Forgery, Signer } from "../support/forge.ts";
import { BUNDLE_ENTRY, BUNDLE_KEY, LOG_ENTRY, NO_KEYS, testKey, trustOf } from "../support/keys.ts";
import { readZip } from "../support/raw-zip.ts";
import { attacks, set, told } from "../support/told.ts";

const SYNTAX = "INVALID signature.envelope:envelope-syntax";
const SIGNATURES = "INVALID signature.envelope:envelope-signatures";
const BAD = "INVALID signature.signers:signature-bad";
const UNKNOWN = "CANNOT-CHECK signature.signers:signer-unknown";

const STRANGER = testKey("stranger");
const SECOND = testKey("second");
const ANY_OF_TWO = trustOf([BUNDLE_ENTRY, LOG_ENTRY, { key: SECOND, roles: ["bundle"] }]);

const edit = (path: string, value: JsonValue | undefined): Forgery => ({ envelope: set(path, value) });
const file = (change: (text: string) => string | Uint8Array | null): Forgery => ({ envelopeFile: change });
const signed = (...signers: readonly Signer[]): Forgery => ({ signers });
const over = (make: (payload: Buffer) => Uint8Array): Forgery => signed({ key: BUNDLE_KEY, over: make });
const sig = (change: (sig: Buffer) => JsonValue): Forgery => signed({ key: BUNDLE_KEY, sig: change });
/** Changes the payload behind the signature's back. */
const changed = (from: string, to: string): Forgery => ({
  envelope: (root) => {
    const text = Buffer.from(root["payload"] as string, "base64").toString();
    root["payload"] = Buffer.from(text.replace(from, to)).toString("base64");
  },
});

describe("a bundle is INVALID whose envelope", () => {
  attacks([
    ["is absent", file(() => null), "INVALID signature.envelope:envelope-missing"],
    ["is empty", file(() => ""), SYNTAX],
    ["is not JSON", file((text) => text.slice(0, -1)), SYNTAX],
    ["is a list", file((text) => `[${text}]`), SYNTAX],
    ["is not UTF-8", file(() => Buffer.from([0xff, 0xfe])), SYNTAX],
    ["goes on behind the JSON", file((text) => `${text}${text}`), SYNTAX],
    ["has a payload twice", file((text) => text.replace("{", '{"payload":"e30=",')), SYNTAX],
    ["has signatures twice", file((text) => text.replace("{", '{"signatures":[],')), SYNTAX],
    ["has no payload", edit("payload", undefined), SYNTAX],
    ["has a payload that is an object", edit("payload", {}), SYNTAX],
    ["has a payload that is not base64", edit("payload", "{}"), SYNTAX],
    [
      "has another payload type",
      edit("payloadType", "application/json"),
      "INVALID signature.envelope:envelope-payload-type",
    ],
    [
      "has another payload type and a signature for it",
      { ...over((payload) => pae("application/json", payload)), ...edit("payloadType", "application/json") },
      "INVALID signature.envelope:envelope-payload-type",
    ],
    [
      "has no payload type",
      edit("payloadType", undefined),
      "INVALID signature.envelope:envelope-payload-type",
    ],
    ["has no signatures", edit("signatures", []), SIGNATURES],
    ["has no list of signatures", edit("signatures", undefined), SIGNATURES],
    ["has 65 signatures", signed(...Array.from({ length: 65 }, () => ({ key: BUNDLE_KEY }))), SIGNATURES],
    ["has a signature that is null", edit("signatures", [null]), SIGNATURES],
    ["has a signature of 63 bytes", sig((made) => made.subarray(1).toString("base64")), SIGNATURES],
    [
      "has a signature of 65 bytes",
      sig((made) => Buffer.concat([made, Buffer.alloc(1)]).toString("base64")),
      SIGNATURES,
    ],
    ["has an empty signature", sig(() => ""), SIGNATURES],
    ["has a signature with junk behind it", sig((made) => `${made.toString("base64")}AAAA`), SIGNATURES],
    ["has a signature with a line feed", sig((made) => `${made.toString("base64")}\n`), SIGNATURES],
    [
      "has a signature that mixes two alphabets",
      sig((made) => `-/${made.toString("base64url").slice(2)}`),
      SIGNATURES,
    ],
    [
      "has a signature whose unused bits are set",
      sig((made) => `${made.toString("base64").slice(0, -3)}/==`),
      SIGNATURES,
    ],
    ["has a signature in hex", sig((made) => made.toString("hex")), SIGNATURES],
    [
      "has one good signature and one that is none",
      { envelope: (root) => (root["signatures"] as JsonObject[]).push({}) },
      SIGNATURES,
    ],
  ]);
});

describe("an attacker without a trusted key", () => {
  attacks([
    ["changes the payload: INVALID", changed("A test", "A lie!"), BAD],
    [
      "changes the payload and names no key: nothing vouches for it",
      { ...changed("A test", "A lie!"), signers: [{ key: BUNDLE_KEY, keyid: null }] },
      UNKNOWN,
    ],
    ["signs it himself: CANNOT-CHECK", signed({ key: STRANGER }), UNKNOWN],
    [
      "signs it with a key of the trusted name: CANNOT-CHECK",
      signed({ key: testKey("stranger", BUNDLE_KEY.name) }),
      UNKNOWN,
    ],
    [
      "signs it and claims a trusted key: INVALID",
      signed({ key: STRANGER, keyid: `${BUNDLE_KEY.name}+${Buffer.from(BUNDLE_KEY.keyId).toString("hex")}` }),
      BAD,
    ],
    [
      "puts his key into the bundle: CANNOT-CHECK",
      {
        ...signed({ key: STRANGER }),
        files: (files) =>
          files.set("inquest/trust.json", Buffer.from("{}")).set("data/trust.json", Buffer.from("{}")),
      },
      UNKNOWN,
    ],
    [
      "puts his key into the envelope: CANNOT-CHECK",
      {
        ...signed({ key: STRANGER }),
        envelope: (root) => (root["keys"] = [Buffer.from(STRANGER.publicKey).toString("base64")]),
      },
      UNKNOWN,
    ],
    [
      "signs it 64 times: CANNOT-CHECK",
      signed(...Array.from({ length: 64 }, () => ({ key: STRANGER }))),
      UNKNOWN,
    ],
    [
      "signs it and adds a signature of zeros: CANNOT-CHECK",
      signed({ key: STRANGER }, { key: STRANGER, sig: () => Buffer.alloc(64).toString("base64") }),
      UNKNOWN,
    ],
    [
      "adds a broken signature in a trusted name: INVALID",
      signed({ key: BUNDLE_KEY }, { key: BUNDLE_KEY, sig: () => Buffer.alloc(64, 1).toString("base64") }),
      BAD,
    ],
    [
      "changes a file and signs it himself: INVALID all the same",
      { ...signed({ key: STRANGER }), manifest: (text) => text.replace(/^[0-9a-f]{4}/, "0000") },
      "INVALID manifests.payload:file-hash",
    ],
  ]);

  it("takes the signature of another bundle of the same signer: INVALID", async () => {
    const other = readZip(await forge({ entries: (list) => list.slice(1) })).get(ENVELOPE)!;
    const { signatures } = JSON.parse(other.toString()) as { signatures: JsonValue };
    expect(await told(edit("signatures", signatures))).toBe(BAD);
  });

  it("takes the whole envelope of another bundle of the same signer: INVALID", async () => {
    const other = readZip(await forge({ entries: (list) => list.slice(1) })).get(ENVELOPE)!;
    expect(await told(file(() => other))).toBe(
      "INVALID signature.statement:file-hash checkpoint.statement:checkpoint-statement",
    );
  });

  it("is told from a trusted one with no trust file at all: CANNOT-CHECK", async () => {
    expect(await told({}, NO_KEYS)).toBe(`${UNKNOWN} checkpoint.signature:signer-unknown`);
  });
});

describe("a signature over other bytes than the pre-authentication encoding is INVALID:", () => {
  const head = (text: (type: number, body: number) => string): Forgery =>
    over((payload) => Buffer.concat([Buffer.from(text(STATEMENT_TYPE.length, payload.length)), payload]));
  attacks([
    ["the payload alone", over((payload) => payload), BAD],
    [
      "the payload in base64",
      over((payload) => pae(STATEMENT_TYPE, Buffer.from(payload.toString("base64")))),
      BAD,
    ],
    ["another type", over((payload) => pae("application/json", payload)), BAD],
    ["an action's type", over((payload) => pae("application/vnd.inquest.action+json", payload)), BAD],
    ["no version", head((type, body) => `${type} ${STATEMENT_TYPE} ${body} `), BAD],
    ["another version", head((type, body) => `DSSEv2 ${type} ${STATEMENT_TYPE} ${body} `), BAD],
    ["leading zeros in a length", head((type, body) => `DSSEv1 ${type} ${STATEMENT_TYPE} 0${body} `), BAD],
    [
      "a length that is off by one",
      head((type, body) => `DSSEv1 ${type} ${STATEMENT_TYPE} ${body + 1} `),
      BAD,
    ],
    ["lengths swapped", head((type, body) => `DSSEv1 ${body} ${STATEMENT_TYPE} ${type} `), BAD],
    ["lengths as 64-bit numbers", head(() => `DSSEv1 \u0001 ${STATEMENT_TYPE} \u0002 `), BAD],
    [
      "the boundary moved from body to type",
      head((type, body) => `DSSEv1 ${type + 1} ${STATEMENT_TYPE}  ${body - 1} `),
      BAD,
    ],
    [
      "the length in characters, where bytes are more",
      {
        ...head((type, body) => `DSSEv1 ${type} ${STATEMENT_TYPE} ${body - 1} `),
        statement: set("predicate.incident.title", "\u00e9"),
      },
      BAD,
    ],
  ]);
});

describe("a bundle stays VALID", () => {
  const hint = `${SECOND.name}+${Buffer.from(SECOND.keyId).toString("hex")}`;
  attacks([
    ["without a key id", signed({ key: BUNDLE_KEY, withoutKeyid: true }), "VALID"],
    ["with a key id of null", signed({ key: BUNDLE_KEY, keyid: null }), "VALID"],
    ["with an empty key id", signed({ key: BUNDLE_KEY, keyid: "" }), "VALID"],
    ["with a key id that is a number", signed({ key: BUNDLE_KEY, keyid: 7 }), "VALID"],
    ["with a key id of nobody", signed({ key: BUNDLE_KEY, keyid: "nobody+00000000" }), "VALID"],
    ["with the key id of another trusted key", signed({ key: BUNDLE_KEY, keyid: hint }), "VALID", ANY_OF_TWO],
    ["with URL-safe base64", sig((made) => made.toString("base64url")), "VALID"],
    [
      "with a payload in URL-safe base64",
      {
        envelope: (root) =>
          (root["payload"] = Buffer.from(root["payload"] as string, "base64").toString("base64url")),
      },
      "VALID",
    ],
    [
      "with an unknown signer's signature beside a good one",
      signed({ key: STRANGER }, { key: BUNDLE_KEY }),
      "VALID",
    ],
    [
      "with 63 unknown signatures before a good one",
      signed(...Array.from({ length: 63 }, () => ({ key: STRANGER })), { key: BUNDLE_KEY }),
      "VALID",
    ],
    ["with fields in the envelope that DSSE does not know", edit("extra", { a: [1] }), "VALID"],
  ]);
});
