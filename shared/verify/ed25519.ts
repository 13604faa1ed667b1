// One strict answer for Ed25519. Verifiers disagree on edge cases, and a malicious signer can use that to
// split auditors. Policy: canonical encodings, S < L, public key A and R of prime order and not the identity.
//
// A is checked once a key. Given such an A, a cofactorless byte-comparing verifier accepts only where
// R = [S]B - [k]A, which is itself of prime order: the platform's fast verification then *is* the strict
// policy, but for R = identity, which is refused by its bytes.

import * as ed from "@noble/ed25519";
import { Fault } from "../model/fault.ts";
import type { Platform } from "../model/platform.ts";

/** The identity point as RFC 8032 section 5.1.2 encodes it: y = 1. */
const IDENTITY = Uint8Array.of(1, ...new Uint8Array(31));

/** Why a public key is refused, or null where it is a canonical point of prime order. */
export function publicKeyFault(publicKey: Uint8Array): string | null {
  if (publicKey.length !== 32) return "it is not 32 bytes long";
  let point: ed.Point;
  try {
    point = ed.Point.fromBytes(publicKey, false);
  } catch {
    return "it is not the canonical encoding of a point of the curve";
  }
  if (point.is0()) return "it is the identity";
  if (point.isSmallOrder())
    return "it is a point of small order, under which one signature fits many messages";
  if (!point.isTorsionFree()) return "it has a component of small order";
  return null;
}

/** @throws Fault `key-weak` for a key that publicKeyFault refuses. */
export function checkPublicKey(publicKey: Uint8Array, name: string): void {
  const fault = publicKeyFault(publicKey);
  if (fault !== null) {
    throw new Fault("key-weak", `the Ed25519 key ${name} cannot be used: ${fault}`);
  }
}

/** Fast strict verification. `publicKey` must have passed checkPublicKey; malformed signatures are false. */
export function verifyChecked(
  platform: Platform,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== 64 || isIdentity(signature)) return false;
  return platform.verifyEd25519(publicKey, message, signature);
}

/**
 * The reference: the same policy in full with @noble/ed25519, about twenty times slower. It needs
 * SHA-512, which the host sets once with `useSha512`.
 */
export function verifyReference(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKeyFault(publicKey) !== null) return false;
  try {
    const r = ed.Point.fromBytes(signature.slice(0, 32), false);
    if (r.is0() || !r.isTorsionFree()) return false;
    return ed.verify(signature, message, publicKey, { zip215: false });
  } catch {
    // Noble throws on encodings that are not canonical, on S >= L, and on wrong lengths: all mean "no".
    return false;
  }
}

/**
 * Both verifiers, for the few signatures that everything hangs on. They agree by the argument above; should
 * they ever not, the answer must be neither yes nor no.
 * @throws Fault `ed25519-disagreement`.
 */
export function verifyRoot(
  platform: Platform,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const fast = publicKeyFault(publicKey) === null && verifyChecked(platform, publicKey, message, signature);
  const reference = verifyReference(publicKey, message, signature);
  if (fast !== reference) {
    throw new Fault(
      "ed25519-disagreement",
      "two Ed25519 implementations disagree on a signature: do not rely on this bundle, and report this",
    );
  }
  return fast;
}

/** Gives noble's synchronous calls the host's SHA-512. */
export function useSha512(sha512: (bytes: Uint8Array) => Uint8Array): void {
  ed.hashes.sha512 = (bytes) => Uint8Array.from(sha512(bytes));
}

function isIdentity(signature: Uint8Array): boolean {
  for (let i = 0; i < 32; i += 1) if (signature[i] !== IDENTITY[i]) return false;
  return true;
}
