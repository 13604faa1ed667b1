// The warning that stays on every other screen of a case, in one sentence.

import type { Case } from "../../shared/contract/cases.ts";
import { headline } from "../../shared/verify/headline.ts";

export interface RibbonWords {
  readonly tone: "warn" | "bad";
  /** The first word or two, which carry the weight. */
  readonly lead: string;
  /** The rest of the sentence; may hold evidence. */
  readonly sentence: string;
  /** What the way back is called. */
  readonly link: string;
}

/** Null where the bundle is VALID, and still is the one that was verified, by the trust file of today. */
export function ribbonWords({ verdict, disk, trustChanged }: Case): RibbonWords | null {
  const link = "Show verification";
  if (verdict.verdict === "INVALID") {
    return {
      tone: "bad",
      lead: "INVALID",
      sentence: `${headline(verdict)}.${also(disk, trustChanged)}`,
      link,
    };
  }
  if (disk === "changed") {
    const sentence = "the file is no longer the one that was verified.";
    return {
      tone: "bad",
      lead: "Changed on disk",
      sentence: `${sentence}${also("unchanged", trustChanged)}`,
      link,
    };
  }
  if (verdict.verdict === "CANNOT-CHECK") {
    const sentence = `${headline(verdict)}.${also(disk, trustChanged)}`;
    return { tone: "warn", lead: "CANNOT-CHECK", sentence, link };
  }
  if (disk === "missing") {
    const sentence = "the file is gone from where it was verified.";
    return {
      tone: "warn",
      lead: "Missing on disk",
      sentence: `${sentence}${also("unchanged", trustChanged)}`,
      link,
    };
  }
  if (trustChanged) {
    const sentence = "your trust file changed after this verdict: verify again.";
    return { tone: "warn", lead: "Trust changed", sentence, link };
  }
  return null;
}

function also(disk: Case["disk"], trustChanged: boolean): string {
  const parts = [
    ...(disk === "changed" ? ["The file changed since."] : []),
    ...(disk === "missing" ? ["The file is gone since."] : []),
    ...(trustChanged ? ["Your trust file changed since."] : []),
  ];
  return parts.map((part) => ` ${part}`).join("");
}
