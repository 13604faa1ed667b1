// The banner in words. What was VALID is not called so any more once the file or the trust that it was judged by is
// another.

import type { Case } from "../../../../shared/contract/cases.ts";
import { headline } from "../../../../shared/verify/headline.ts";
import { scopeOf } from "./scope.ts";
import type { Scope } from "./scope.ts";

export interface BannerWords extends Scope {
  readonly tone: "ok" | "warn" | "bad";
  /** The verdict's word, or "Was VALID". */
  readonly word: string;
  readonly headline: string;
  /** The verdict stands as it is: nothing warns of going on. */
  readonly sound: boolean;
}

export function bannerWords({ verdict, disk, trustChanged }: Case): BannerWords {
  const { sentence, gaps } = scopeOf(verdict);
  const words = { word: verdict.verdict, headline: headline(verdict), sentence, gaps };
  switch (verdict.verdict) {
    case "INVALID":
      return { ...words, tone: "bad", sound: false };
    case "CANNOT-CHECK":
      return { ...words, tone: "warn", sound: false };
    case "VALID": {
      const since = stale(disk, trustChanged);
      if (since === null) return { ...words, tone: "ok", sound: true };
      return {
        tone: "warn",
        word: "Was VALID",
        headline: since,
        sentence: `When it was verified: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
        gaps,
        sound: false,
      };
    }
  }
}

function stale(disk: Case["disk"], trustChanged: boolean): string | null {
  if (disk === "changed") return "the file changed after it was verified";
  if (disk === "missing") return "the file is gone";
  return trustChanged ? "your trust file changed after it was verified" : null;
}
