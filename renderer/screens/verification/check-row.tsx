// One check: its result, what was found, what that proves and what it does not.

import { ChevronDown, ChevronRight } from "lucide-react";
import { Button } from "react-aria-components";
import type { Check } from "../../../shared/model/verdict.ts";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { ResultIcon } from "../../widgets/result-icon.tsx";
import styles from "./check-row.module.css";
import { FailureBox } from "./failure-box.tsx";
import { isQuiet } from "./model/groups.ts";

export interface CheckRowProps {
  readonly check: Check;
  readonly caseId: string;
  readonly isOpen: boolean;
  readonly onTurn: (open: boolean) => void;
}

export function CheckRow({ check, caseId, isOpen, onTurn }: CheckRowProps) {
  const { id, title, result, code, detail, proves, doesNotProve, required } = check;
  const gap = result === "not-checked" && !required;
  return (
    <li
      className={cx(styles.row, isOpen && styles.open, isQuiet(check) && styles.quiet, styles[result])}
      data-check={id}
      tabIndex={-1}
    >
      <span className={styles.icon}>
        <ResultIcon result={result} />
      </span>
      <h3 className={styles.title}>
        <Button
          className={styles.turn ?? ""}
          aria-expanded={isOpen}
          aria-controls={`about-${id}`}
          onPress={() => onTurn(!isOpen)}
        >
          {title}
          {isOpen ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
        </Button>
      </h3>
      <code className={styles.code}>{code}</code>
      <p className={styles.found}>
        <Evidence text={detail} />
        {gap && <span className={styles.gap}>A named gap: the rest can be VALID without it.</span>}
      </p>
      <div className={styles.about} id={`about-${id}`} hidden={!isOpen}>
        <p className={styles.proves}>
          <span className={styles.label}>{result === "pass" ? "Proves" : "Would prove"}</span> {proves}
        </p>
        <p className={styles.not}>
          <span className={styles.label}>Does not prove</span> {doesNotProve}
        </p>
      </div>
      {isOpen && check.failure !== undefined && <FailureBox check={check} caseId={caseId} />}
    </li>
  );
}
