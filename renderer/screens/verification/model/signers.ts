// Who is said to have signed, and who of them is missing from the trust file.

import type { KeyRole } from "../../../../shared/model/trust.ts";
import type { SignerInfo, Verdict } from "../../../../shared/model/verdict.ts";

export interface Stranger {
  /** What the key would have to be trusted for. */
  readonly role: KeyRole;
  /** `<name>+<hex8>` as the evidence claims it, unproven; empty where it names none. */
  readonly hints: readonly string[];
}

/** Keys that stand between this bundle and VALID because the trust file does not hold them: seal first, then log. */
export function strangers({ checks, signers }: Pick<Verdict, "checks" | "signers">): Stranger[] {
  return checks.flatMap(({ id, result, code, detail }): Stranger[] => {
    if (result !== "not-checked") return [];
    if (id === "signature.signers" && code === "signer-unknown") {
      const named = signers.filter((signer) => signer.code === "signer-unknown").map(({ keyid }) => keyid);
      return [{ role: "bundle", hints: named.filter((hint) => hint !== "(unnamed)") }];
    }
    if (code === "signer-unknown" && (id === "checkpoint.signature" || id === "notes.logs"))
      return [{ role: id === "notes.logs" ? "notes" : "log", hints: hintsIn(detail) }];
    if (id === "entries.signatures" && code === "entry-signer-unknown")
      return [{ role: "agent", hints: hintsIn(detail) }];
    return [];
  });
}

/** Key hints that a sentence names: no space is part of one. */
export function hintsIn(detail: string): string[] {
  return [...new Set([...detail.matchAll(/[^\s,;:()]+\+[0-9a-f]{8}(?![0-9A-Za-z])/g)].map(([hint]) => hint))];
}

export interface SignerWords {
  readonly word: string;
  /** What it means, for people who wonder. */
  readonly why: string;
  readonly tone: "ok" | "warn" | "bad";
}

export function signerWords({ code, counts }: SignerInfo): SignerWords {
  return (
    STANDING[code] ?? { word: counts ? "trusted" : "does not count", why: code, tone: counts ? "ok" : "warn" }
  );
}

const STANDING: Readonly<Record<string, SignerWords>> = {
  "key-active": { word: "trusted", why: "The key is in your trust file, for bundles.", tone: "ok" },
  "key-retired-before": {
    word: "trusted, retired since",
    why: "The signer states a time before the key was retired; nobody else vouches for that time.",
    tone: "ok",
  },
  "key-retired": {
    word: "does not count: retired",
    why: "The signer states no time before the key was retired.",
    tone: "warn",
  },
  "key-revoked": {
    word: "does not count: revoked",
    why: "Whoever holds a stolen key can state any time.",
    tone: "bad",
  },
  "key-role": {
    word: "does not count: other role",
    why: "The key is in your trust file, but not for bundles.",
    tone: "warn",
  },
  "signer-unknown": {
    word: "unknown",
    why: "Your trust file does not hold this key: anybody can write this name.",
    tone: "warn",
  },
  "signature-bad": {
    word: "does not fit",
    why: "The signature is not this key's over this content.",
    tone: "bad",
  },
};
