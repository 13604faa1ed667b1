// How many keys must have signed: the choice, and what it means for the keys that there are.

import type { TrustView } from "../../../../shared/contract/trust.ts";

/** Keys that can seal a bundle today; one secret under two names counts once. */
export function sealingKeys({ keys }: Pick<TrustView, "keys">): number {
  const able = keys.filter(({ roles, status }) => status === "active" && roles.includes("bundle"));
  return new Set(able.map(({ fingerprint }) => fingerprint)).size;
}

/** A whole number from 1 to 64, or null. */
export function thresholdOf(text: string): number | null {
  const value = /^[0-9]{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return value >= 1 && value <= 64 ? value : null;
}

/** What a threshold comes to, in a sentence. */
export function thresholdMeaning(threshold: number, sealing: number): string {
  const asked =
    threshold === 1
      ? "One trusted bundle key is enough for a bundle."
      : `A bundle needs the signatures of ${threshold} different trusted bundle keys.`;
  if (sealing >= threshold) return asked;
  const have = sealing === 0 ? "no active key" : sealing === 1 ? "1 active key" : `${sealing} active keys`;
  return `${asked} You have ${have} with the role bundle: nothing sealed today can be VALID.`;
}
