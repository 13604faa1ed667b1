import { describe, expect, it } from "vitest";
import { keyFromText } from "../../../electron/trust/read-key.ts";
import { generateSigningKeyPem } from "../../../electron/trust/signing-key.ts";
import { formatPublicKeyPem } from "../../../shared/encoding/pem.ts";
import { formatVerifierKey } from "../../../shared/encoding/vkey.ts";
import { testKey } from "../../support/keys.ts";

const KEY = testKey("read");
const read = (text: string, name: string | null = null) => keyFromText(text, name, "say how");
const faultOf = (text: string, name: string | null = null): string => {
  try {
    read(text, name);
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};

describe("keyFromText", () => {
  it("reads a verifier key and a PEM public key, whatever space is around them", () => {
    expect(formatVerifierKey(read(`\n  ${formatVerifierKey(KEY)} \r\n`))).toBe(formatVerifierKey(KEY));
    const pem = ` \n${formatPublicKeyPem(KEY.publicKey)}\n\n`;
    expect(formatVerifierKey(read(pem, KEY.name))).toBe(formatVerifierKey(KEY));
  });

  it("asks for a name where a PEM file has none", () => {
    expect(faultOf(formatPublicKeyPem(KEY.publicKey))).toBe("a key from a PEM file needs a name: say how");
  });

  it("refuses a private key and repeats nothing of it", () => {
    const pem = generateSigningKeyPem();
    const secret = pem.split("\n")[1]!;
    for (const text of [pem, pem.replaceAll("\n", " "), `x ${pem}`, pem.toLowerCase()]) {
      const message = faultOf(text, "name");
      expect(message).toContain("private key");
      expect(message.toLowerCase()).not.toContain(secret.toLowerCase().slice(0, 8));
    }
  });

  it("refuses a key that cannot be used: the point of order one", () => {
    const weak = formatPublicKeyPem(Uint8Array.of(1, ...new Uint8Array(31)));
    expect(faultOf(weak, "name")).toContain("cannot be used");
  });
});
