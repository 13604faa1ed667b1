// The verdict in a word, by shape and colour too.

import { Check, CircleHelp, TriangleAlert, X } from "lucide-react";
import type { VerdictWord } from "../../shared/model/verdict.ts";
import { cx } from "./cx.ts";
import styles from "./verdict-badge.module.css";

const SHAPES = { VALID: Check, INVALID: X, "CANNOT-CHECK": CircleHelp };
const TONES = { VALID: styles.ok, INVALID: styles.bad, "CANNOT-CHECK": styles.warn };

export function VerdictBadge({ verdict }: { readonly verdict: VerdictWord }) {
  const Shape = SHAPES[verdict];
  return (
    <span className={cx(styles.badge, TONES[verdict])}>
      <Shape size={12} strokeWidth={2.75} aria-hidden />
      {verdict}
    </span>
  );
}

export interface VerdictMarkProps {
  readonly verdict: VerdictWord;
  /** The file or the trust file is no longer the one that the verdict is about. */
  readonly stale?: boolean;
}

/** The same without the word, where room is short; it is the text alternative. */
export function VerdictMark({ verdict, stale = false }: VerdictMarkProps) {
  // What was bad stays bad; what was good is no longer known to be.
  const doubtful = stale && verdict === "VALID";
  const Shape = doubtful ? TriangleAlert : SHAPES[verdict];
  return (
    <span className={cx(styles.mark, doubtful ? styles.warn : TONES[verdict])}>
      <Shape size={11} strokeWidth={3} aria-hidden />
      <span className="visually-hidden">{doubtful ? "was VALID" : verdict}</span>
    </span>
  );
}
