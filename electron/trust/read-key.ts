// A public key from text that somebody pasted or named: a verifier key, or a PEM public key with a name.

import { parsePublicKeyPem } from "../../shared/encoding/pem.ts";
import { makeVerifierKey, parseVerifierKey } from "../../shared/encoding/vkey.ts";
import type { VerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { checkPublicKey } from "../../shared/verify/ed25519.ts";
import { nodePlatform } from "../platform/node-platform.ts";

/** A verifier key is no path: it has two plus signs and base64 behind them. */
export function isVerifierKey(text: string): boolean {
  return /^[^+\s]+\+[0-9a-fA-F]{8}\+/.test(text);
}

/** A private key has no place here, and no message repeats any of it. */
export function refusePrivateKey(text: string): void {
  if (!/PRIVATE KEY/i.test(text)) return;
  throw new Fault(
    "key-private",
    "this is a private key: it stays with its owner; give the public key ('inquest keygen' prints it, 'openssl pkey -pubout' makes it)",
  );
}

/**
 * Space around the text does not matter. The key is one that can be used.
 * @throws Fault `key-private`, `key-name`, `key-weak`, or one of the parsers' for verifier keys and PEM.
 */
export function keyFromText(text: string, name: string | null, howToName: string): VerifierKey {
  refusePrivateKey(text);
  const trimmed = text.trim();
  const key = isVerifierKey(trimmed)
    ? parseVerifierKey(trimmed, nodePlatform)
    : keyFromPem(trimmed, name, howToName);
  checkPublicKey(key.publicKey, key.name);
  return key;
}

function keyFromPem(pem: string, name: string | null, howToName: string): VerifierKey {
  if (name === null) throw new Fault("key-name", `a key from a PEM file needs a name: ${howToName}`);
  return makeVerifierKey(name, parsePublicKeyPem(pem), nodePlatform);
}
