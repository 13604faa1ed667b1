// Ending a key: retiring and revoking in words, and the time since when.

import type { TrustedKeyView } from "../../../../shared/contract/trust.ts";
import { isInstant } from "../../../../shared/encoding/time.ts";

export type Ending = "retired" | "revoked";

export const ENDINGS: Readonly<
  Record<Ending, { readonly verb: string; readonly title: string; readonly meaning: string }>
> = {
  retired: {
    verb: "Retire",
    title: "Retire this key",
    meaning:
      "For a key that its owner no longer uses. It still counts for what states an earlier time than this; " +
      "that time is the signer\u2019s own word.",
  },
  revoked: {
    verb: "Revoke",
    title: "Revoke this key",
    meaning:
      "For a key that was lost or stolen. It counts for nothing any more, whatever time a signature states: " +
      "bundles that were VALID by it alone are not any longer.",
  },
};

/** What can still be done to a key: revoked is the end of it. */
export function endingsOf({ status }: Pick<TrustedKeyView, "status">): Ending[] {
  if (status === "revoked") return [];
  return status === "retired" ? ["revoked"] : ["retired", "revoked"];
}

/** Now, as a trust file writes it. */
export function nowText(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** What is wrong with a time, in a sentence; null where nothing is. */
export function timeFault(text: string): string | null {
  return isInstant(text) ? null : "Write a time in UTC, such as 2026-03-17T14:00:00Z.";
}
