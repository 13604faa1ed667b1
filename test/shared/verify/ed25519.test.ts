import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import * as ed from "@noble/ed25519";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, fromHex } from "../../../shared/encoding/bytes.ts";
import {
  checkPublicKey,
  publicKeyFault,
  verifyChecked,
  verifyReference,
  verifyRoot,
} from "../../../shared/verify/ed25519.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { signingKeyFromSeed } from "../../../electron/trust/signing-key.ts";
import { describeVectors } from "../../support/vectors.ts";
import { codeOf } from "../faults.ts";
import { L, NON_CANONICAL, SMALL_ORDER, forge, readScalar, writeScalar } from "./forge.ts";
import type { Forgery } from "./forge.ts";
import { RFC8032 } from "./rfc8032.ts";

const bytes = (hex: string): Uint8Array => fromHex(hex)!;

/** The fast way as the product takes it: the key looked at first, then the platform's verification. */
function fast({ publicKey, message, signature }: Forgery): boolean {
  return publicKeyFault(publicKey) === null && verifyChecked(nodePlatform, publicKey, message, signature);
}

/** As the most generous verifiers do it (ZIP 215): shows that a forgery is one that some would take. */
function lenient({ publicKey, message, signature }: Forgery): boolean {
  return ed.verify(signature, message, publicKey, { zip215: true });
}

/** Both ways, which must agree. */
function strict(forgery: Forgery): boolean {
  const reference = verifyReference(forgery.publicKey, forgery.message, forgery.signature);
  expect(fast(forgery)).toBe(reference);
  expect(verifyRoot(nodePlatform, forgery.publicKey, forgery.message, forgery.signature)).toBe(reference);
  return reference;
}

describe("the vectors of RFC 8032, section 7.1", () => {
  it.each(RFC8032)("verify, and no longer with one bit changed: $name", (vector) => {
    const publicKey = bytes(vector.publicKey);
    const message = bytes(vector.message);
    const signature = bytes(vector.signature);
    expect(strict({ publicKey, message, signature })).toBe(true);
    expect(strict({ publicKey, message: concatBytes(message, Uint8Array.of(0)), signature })).toBe(false);
    const changed = signature.map((byte, i) => (i === 40 ? byte ^ 1 : byte));
    expect(strict({ publicKey, message, signature: changed })).toBe(false);
  });
});

interface Wycheproof {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly { tcId: number; comment: string; msg: string; sig: string; result: string }[];
  }[];
}

describeVectors("Wycheproof's Ed25519 vectors", "vectors/ed25519", (vectors) => {
  const cases = (vectors.json("wycheproof.json") as Wycheproof).testGroups.flatMap((group) =>
    group.tests.map((test) => ({ ...test, pk: group.publicKey.pk })),
  );

  it("are 151, good and bad ones", () => {
    expect(cases).toHaveLength(151);
    expect(new Set(cases.map(({ result }) => result))).toEqual(new Set(["valid", "invalid"]));
  });

  it("are each judged as they say, by both ways", () => {
    const wrong = cases.filter(({ pk, msg, sig, result }) => {
      const verdict = strict({ publicKey: bytes(pk), message: bytes(msg), signature: bytes(sig) });
      return verdict !== (result === "valid");
    });
    expect(wrong).toEqual([]);
  });
});

describeVectors("the 12 cases of ed25519-speccheck", "vectors/ed25519", (vectors) => {
  const cases = vectors.json("speccheck.json") as { message: string; pub_key: string; signature: string }[];

  it("are all refused, by both ways", () => {
    expect(cases).toHaveLength(12);
    const taken = cases.filter(({ message, pub_key: key, signature }) =>
      strict({ publicKey: bytes(key), message: bytes(message), signature: bytes(signature) }),
    );
    expect(taken).toEqual([]);
  });
});

describe("publicKeyFault", () => {
  it("takes honest keys, among them the base point's", () => {
    for (const { publicKey } of RFC8032) expect(publicKeyFault(bytes(publicKey))).toBeNull();
    expect(publicKeyFault(bytes(`58${"66".repeat(31)}`))).toBeNull();
  });

  it("refuses all eight points of small order, the identity among them, and every other encoding of them", () => {
    expect(new Set(SMALL_ORDER.map((key) => Buffer.from(key).toString("hex"))).size).toBe(8);
    for (const key of [...SMALL_ORDER, ...NON_CANONICAL]) {
      expect(publicKeyFault(key)).not.toBeNull();
      expect(codeOf(() => checkPublicKey(key, "k"))).toBe("key-weak");
    }
    expect(publicKeyFault(SMALL_ORDER[0]!)).toBe("it is the identity");
  });

  it("refuses keys of mixed order, keys that are no point, and wrong lengths", () => {
    for (let i = 1; i < 8; i += 1) {
      const { publicKey } = forge({ secret: 5n, nonce: 7n, keyTorsion: i });
      expect(publicKeyFault(publicKey)).toBe("it has a component of small order");
    }
    expect(publicKeyFault(bytes(`02${"00".repeat(31)}`))).toMatch(/not the canonical encoding/);
    expect(publicKeyFault(new Uint8Array(32).fill(255))).toMatch(/not the canonical encoding/);
    for (const length of [0, 31, 33, 64]) expect(publicKeyFault(new Uint8Array(length))).toMatch(/32 bytes/);
  });
});

describe("verifyChecked and verifyReference", () => {
  it("take what an honest signer with chosen scalars makes", () => {
    expect(strict(forge({ secret: 12_345n, nonce: 67_890n }))).toBe(true);
  });

  it("refuse R = identity, whatever the platform says of it", () => {
    const forgery = forge({ secret: 12_345n, nonce: 0n });
    expect(lenient(forgery)).toBe(true);
    expect(strict(forgery)).toBe(false);
    const yes = { ...nodePlatform, verifyEd25519: () => true };
    expect(verifyChecked(yes, forgery.publicKey, forgery.message, forgery.signature)).toBe(false);
  });

  it("refuse a key of mixed order, with a signature that fits its equation to the bit", () => {
    for (let i = 1; i < 8; i += 1) {
      const forgery = forge({ secret: 5n, nonce: 7n, keyTorsion: i, divisible: true });
      expect(lenient(forgery)).toBe(true);
      expect(strict(forgery)).toBe(false);
    }
  });

  it("refuse a key of small order under which one signature fits many messages", () => {
    for (let i = 0; i < 8; i += 1) {
      const forgery = forge({ secret: 0n, nonce: 7n, keyTorsion: i, divisible: true });
      expect(lenient(forgery)).toBe(true);
      expect(strict(forgery)).toBe(false);
    }
  });

  it("refuse an R with a component of small order, which only a verifier with the cofactor takes", () => {
    for (let i = 1; i < 8; i += 1) {
      const forgery = forge({ secret: 5n, nonce: 7n, nonceTorsion: i });
      expect(lenient(forgery)).toBe(true);
      expect(strict(forgery)).toBe(false);
    }
  });

  it("refuse S + L for each L that fits, and signatures of another length", () => {
    const { publicKey, message, signature } = forge({ secret: 5n, nonce: 7n });
    const s = readScalar(signature.slice(32));
    for (const times of [1n, 2n, 8n, 15n]) {
      const longer = concatBytes(signature.slice(0, 32), writeScalar(s + times * L));
      expect(strict({ publicKey, message, signature: longer })).toBe(false);
    }
    for (const length of [0, 32, 63, 65]) {
      const cut = concatBytes(signature, new Uint8Array(1)).slice(0, length);
      expect(strict({ publicKey, message, signature: cut })).toBe(false);
    }
  });

  it("are one over honest signatures and any corruption of key, message or signature", () => {
    const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const special = fc.constantFrom(...SMALL_ORDER, ...NON_CANONICAL, writeScalar(L), writeScalar(0n));
    const corruption = fc.oneof(
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 3, arbitrary: fc.record({ bit: fc.nat(8 * 96 - 1) }) },
      { weight: 2, arbitrary: fc.record({ special, at: fc.constantFrom(0, 32, 64) }) },
    );
    const property = fc.property(seed, fc.uint8Array(), corruption, (secret, message, change) => {
      const key = signingKeyFromSeed(secret, "k");
      const all = concatBytes(key.publicKey, key.sign(message));
      if (change !== null && "bit" in change) all[change.bit >> 3]! ^= 1 << (change.bit & 7);
      if (change !== null && "special" in change) all.set(change.special, change.at);
      const accepted = strict({ publicKey: all.slice(0, 32), message, signature: all.slice(32) });
      expect(accepted).toBe(change === null);
    });
    fc.assert(property, { seed: 42, numRuns: 300 });
  });
});

describe("verifyRoot", () => {
  it("says neither yes nor no where the two ways disagree", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const key = createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }));
    const message = Uint8Array.of(1, 2, 3);
    const { x } = key.export({ format: "jwk" });
    const publicKey = Uint8Array.from(Buffer.from(x!, "base64url"));
    const signature = Uint8Array.from(sign(null, message, key));
    const liar = (says: boolean) => ({ ...nodePlatform, verifyEd25519: () => says });
    expect(verifyRoot(liar(true), publicKey, message, signature)).toBe(true);
    expect(codeOf(() => verifyRoot(liar(false), publicKey, message, signature))).toBe("ed25519-disagreement");
    const other = Uint8Array.of(3, 2, 1);
    expect(verifyRoot(liar(false), publicKey, other, signature)).toBe(false);
    expect(codeOf(() => verifyRoot(liar(true), publicKey, other, signature))).toBe("ed25519-disagreement");
  });
});
