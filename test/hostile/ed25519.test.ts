// Signatures at the edges of Ed25519, where verifiers disagree and an attacker could split auditors. The curve's
// arithmetic is done here by hand, so that each forged signature satisfies the equation it is meant to satisfy.

import { createHash, createPublicKey, verify } from "node:crypto";
import * as ed from "@noble/ed25519";
import { describe, expect, it } from "vitest";
import { keyHint } from "../../shared/encoding/vkey.ts";
import type { KeyRole, TrustedKey } from "../../shared/model/trust.ts";
import type { SigningKey } from "../../electron/trust/signing-key.ts";
import type { LoadedTrust } from "../../electron/trust/trust-file.ts";
import { makeVerifierKey } from "../../shared/encoding/vkey.ts";
import { nodePlatform } from "../../electron/platform/node-platform.ts";
import { pae } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, testKey, trustOf } from "../support/keys.ts";
import { canonical } from "../support/evidence.ts";
import { told } from "../support/told.ts";

const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const ORDER_8 = ed.Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
const SEED = createHash("sha256").update("hostile tests: crafty").digest();
const CRAFTY = testKey("crafty");

const toNumber = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes.toReversed()).toString("hex")}`);
const toBytes = (value: bigint): Buffer =>
  Buffer.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex").toReversed());
const sha512 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha512");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The private scalar of RFC 8032 section 5.1.5. */
function scalar(): bigint {
  const bytes = sha512(SEED).subarray(0, 32);
  bytes[0] = bytes[0]! & 248;
  bytes[31] = (bytes[31]! & 127) | 64;
  return toNumber(bytes);
}

/** Signs with a chosen nonce r and R = rB + torsion. */
function craft(message: Uint8Array, r: bigint, torsion = ed.Point.ZERO): Buffer {
  const base = r === 0n ? ed.Point.ZERO : ed.Point.BASE.multiply(r);
  const R = base.add(torsion).toBytes();
  const k = toNumber(sha512(R, CRAFTY.publicKey, message)) % L;
  return Buffer.concat([R, toBytes((r + k * scalar()) % L)]);
}

const beyondL = (sig: Uint8Array): Buffer =>
  Buffer.concat([sig.subarray(0, 32), toBytes(toNumber(sig.subarray(32)) + L)]);

const native = (publicKey: Uint8Array, message: Uint8Array, sig: Uint8Array): boolean => {
  const x = Buffer.from(publicKey).toString("base64url");
  return verify(
    null,
    message,
    createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
    sig,
  );
};

const signing = (sign: (message: Uint8Array) => Uint8Array): SigningKey => ({ ...CRAFTY, sign });
const TRUST = trustOf([BUNDLE_ENTRY, LOG_ENTRY, { key: CRAFTY, roles: ["bundle", "log", "agent"] }]);

/** The three places where a signature stands. */
function places(key: SigningKey): [place: string, how: Forgery, code: string][] {
  const signEntry: Forgery["signEntry"] = (entry) => ({
    keyid: keyHint(key),
    sig: Buffer.from(
      key.sign(pae("application/vnd.inquest.action+json", Buffer.from(canonical(entry)))),
    ).toString("base64"),
  });
  return [
    ["bundle", { signers: [{ key }] }, "signature.signers:signature-bad"],
    ["checkpoint", { noteSigners: [{ key }] }, "checkpoint.signature:checkpoint-signature-bad"],
    ["entries", { signEntry }, "entries.signatures:entry-signature-bad"],
  ];
}

const ATTACKS: [name: string, sign: (message: Uint8Array) => Uint8Array][] = [
  ["S + L instead of S", (message) => beyondL(CRAFTY.sign(message))],
  ["S = L and R of a guess", (message) => Buffer.concat([CRAFTY.sign(message).subarray(0, 32), toBytes(L)])],
  ["R of mixed order", (message) => craft(message, 12345n, ORDER_8)],
  ["R of small order", (message) => craft(message, 0n, ORDER_8)],
  ["R the identity", (message) => craft(message, 0n)],
  [
    "R the identity, not reduced",
    (message) => {
      const R = Buffer.from(`ee${"ff".repeat(30)}7f`, "hex");
      return Buffer.concat([R, toBytes((toNumber(sha512(R, CRAFTY.publicKey, message)) * scalar()) % L)]);
    },
  ],
  [
    "R negated",
    (message) => {
      const sig = Buffer.from(CRAFTY.sign(message));
      sig[31] = sig[31]! ^ 0x80;
      return sig;
    },
  ],
  [
    "S negated",
    (message) => {
      const sig = CRAFTY.sign(message);
      return Buffer.concat([sig.subarray(0, 32), toBytes(L - toNumber(sig.subarray(32)))]);
    },
  ],
  ["zeros", () => new Uint8Array(64)],
  ["R the identity and S = 0", () => Uint8Array.of(1, ...new Uint8Array(63))],
];

describe("a trusted signer's crafted signature makes a bundle INVALID:", () => {
  for (const [name, sign] of ATTACKS) {
    for (const [place, how, code] of places(signing(sign))) {
      it(`${name} (${place})`, async () => expect(await told(how, TRUST)).toBe(`INVALID ${code}`));
    }
  }
});

describe("the attacks are real:", () => {
  const message = Buffer.from("a message");

  it("the same arithmetic makes good signatures", async () => {
    const key = signing((bytes) => craft(bytes, 12345n));
    for (const [, how] of places(key)) expect(await told(how, TRUST)).toBe("VALID");
  });

  it("a verifier by RFC 8032 accepts R the identity", () => {
    expect(ed.verify(craft(message, 0n), message, CRAFTY.publicKey, { zip215: false })).toBe(true);
  });

  it("a cofactored verifier accepts R of mixed and of small order", () => {
    for (const r of [0n, 12345n]) {
      expect(ed.verify(craft(message, r, ORDER_8), message, CRAFTY.publicKey, { zip215: true })).toBe(true);
      expect(native(CRAFTY.publicKey, message, craft(message, r, ORDER_8))).toBe(false);
    }
  });
});

describe("a key of small order that got past the trust file makes no bundle VALID:", () => {
  /** Trusts a key without looking at it, as a mistake elsewhere might. */
  function trustBlindly(publicKey: Uint8Array): { key: TrustedKey; trust: LoadedTrust } {
    const verifier = makeVerifierKey("test.example/weak", publicKey, nodePlatform);
    const roles: KeyRole[] = ["bundle", "log"];
    const key: TrustedKey = {
      ...verifier,
      hint: keyHint(verifier),
      vkey: "",
      roles,
      status: "active",
      statusAt: null,
    };
    return { key, trust: { trust: { threshold: 1, keys: [key] }, path: null, sha256: null } };
  }

  for (const [name, A] of [
    ["identity", ed.Point.ZERO],
    ["order 8", ORDER_8],
  ] as const) {
    it(name, async () => {
      const { key, trust } = trustBlindly(A.toBytes());
      /** R = rB and S = r fit every message whose k times A vanishes: one in eight, and all for the identity. */
      const sign = (bytes: Uint8Array): Uint8Array => {
        for (let r = 1n; ; r += 1n) {
          const R = ed.Point.BASE.multiply(r).toBytes();
          const k = toNumber(sha512(R, key.publicKey, bytes));
          if (name === "identity" || k % 8n === 0n) return Buffer.concat([R, toBytes(r)]);
        }
      };
      const weak: SigningKey = { ...key, sign };
      const message = Buffer.from("any message");
      expect(ed.verify(sign(message), message, key.publicKey, { zip215: true })).toBe(true);
      expect(await told({ signers: [{ key: weak }], noteSigners: [{ key: weak }] }, trust)).toBe(
        "INVALID signature.signers:signature-bad checkpoint.signature:checkpoint-signature-bad",
      );
    });
  }
});
