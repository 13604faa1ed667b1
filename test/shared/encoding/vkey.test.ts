import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "../../../shared/encoding/bytes.ts";
import {
  formatVerifierKey,
  isKeyName,
  keyHint,
  makeVerifierKey,
  parseVerifierKey,
} from "../../../shared/encoding/vkey.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { codeOf, faultOf } from "../faults.ts";

/** Go's checksum database, whose base64 holds a plus sign, and the example of Go's note package. */
const SUMDB = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
const NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const parse = (text: string) => parseVerifierKey(text, nodePlatform);

describe("parseVerifierKey", () => {
  it.each([
    ["sum.golang.org", "033de0ae", SUMDB],
    ["PeterNeumann", "c74f20a3", NEUMANN],
  ])("reads the published key of %s, whose key id %s is recomputed", (name, id, vkey) => {
    const key = parse(vkey);
    expect([key.name, toHex(key.keyId), key.publicKey.length]).toEqual([name, id, 32]);
    expect(keyHint(key)).toBe(`${name}+${id}`);
    expect(formatVerifierKey(key)).toBe(vkey);
  });

  it("splits at the first two plus signs only", () => {
    expect(SUMDB.split("+").length).toBeGreaterThan(3);
    expect(toHex(parse(SUMDB).publicKey)).toMatch(/^ce3372d75ad1ee5ecdaf87/);
  });

  it.each([
    ["vkey-syntax", ""],
    ["vkey-syntax", "name"],
    ["vkey-syntax", "name+00000000"],
    ["vkey-syntax", SUMDB.replace("sum.golang.org", "")],
    ["vkey-syntax", SUMDB.replace("sum.golang.org", "sum golang")],
    ["vkey-syntax", SUMDB.replace("033de0ae", "033de0a")],
    ["vkey-syntax", SUMDB.replace("033de0ae", "033de0ae00")],
    ["vkey-syntax", SUMDB.replace("033de0ae", "033de0ag")],
    ["vkey-syntax", `${SUMDB}=`],
    ["vkey-syntax", `${SUMDB}\n`],
    ["vkey-syntax", ` ${SUMDB}`],
    ["vkey-syntax", SUMDB.slice(0, -44)],
    ["vkey-syntax", SUMDB.replaceAll("+H", "-H")],
    ["vkey-algorithm", SUMDB.replace("+Ac", "+As")],
    ["vkey-algorithm", SUMDB.slice(0, -4)],
    ["vkey-algorithm", `${SUMDB}AAAA`],
    ["vkey-id", SUMDB.replace("033de0ae", "033de0af")],
    ["vkey-id", SUMDB.replace("sum.", "sun.")],
    ["vkey-id", SUMDB.replace("Ac4z", "Ac4y")],
  ])("gives %s for %j", (code, text) => {
    expect(codeOf(() => parse(text))).toBe(code);
  });

  it("says which key id belongs to the key", () => {
    const { place } = faultOf(() => parse(SUMDB.replace("033de0ae", "00000000")));
    expect(place).toEqual({ expected: "033de0ae", found: "00000000" });
  });

  it("reads what formatVerifierKey writes, for any name and 32 bytes", () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((text) => isKeyName(text));
    const property = fc.property(name, fc.uint8Array({ minLength: 32, maxLength: 32 }), (text, publicKey) => {
      const key = makeVerifierKey(text, publicKey, nodePlatform);
      expect(parse(formatVerifierKey(key))).toEqual(key);
    });
    fc.assert(property, { seed: 42, numRuns: 200 });
  });
});

describe("isKeyName", () => {
  it.each(["a", "example.com/log", "\u00e9\u6f22", "a@b-c_d"])("takes %j", (name) => {
    expect(isKeyName(name)).toBe(true);
  });

  it.each([
    "",
    "a b",
    "a+b",
    "a\tb",
    "a\n",
    "\u00a0",
    "a\u2003b",
    "a\u3000",
    "a\u0085",
    "a\u0000",
    "\u007f",
    "\ud800",
  ])("refuses %j", (name) => {
    expect(isKeyName(name)).toBe(false);
    expect(codeOf(() => makeVerifierKey(name, new Uint8Array(32), nodePlatform))).toBe("key-name");
  });
});
