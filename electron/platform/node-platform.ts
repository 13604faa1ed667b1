// The host's own cryptography (OpenSSL in Node, BoringSSL in Electron) behind the pure code's interface.

import { createHash, createPublicKey, hash, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { useSha512 } from "../../shared/verify/ed25519.ts";
import type { Platform } from "../../shared/model/platform.ts";

const { latin1Write } = Buffer.prototype as unknown as {
  latin1Write: (this: Uint8Array, text: string, offset: number) => number;
};

const keys = new Map<string, KeyObject>();
const MAX_CACHED_KEYS = 10_000;

useSha512((bytes) => createHash("sha512").update(bytes).digest());

export const nodePlatform: Platform = {
  sha256: (bytes) => Uint8Array.from(hash("sha256", bytes, "buffer")),
  sha256Hex: (bytes) => hash("sha256", bytes, "hex"),
  // A digest as a latin1 string costs a fifth of one as a Buffer, which matters once a line.
  sha256Into: (bytes, out, offset) => {
    latin1Write.call(out, hash("sha256", bytes, "binary"), offset);
  },
  verifyEd25519: (publicKey, message, signature) => {
    try {
      return verify(null, message, keyObject(publicKey), signature);
    } catch {
      return false;
    }
  },
};

function keyObject(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString("base64url");
  let key = keys.get(x);
  if (key === undefined) {
    key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    if (keys.size >= MAX_CACHED_KEYS) keys.clear();
    keys.set(x, key);
  }
  return key;
}
