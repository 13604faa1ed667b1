// Ed25519 public keys as PEM (SPKI, RFC 8410), as `openssl pkey -pubout` writes them.

import { Fault } from "../model/fault.ts";
import { concatBytes, fromBase64, toBase64 } from "./bytes.ts";

/** SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING (33 bytes, no unused bits) }, RFC 8410 section 4. */
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** @throws Fault `pem-syntax` or `pem-algorithm`. */
export function parsePublicKeyPem(pem: string): Uint8Array {
  const match = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem);
  const der = match === null ? null : fromBase64(match[1]!.replaceAll(/\s/g, ""));
  if (der === null) throw new Fault("pem-syntax", "this is not a PEM file with one public key");
  if (der.length !== 44 || SPKI_PREFIX.some((byte, i) => der[i] !== byte)) {
    throw new Fault("pem-algorithm", "this is a public key of another kind: an Ed25519 key is needed");
  }
  return der.slice(12);
}

export function formatPublicKeyPem(publicKey: Uint8Array): string {
  const base64 = toBase64(concatBytes(SPKI_PREFIX, publicKey));
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}
