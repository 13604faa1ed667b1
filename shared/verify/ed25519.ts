// One strict answer for Ed25519. Verifiers disagree on edge cases, and a malicious signer can use that to
// split auditors. Policy: canonical encodings, S < L, public key A and R of prime order and not the identity.
//
// A is checked once a key. Given such an A, a cofactorless byte-comparing verifier accepts only where
// R = [S]B - [k]A, which is itself of prime order: the platform's fast verification then *is* the strict
// policy, but for R = identity, which is refused by its bytes.

import * as ed from "@noble/ed25519";
import { Fault } from "../model/fault.ts";
import type { Platform } from "../model/platform.ts";
import { concatBytes, toHex } from "../encoding/bytes.ts";

/** The identity point as RFC 8032 section 5.1.2 encodes it: y = 1. */
const IDENTITY = Uint8Array.of(1, ...new Uint8Array(31));

const L = ed.Point.CURVE().n;
/**
 * [S]B is taken as [S/2 mod L](2B): the same point, but noble then does not fill its table for B, which takes
 * longer than all else in verifying a small bundle.
 */
const BASE_DOUBLED = ed.Point.BASE.double();
const HALF = (L + 1n) / 2n;

const judged = new Map<string, string | null>();
const MAX_JUDGED = 10_000;

/** Why a public key is refused, or null where it is a canonical point of prime order. Answers are remembered. */
export function publicKeyFault(publicKey: Uint8Array): string | null {
  if (publicKey.length !== 32) return "it is not 32 bytes long";
  const id = toHex(publicKey);
  const known = judged.get(id);
  if (known !== undefined) return known;
  const fault = pointFault(publicKey);
  if (judged.size >= MAX_JUDGED) judged.clear();
  judged.set(id, fault);
  return fault;
}

function pointFault(bytes: Uint8Array): string | null {
  let point: ed.Point;
  try {
    point = ed.Point.fromBytes(bytes, false);
  } catch {
    return "it is not the canonical encoding of a point of the curve";
  }
  if (point.is0()) return "it is the identity";
  if (point.isSmallOrder())
    return "it is a point of small order, under which one signature fits many messages";
  return point.isTorsionFree() ? null : "it has a component of small order";
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
 * The reference: the whole policy spelled out over @noble/ed25519's arithmetic, [S]B = R + [k]A with
 * k = SHA-512(R || A || M) mod L (RFC 8032 section 5.1.7, without the cofactor). It needs SHA-512, which the
 * host sets once with `useSha512`.
 */
export function verifyReference(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKeyFault(publicKey) !== null) return false;
  const r = signature.slice(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= L || pointFault(r) !== null) return false;
  const k = littleEndian(sha512(concatBytes(r, publicKey, message))) % L;
  const left = multiply(BASE_DOUBLED, (s * HALF) % L);
  const right = ed.Point.fromBytes(r, false).add(multiply(ed.Point.fromBytes(publicKey, false), k));
  return left.equals(right);
}

function multiply(point: ed.Point, scalar: bigint): ed.Point {
  return scalar === 0n ? ed.Point.ZERO : point.multiply(scalar, false);
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.toReversed())}`);
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

let sha512 = (_bytes: Uint8Array): Uint8Array => {
  throw new Error("no SHA-512: the host must call useSha512 first");
};

/** Gives the reference the host's SHA-512 (and noble's own synchronous calls with it). */
export function useSha512(hash: (bytes: Uint8Array) => Uint8Array): void {
  sha512 = hash;
  ed.hashes.sha512 = (bytes) => Uint8Array.from(hash(bytes));
}

function isIdentity(signature: Uint8Array): boolean {
  for (let i = 0; i < 32; i += 1) if (signature[i] !== IDENTITY[i]) return false;
  return true;
}
