// Keys and trust files for tests. Every key is derived from its name; none is a secret.

import { createHash } from "node:crypto";
import { formatVerifierKey } from "../../shared/encoding/vkey.ts";
import type { KeyRole, KeyStatus } from "../../shared/model/trust.ts";
import { parseTrust } from "../../shared/verify/trust.ts";
import { nodePlatform } from "../../electron/platform/node-platform.ts";
import { signingKeyFromSeed } from "../../electron/trust/signing-key.ts";
import type { SigningKey } from "../../electron/trust/signing-key.ts";
import type { LoadedTrust } from "../../electron/trust/trust-file.ts";
import { demoKey } from "../../resources/samples/make.ts";

/** The keys that seal the small bundle: trusted for this and for nothing else. */
export const BUNDLE_KEY = demoKey("evidence");
export const LOG_KEY = demoKey("actions");

/** A key of its own for each name; `as` gives the same key another name. */
export function testKey(seed: string, as = `test.example/${seed}`): SigningKey {
  return signingKeyFromSeed(createHash("sha256").update(`hostile tests: ${seed}`).digest(), as);
}

export interface TrustEntry {
  readonly key?: SigningKey;
  readonly vkey?: string;
  readonly roles: readonly KeyRole[];
  readonly status?: KeyStatus;
  readonly statusAt?: string | null;
}

export function trustText(entries: readonly TrustEntry[], threshold = 1): string {
  const keys = entries.map(({ key, vkey, roles, status = "active", statusAt = null }) => ({
    vkey: vkey ?? formatVerifierKey(key!),
    roles,
    status,
    statusAt,
  }));
  return JSON.stringify({ v: 1, threshold, keys });
}

export function trustOf(entries: readonly TrustEntry[], threshold = 1): LoadedTrust {
  return readTrust(trustText(entries, threshold));
}

/** Reads a trust file's text by the product's rules. */
export function readTrust(text: string): LoadedTrust {
  const trust = parseTrust(Buffer.from(text), nodePlatform);
  return { trust, path: "trust.json", sha256: createHash("sha256").update(text).digest("hex") };
}

export const BUNDLE_ENTRY: TrustEntry = { key: BUNDLE_KEY, roles: ["bundle"] };
export const LOG_ENTRY: TrustEntry = { key: LOG_KEY, roles: ["log"] };
/** Knows exactly the keys that seal the small bundle. */
export const TRUST = trustOf([BUNDLE_ENTRY, LOG_ENTRY]);
export const NO_KEYS = trustOf([]);
