// Who signed: the signatures of an envelope or a note against the keys of the trust file.

import { toHex } from "../encoding/bytes.ts";
import { MAX_TRIED_BYTES } from "../model/limits.ts";
import type { Platform } from "../model/platform.ts";
import type { KeyRole, TrustedKey, Trust } from "../model/trust.ts";
import type { SignerInfo } from "../model/verdict.ts";
import { verifyChecked, verifyRoot } from "./ed25519.ts";
import { keyStanding } from "./key-standing.ts";
import type { KeyStanding } from "./key-standing.ts";

export interface Signature {
  /** `<name>+<hex8>` as the signature names its key; null where it names none. Unsigned, so only a hint. */
  readonly hint: string | null;
  readonly signature: Uint8Array;
}

export interface SignerResult {
  readonly hint: string | null;
  /** The key of the trust file that made the signature; null where none did. */
  readonly key: TrustedKey | null;
  /** True where the hint names a key of the trust file and no key made the signature. */
  readonly bad: boolean;
}

/**
 * Finds the maker of each signature: the key that the hint names, or else any other, since a hint decides nothing.
 * What is taken for good has passed both verifiers; keys that are merely tried are asked the fast one first, so
 * that many signatures times many keys over a long message do not add up to minutes. Past that they are unknown.
 * @throws Fault `ed25519-disagreement`.
 */
export function findSigners(
  platform: Platform,
  trust: Trust,
  message: Uint8Array,
  signatures: readonly Signature[],
  tryOthers: boolean,
): SignerResult[] {
  let tries = Math.max(trust.keys.length, Math.floor(MAX_TRIED_BYTES / Math.max(1, message.length)));
  return signatures.map(({ hint, signature }) => {
    const made = ({ publicKey }: TrustedKey): boolean => verifyRoot(platform, publicKey, message, signature);
    const tried = (key: TrustedKey): boolean => {
      tries -= 1;
      return tries >= 0 && verifyChecked(platform, key.publicKey, message, signature) && made(key);
    };
    const hinted = trust.keys.filter((key) => key.hint === hint);
    const others = tryOthers ? trust.keys.filter((key) => key.hint !== hint) : [];
    const key = hinted.find(made) ?? others.find(tried);
    return { hint, key: key ?? null, bad: key === undefined && hinted.length > 0 };
  });
}

export interface Standing {
  readonly signer: SignerInfo;
  readonly standing: KeyStanding | null;
  readonly key: TrustedKey | null;
}

export function standings(results: readonly SignerResult[], role: KeyRole, time: string | null): Standing[] {
  return results.map(({ hint, key, bad }) => {
    if (key === null) {
      const keyid = hint === null ? "(unnamed)" : hint.slice(0, 200);
      const code = bad ? "signature-bad" : "signer-unknown";
      return { signer: { keyid, known: bad, counts: false, code }, standing: null, key };
    }
    const standing = keyStanding(key, role, time);
    return {
      signer: { keyid: key.hint, known: true, counts: standing.counts, code: standing.code },
      standing,
      key,
    };
  });
}

/** Different keys that count: the same key under two names, or twice, is one. */
export function countedKeys(list: readonly Standing[]): number {
  return new Set(list.filter(({ signer }) => signer.counts).map(({ key }) => toHex(key!.publicKey))).size;
}
