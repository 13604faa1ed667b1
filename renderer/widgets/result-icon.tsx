// The result of a check by shape, colour and word.

import { Check, Circle, Minus, X } from "lucide-react";
import type { CheckResult } from "../../shared/model/verdict.ts";
import { cx } from "./cx.ts";
import styles from "./result-icon.module.css";

const SHAPES = { pass: Check, fail: X, "not-checked": Circle, "not-applicable": Minus };
export const RESULT_WORDS: Readonly<Record<CheckResult, string>> = {
  pass: "passed",
  fail: "failed",
  "not-checked": "not checked",
  "not-applicable": "not applicable",
};

export interface ResultIconProps {
  readonly result: CheckResult;
  readonly size?: number | undefined;
  /** Decoration where the word stands beside it. */
  readonly silent?: boolean | undefined;
}

export function ResultIcon({ result, size = 14, silent = false }: ResultIconProps) {
  const Shape = SHAPES[result];
  return (
    <span className={cx(styles.icon, styles[result])}>
      <Shape size={result === "not-checked" ? size - 3 : size} strokeWidth={2.5} aria-hidden />
      {!silent && <span className="visually-hidden">{RESULT_WORDS[result]}</span>}
    </span>
  );
}
