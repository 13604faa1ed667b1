import { describe, expect, it } from "vitest";
import { formatVerifierKey, keyHint } from "../../../shared/encoding/vkey.ts";
import type { KeyRole, KeyStatus, Trust, TrustedKey } from "../../../shared/model/trust.ts";
import { countedKeys, findSigners, standings } from "../../../shared/verify/signers.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { signingKeyFromSeed } from "../../../electron/trust/signing-key.ts";
import type { SigningKey } from "../../../electron/trust/signing-key.ts";
import { codeOf } from "../faults.ts";

const MESSAGE = Uint8Array.of(1, 2, 3);
const signer = (fill: number, name = `key-${fill}`): SigningKey =>
  signingKeyFromSeed(new Uint8Array(32).fill(fill), name);
const [ONE, TWO, STRANGER] = [signer(1), signer(2), signer(9)];
/** The same key pair under another name. */
const ALIAS = signer(1, "alias");

function trusted(
  key: SigningKey,
  roles: readonly KeyRole[] = ["bundle"],
  status: KeyStatus = "active",
): TrustedKey {
  const { name, keyId, publicKey } = key;
  return {
    name,
    keyId,
    publicKey,
    hint: keyHint(key),
    vkey: formatVerifierKey(key),
    roles,
    status,
    statusAt: null,
  };
}

const trustOf = (...keys: TrustedKey[]): Trust => ({ threshold: 1, keys });
const by = (key: SigningKey, hint: string | null = keyHint(key)) => ({ hint, signature: key.sign(MESSAGE) });

describe("findSigners", () => {
  const trust = trustOf(trusted(ONE), trusted(TWO));
  const find = (signature: { hint: string | null; signature: Uint8Array }, tryOthers = true) =>
    findSigners(nodePlatform, trust, MESSAGE, [signature], tryOthers)[0]!;

  it("finds the key that made a signature, named rightly, wrongly, or not at all", () => {
    for (const hint of [keyHint(ONE), keyHint(TWO), keyHint(STRANGER), "", null]) {
      const found = find(by(ONE, hint));
      expect([found.key?.name, found.bad, found.hint]).toEqual(["key-1", false, hint]);
    }
  });

  it("finds only the named key where no others are to be tried, as in a signed note", () => {
    expect(find(by(ONE), false).key?.name).toBe("key-1");
    expect(find(by(ONE, keyHint(STRANGER)), false)).toMatchObject({ key: null, bad: false });
    expect(find(by(ONE, keyHint(TWO)), false)).toMatchObject({ key: null, bad: true });
    expect(find(by(ONE, null), false)).toMatchObject({ key: null, bad: false });
  });

  it("calls a signature bad only where it names a known key and no known key made it", () => {
    expect(find(by(STRANGER))).toMatchObject({ key: null, bad: false });
    expect(find(by(STRANGER, keyHint(ONE)))).toMatchObject({ key: null, bad: true });
    expect(find({ hint: keyHint(ONE), signature: new Uint8Array(64) })).toMatchObject({
      key: null,
      bad: true,
    });
    expect(find({ hint: keyHint(ONE), signature: new Uint8Array(3) })).toMatchObject({
      key: null,
      bad: true,
    });
  });

  it("does not take a signature of another message", () => {
    const other = findSigners(nodePlatform, trust, Uint8Array.of(1, 2), [by(ONE)], true);
    expect(other[0]).toMatchObject({ key: null, bad: true });
  });

  it("passes on that two implementations disagree", () => {
    const liar = { ...nodePlatform, verifyEd25519: () => true };
    const call = () => findSigners(liar, trust, MESSAGE, [by(STRANGER, keyHint(ONE))], true);
    expect(codeOf(call)).toBe("ed25519-disagreement");
  });
});

describe("standings and countedKeys", () => {
  const judge = (trust: Trust, ...signatures: ReturnType<typeof by>[]) =>
    standings(findSigners(nodePlatform, trust, MESSAGE, signatures, true), "bundle", null);

  it("say of each signature who made it, whether that is known, and whether it counts", () => {
    const trust = trustOf(trusted(ONE), trusted(TWO, ["log"]), trusted(signer(3), ["bundle"], "revoked"));
    const list = judge(
      trust,
      by(ONE),
      by(TWO),
      by(signer(3)),
      by(STRANGER),
      by(STRANGER, keyHint(ONE)),
      by(STRANGER, null),
    );
    expect(list.map(({ signer: { known, counts, code } }) => [known, counts, code])).toEqual([
      [true, true, "key-active"],
      [true, false, "key-role"],
      [true, false, "key-revoked"],
      [false, false, "signer-unknown"],
      [true, false, "signature-bad"],
      [false, false, "signer-unknown"],
    ]);
    expect(list.at(-1)!.signer.keyid).toBe("(unnamed)");
    expect(countedKeys(list)).toBe(1);
  });

  it("show the name of the key that signed, not the one that the signature claims", () => {
    const [first] = judge(trustOf(trusted(ONE), trusted(TWO)), by(ONE, keyHint(TWO)));
    expect(first!.signer.keyid).toBe(keyHint(ONE));
  });

  it("count each key once, though it signs twice or stands under two names", () => {
    const trust = trustOf(trusted(ONE), trusted(ALIAS), trusted(TWO));
    expect(countedKeys(judge(trust, by(ONE), by(ONE)))).toBe(1);
    expect(countedKeys(judge(trust, by(ONE), by(ALIAS)))).toBe(1);
    expect(countedKeys(judge(trust, by(ONE), by(ALIAS), by(TWO)))).toBe(2);
    expect(countedKeys(judge(trust))).toBe(0);
  });

  it("cut a claimed key name that is absurdly long", () => {
    const [first] = judge(trustOf(), by(STRANGER, "x".repeat(10_000)));
    expect(first!.signer.keyid.length).toBeLessThan(300);
  });
});
