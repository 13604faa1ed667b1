// C2SP signed-note verifier keys for Ed25519: `<name>+<hex key id>+<base64(0x01 || public key)>`.

import { Fault } from "../model/fault.ts";
import type { Digests } from "../model/platform.ts";
import { concatBytes, encodeUtf8, equalBytes, fromBase64, fromHex, toBase64, toHex } from "./bytes.ts";

const ED25519 = 0x01;

export interface VerifierKey {
  readonly name: string;
  /** Four bytes: SHA-256(name || 0x0A || 0x01 || public key)[:4]. */
  readonly keyId: Uint8Array;
  /** 32 bytes, RFC 8032. Only its length is checked here; ed25519.ts judges the point. */
  readonly publicKey: Uint8Array;
}

/** C2SP signed-note: a key name is not empty and has no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\s+\p{White_Space}\p{Cc}]/u.test(name);
}

export function keyIdOf(name: string, publicKey: Uint8Array, digests: Digests): Uint8Array {
  const bytes = concatBytes(encodeUtf8(`${name}\n`), Uint8Array.of(ED25519), publicKey);
  return digests.sha256(bytes).slice(0, 4);
}

export function makeVerifierKey(name: string, publicKey: Uint8Array, digests: Digests): VerifierKey {
  if (!isKeyName(name)) {
    throw new Fault(
      "key-name",
      `the key name ${JSON.stringify(name)} must not be empty nor hold spaces or plus signs`,
    );
  }
  return { name, publicKey, keyId: keyIdOf(name, publicKey, digests) };
}

export function formatVerifierKey(key: VerifierKey): string {
  return `${keyHint(key)}+${toBase64(concatBytes(Uint8Array.of(ED25519), key.publicKey))}`;
}

/** `<name>+<hex8>`, the form of a DSSE keyid: it names a key and proves nothing. */
export function keyHint(key: VerifierKey): string {
  return `${key.name}+${toHex(key.keyId)}`;
}

/**
 * Parses a verifier key. Split at the first two plus signs only: base64 can contain more.
 * @throws Fault `vkey-syntax`, `vkey-algorithm` or `vkey-id`.
 */
export function parseVerifierKey(text: string, digests: Digests): VerifierKey {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  if (first < 0 || second < 0) {
    throw new Fault("vkey-syntax", "a verifier key has the form <name>+<8 hex digits>+<base64 key>");
  }
  const name = text.slice(0, first);
  const keyId = fromHex(text.slice(first + 1, second));
  const body = fromBase64(text.slice(second + 1));
  if (!isKeyName(name) || keyId?.length !== 4 || body === null || body.length === 0) {
    throw new Fault("vkey-syntax", "a verifier key has the form <name>+<8 hex digits>+<base64 key>");
  }
  if (body[0] !== ED25519 || body.length !== 33) {
    throw new Fault(
      "vkey-algorithm",
      `the key ${name} is not an Ed25519 key (type 0x01 and 32 bytes); no other kind is used here`,
    );
  }
  const key = makeVerifierKey(name, body.slice(1), digests);
  if (!equalBytes(key.keyId, keyId)) {
    throw new Fault("vkey-id", `the key id of ${name} does not belong to its key`, {
      expected: toHex(key.keyId),
      found: toHex(keyId),
    });
  }
  return key;
}
