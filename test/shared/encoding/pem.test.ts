import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toHex } from "../../../shared/encoding/bytes.ts";
import { formatPublicKeyPem, parsePublicKeyPem } from "../../../shared/encoding/pem.ts";
import { codeOf } from "../faults.ts";

/** RFC 8410, section 10.1. */
const RFC8410 =
  "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
const KEY = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";

function pemOf(kind: "x25519" | "ed448" | "ec"): string {
  const encoding = { publicKeyEncoding: { type: "spki", format: "pem" } } as const;
  const pair =
    kind === "ec"
      ? generateKeyPairSync("ec", {
          namedCurve: "P-256",
          ...encoding,
          privateKeyEncoding: { type: "pkcs8", format: "pem" },
        })
      : kind === "ed448"
        ? generateKeyPairSync("ed448", { ...encoding, privateKeyEncoding: { type: "pkcs8", format: "pem" } })
        : generateKeyPairSync("x25519", {
            ...encoding,
            privateKeyEncoding: { type: "pkcs8", format: "pem" },
          });
  return pair.publicKey;
}

describe("parsePublicKeyPem", () => {
  it("reads the example of RFC 8410, and writes it as it was", () => {
    const key = parsePublicKeyPem(RFC8410);
    expect(toHex(key)).toBe(KEY);
    expect(formatPublicKeyPem(key)).toBe(RFC8410);
  });

  it("reads it with CRLF, blank lines around it, and its base64 on several lines", () => {
    const broken = RFC8410.replace("GYEA", "GYEA").replace("Gb9E", "\nGb9E");
    for (const pem of [RFC8410.replaceAll("\n", "\r\n"), `\n ${RFC8410}\n\n`, RFC8410.trim(), broken])
      expect(toHex(parsePublicKeyPem(pem))).toBe(KEY);
  });

  it("reads what Node writes", () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const pem = publicKey.export({ type: "spki", format: "pem" });
    const { x } = publicKey.export({ format: "jwk" });
    expect(toHex(parsePublicKeyPem(String(pem)))).toBe(Buffer.from(x!, "base64url").toString("hex"));
    expect(formatPublicKeyPem(parsePublicKeyPem(String(pem)))).toBe(pem);
  });

  it.each(["x25519", "ed448", "ec"] as const)("refuses a key of kind %s", (kind) => {
    expect(codeOf(() => parsePublicKeyPem(pemOf(kind)))).toBe("pem-algorithm");
  });

  it.each([
    ["pem-syntax", ""],
    ["pem-syntax", KEY],
    ["pem-syntax", RFC8410 + RFC8410],
    ["pem-syntax", `x${RFC8410}`],
    ["pem-syntax", RFC8410.replaceAll("PUBLIC", "PRIVATE")],
    ["pem-syntax", RFC8410.replace("END PUBLIC KEY", "END")],
    ["pem-syntax", RFC8410.replace("ZuE=", "ZuE")],
    ["pem-syntax", RFC8410.replace("ZuE=", "ZuF=")],
    ["pem-syntax", RFC8410.replace("MCow", "M*ow")],
    ["pem-syntax", RFC8410.replace("\n", "\nProc-Type: 4\n\n")],
    ["pem-algorithm", RFC8410.replace("ZuE=", "")],
    ["pem-algorithm", RFC8410.replace("ZuE=", "ZuEA")],
  ])("gives %s for %j", (code, pem) => {
    expect(codeOf(() => parsePublicKeyPem(pem))).toBe(code);
  });
});
