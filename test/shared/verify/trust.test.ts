import { describe, expect, it } from "vitest";
import { concatBytes, encodeUtf8, toBase64, toHex } from "../../../shared/encoding/bytes.ts";
import { formatVerifierKey, keyIdOf } from "../../../shared/encoding/vkey.ts";
import { KEY_ROLES } from "../../../shared/model/trust.ts";
import type { KeyRole, KeyStatus, TrustedKey } from "../../../shared/model/trust.ts";
import { keyStanding } from "../../../shared/verify/key-standing.ts";
import { parseTrust } from "../../../shared/verify/trust.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { signingKeyFromSeed } from "../../../electron/trust/signing-key.ts";
import { codeOf, faultOf } from "../faults.ts";
import { SMALL_ORDER, forge } from "./forge.ts";

const KEY = signingKeyFromSeed(new Uint8Array(32).fill(1), "one.example");
const OTHER = signingKeyFromSeed(new Uint8Array(32).fill(2), "two.example");
const VKEY = formatVerifierKey(KEY);
const ENTRY = { vkey: VKEY, roles: ["bundle"], status: "active", statusAt: null };
const FILE = { v: 1, threshold: 1, keys: [ENTRY] };

const parse = (value: unknown) => parseTrust(encodeUtf8(JSON.stringify(value)), nodePlatform);
const withKey = (more: object) => ({ ...FILE, keys: [{ ...ENTRY, ...more }] });

/** A verifier key with a right key id, whatever the point. */
function vkeyOf(name: string, publicKey: Uint8Array): string {
  const id = toHex(keyIdOf(name, publicKey, nodePlatform));
  return `${name}+${id}+${toBase64(concatBytes(Uint8Array.of(1), publicKey))}`;
}

describe("parseTrust", () => {
  it("reads keys with roles, status and times, and no keys at all", () => {
    const trust = parse({
      v: 1,
      threshold: 2,
      keys: [
        ENTRY,
        {
          vkey: formatVerifierKey(OTHER),
          roles: [...KEY_ROLES],
          status: "retired",
          statusAt: "2026-01-01T00:00:00Z",
        },
      ],
    });
    expect(trust.threshold).toBe(2);
    expect(trust.keys[0]).toMatchObject({ ...ENTRY, name: "one.example", publicKey: KEY.publicKey });
    expect(trust.keys[0]!.hint).toBe(VKEY.slice(0, VKEY.indexOf("+", VKEY.indexOf("+") + 1)));
    expect(trust.keys[1]).toMatchObject({ roles: KEY_ROLES, status: "retired" });
    expect(parse({ ...FILE, keys: [] }).keys).toEqual([]);
  });

  it.each([
    ["no object", []],
    ["no version", { threshold: 1, keys: [] }],
    ["another version", { ...FILE, v: 2 }],
    ["a version in text", { ...FILE, v: "1" }],
    ["no threshold", { v: 1, keys: [] }],
    ["a threshold of 0", { ...FILE, threshold: 0 }],
    ["a threshold below 0", { ...FILE, threshold: -1 }],
    ["a threshold of 1.5", { ...FILE, threshold: 1.5 }],
    ["a threshold of null", { ...FILE, threshold: null }],
    ["no keys", { v: 1, threshold: 1 }],
    ["an unknown field", { ...FILE, comment: "x" }],
    ["an unknown field of a key", withKey({ comment: "x" })],
    ["no roles", withKey({ roles: [] })],
    ["an unknown role", withKey({ roles: ["bundle", "root"] })],
    ["an unknown status", withKey({ status: "expired" })],
    ["no status", withKey({ status: undefined })],
    ["no statusAt", withKey({ statusAt: undefined })],
    ["a statusAt with an offset", withKey({ statusAt: "2026-01-01T00:00:00+01:00" })],
    ["a statusAt on a day that is not", withKey({ statusAt: "2026-02-30T00:00:00Z" })],
    ["a key that is no text", withKey({ vkey: 1 })],
  ])("refuses a file with %s", (_, value) => {
    expect(codeOf(() => parse(value))).toBe("trust-syntax");
  });

  it("refuses what is not strict JSON: a key that stands twice, other bytes than UTF-8, text behind the end", () => {
    const twice = JSON.stringify(FILE).replace("{", '{"threshold":5,');
    for (const text of [twice, "", "{", `${JSON.stringify(FILE)}x`])
      expect(codeOf(() => parseTrust(encodeUtf8(text), nodePlatform))).toBe("trust-syntax");
    expect(codeOf(() => parseTrust(Uint8Array.of(0xff), nodePlatform))).toBe("trust-syntax");
  });

  it.each([
    ["no verifier key", "nonsense"],
    ["a wrong key id", VKEY.replace(/\+[0-9a-f]{8}\+/, "+00000000+")],
    ["another kind of key", VKEY.replace("+AY", "+BY")],
    ["the identity", vkeyOf("k", SMALL_ORDER[0]!)],
    ["a key of small order", vkeyOf("k", SMALL_ORDER[3]!)],
    ["a key of mixed order", vkeyOf("k", forge({ secret: 5n, nonce: 7n, keyTorsion: 1 }).publicKey)],
    ["a key that is no point", vkeyOf("k", new Uint8Array(32).fill(255))],
  ])("refuses the whole file for one entry that is %s, and says which", (_, vkey) => {
    const fault = faultOf(() => parse({ ...FILE, keys: [ENTRY, { ...ENTRY, vkey }] }));
    expect(fault.code).toBe("trust-key");
    expect(fault.message).toMatch(/^key 2: /);
  });

  it("refuses the same key twice", () => {
    const revoked = { ...ENTRY, status: "revoked" };
    expect(codeOf(() => parse({ ...FILE, keys: [ENTRY, revoked] }))).toBe("trust-duplicate");
  });

  it("refuses the same key twice also where its key id is spelt in upper case", () => {
    const upper = VKEY.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase());
    expect(upper).not.toBe(VKEY);
    const revoked = { ...ENTRY, vkey: upper, status: "revoked" };
    expect(codeOf(() => parse({ ...FILE, keys: [ENTRY, revoked] }))).toBe("trust-duplicate");
  });
});

describe("keyStanding", () => {
  const at = "2026-03-01T00:00:00Z";
  const key = (
    status: KeyStatus,
    statusAt: string | null,
    roles: readonly KeyRole[] = ["bundle"],
  ): TrustedKey => ({
    ...parse(FILE).keys[0]!,
    status,
    statusAt,
    roles,
  });

  it.each([
    ["active", null, null, true, "key-active"],
    ["active", at, "2020-01-01T00:00:00Z", true, "key-active"],
    ["retired", at, "2026-02-28T23:59:59.999999999Z", true, "key-retired-before"],
    ["retired", at, at, true, "key-retired-before"],
    ["retired", at, "2026-03-01T00:00:00.000000000Z", true, "key-retired-before"],
    ["retired", at, "2026-03-01T00:00:00.000000001Z", false, "key-retired"],
    ["retired", at, "2026-03-02T00:00:00Z", false, "key-retired"],
    ["retired", at, null, false, "key-retired"],
    ["retired", at, "yesterday", false, "key-retired"],
    ["retired", null, "2020-01-01T00:00:00Z", false, "key-retired"],
    ["retired", null, null, false, "key-retired"],
    ["revoked", at, "2020-01-01T00:00:00Z", false, "key-revoked"],
    ["revoked", null, null, false, "key-revoked"],
  ] as const)(
    "of a key that is %s since %s, for a signature of %s: counts %s, %s",
    (status, since, time, counts, code) => {
      expect(keyStanding(key(status, since), "bundle", time)).toMatchObject({ counts, code });
    },
  );

  it("lets no key count for a role that it does not have, whatever its status", () => {
    for (const status of ["active", "retired", "revoked"] as const) {
      for (const role of KEY_ROLES) {
        const others = KEY_ROLES.filter((other) => other !== role);
        expect(keyStanding(key(status, at, others), role, "2020-01-01T00:00:00Z")).toMatchObject({
          counts: false,
          code: "key-role",
        });
      }
    }
  });

  it("names the key, and the time where it matters", () => {
    expect(keyStanding(key("revoked", at), "bundle", null).message).toContain(at);
    expect(keyStanding(key("active", null), "log", null).message).toMatch(
      /one\.example\+[0-9a-f]{8} is trusted for bundle, not for log/,
    );
  });
});
