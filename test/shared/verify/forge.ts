// Ed25519 keys and signatures as only somebody with bad intent makes them: points with a component of small order,
// the identity, and scalars beyond the group's order.

import { createHash } from "node:crypto";
import * as ed from "@noble/ed25519";
import { concatBytes, fromHex } from "../../../shared/encoding/bytes.ts";

export const L = ed.Point.CURVE().n;
/** A point of order 8; its multiples are all eight points of small order. */
const TORSION = ed.Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

export const SMALL_ORDER: readonly Uint8Array[] = Array.from({ length: 8 }, (_, i) => torsion(i).toBytes());

/** Other encodings of points of small order, none of them canonical (RFC 8032 section 5.1.3). */
export const NON_CANONICAL: readonly Uint8Array[] = [
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
].map((hex) => fromHex(hex)!);

export interface Forgery {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

function torsion(times: number): ed.Point {
  let out = ed.Point.ZERO;
  for (let i = 0; i < times % 8; i += 1) out = out.add(TORSION);
  return out;
}

function timesBase(scalar: bigint): ed.Point {
  return scalar % L === 0n ? ed.Point.ZERO : ed.Point.BASE.multiply(scalar % L);
}

export function readScalar(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

export function writeScalar(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

function challenge(r: Uint8Array, publicKey: Uint8Array, message: Uint8Array): bigint {
  return readScalar(createHash("sha512").update(r).update(publicKey).update(message).digest()) % L;
}

/**
 * Signs with scalars that the caller chooses, and with `keyTorsion` and `nonceTorsion` times the point of order 8
 * added to A and R. With `divisible`, messages are tried until the challenge is a multiple of 8, with which a
 * verifier that does not look at A accepts although A is of mixed order.
 */
export function forge(options: {
  readonly secret: bigint;
  readonly nonce: bigint;
  readonly keyTorsion?: number;
  readonly nonceTorsion?: number;
  readonly divisible?: boolean;
}): Forgery {
  const { secret, nonce, keyTorsion = 0, nonceTorsion = 0, divisible = false } = options;
  const publicKey = timesBase(secret).add(torsion(keyTorsion)).toBytes();
  const r = timesBase(nonce).add(torsion(nonceTorsion)).toBytes();
  for (let count = 0; ; count += 1) {
    const message = Uint8Array.of(count & 0xff, count >> 8);
    const k = challenge(r, publicKey, message);
    if (divisible && k % 8n !== 0n) continue;
    return { publicKey, message, signature: concatBytes(r, writeScalar((nonce + k * secret) % L)) };
  }
}
