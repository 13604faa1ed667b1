import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../../../shared/encoding/bytes.ts";
import { verifyRoot } from "../../../shared/verify/ed25519.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import {
  generateSigningKeyPem,
  loadSigningKey,
  signingKeyFromPem,
  signingKeyFromSeed,
} from "../../../electron/trust/signing-key.ts";
import { codeOf, rejection } from "../../shared/faults.ts";
import { RFC8032 } from "../../shared/verify/rfc8032.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";

describe("signingKeyFromSeed", () => {
  it.each(RFC8032)("has the public key and makes the signature of RFC 8032: $name", (vector) => {
    const key = signingKeyFromSeed(fromHex(vector.seed)!, "k");
    expect(toHex(key.publicKey)).toBe(vector.publicKey);
    expect(toHex(key.sign(fromHex(vector.message)!))).toBe(vector.signature);
  });
});

describe("signingKeyFromPem", () => {
  it("reads the keys that keygen makes, each another one, which sign so that it verifies", () => {
    const pems = [generateSigningKeyPem(), generateSigningKeyPem()];
    const keys = pems.map((pem) => signingKeyFromPem(pem, "k", "k.pem"));
    expect(keys[0]!.publicKey).not.toEqual(keys[1]!.publicKey);
    for (const [i, key] of keys.entries()) {
      const { x } = createPublicKey(createPrivateKey(pems[i]!)).export({ format: "jwk" });
      expect(Buffer.from(key.publicKey).toString("base64url")).toBe(x);
      const message = Uint8Array.of(1, 2, 3);
      expect(verifyRoot(nodePlatform, key.publicKey, message, key.sign(message))).toBe(true);
    }
  });

  it("says what is wrong with other keys: encrypted, of another kind, public, or none", () => {
    const pair = generateKeyPairSync("ed25519");
    const pkcs8 = { type: "pkcs8", format: "pem" } as const;
    const encrypted = pair.privateKey.export({ ...pkcs8, cipher: "aes-256-cbc", passphrase: "x" });
    const other = generateKeyPairSync("ed448").privateKey.export(pkcs8);
    const spki = pair.publicKey.export({ type: "spki", format: "pem" });
    const read = (pem: string | Buffer, name = "k") =>
      codeOf(() => signingKeyFromPem(String(pem), name, "k.pem"));
    expect(read(encrypted)).toBe("key-encrypted");
    expect(read(other)).toBe("key-algorithm");
    expect(read(spki)).toBe("key-syntax");
    expect(read("")).toBe("key-syntax");
    expect(read(pair.privateKey.export(pkcs8), "a name")).toBe("key-name");
  });
});

describe("loadSigningKey", () => {
  it("reads a file, and says where there is none", async () => {
    const path = scratchFile("k.pem", generateSigningKeyPem());
    expect((await loadSigningKey(path, "k")).publicKey).toHaveLength(32);
    const fault = await rejection(loadSigningKey(scratch("absent.pem"), "k"));
    expect([fault.code, fault.message.includes("absent.pem")]).toEqual(["key-unreadable", true]);
  });
});
