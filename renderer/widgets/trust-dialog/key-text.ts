// What the words and numbers of a key say before it is trusted.

import type { KeyPreview } from "../../../shared/contract/trust.ts";
import type { KeyRole } from "../../../shared/model/trust.ts";

/** Longest file that may be a key, in bytes; the contract takes no longer text. */
export const MAX_KEY_BYTES = 10_000;

/** A PEM holds no name: the user gives one. */
export function needsName(text: string): boolean {
  return text.includes("-----BEGIN");
}

/** Hex in groups of four, as people read it to each other. */
export function groupsOfFour(hex: string): string[] {
  return hex.match(/.{1,4}/gs) ?? [];
}

/** How a key stands to those that a bundle says it is signed by. Equal hints prove nothing: they are 32 bits of a hash. */
export function claimOf(hint: string, claimed: readonly string[]): "none" | "same" | "other" {
  if (claimed.length === 0) return "none";
  return claimed.includes(hint) ? "same" : "other";
}

export type Addable =
  | { readonly kind: "new" }
  /** Trusted already, and not yet for all that is asked. */
  | { readonly kind: "more"; readonly has: readonly KeyRole[] }
  | { readonly kind: "refused"; readonly reason: string };

/** Whether a key can be added at all: what was ended is not begun again. */
export function addable({ known }: Pick<KeyPreview, "known">): Addable {
  if (known === null) return { kind: "new" };
  const since = known.statusAt === null ? "" : ` since ${known.statusAt}`;
  if (known.status !== "active") {
    return {
      kind: "refused",
      reason: `Your trust file has this key as ${known.hint}, ${known.status}${since}. It cannot be added again.`,
    };
  }
  return known.roles.length === 4
    ? { kind: "refused", reason: `Your trust file has this key as ${known.hint}, for everything already.` }
    : { kind: "more", has: known.roles };
}

/** Roles that adding would give to the key. */
export function newRoles({ known }: Pick<KeyPreview, "known">, chosen: readonly KeyRole[]): KeyRole[] {
  return chosen.filter((role) => known === null || !known.roles.includes(role));
}
