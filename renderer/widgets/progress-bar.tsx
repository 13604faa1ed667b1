// Long work: what is done, how far, how fast, how long still, and the way out.

import { ProgressBar as AriaProgressBar } from "react-aria-components";
import { Button } from "./button.tsx";
import { Evidence } from "./evidence.tsx";
import { formatBytes, formatDuration, formatRate } from "./format.ts";
import styles from "./progress-bar.module.css";

export interface ProgressBarProps {
  readonly label: string;
  /** Bytes, or whatever `unit` says. */
  readonly done: number;
  readonly total: number;
  /** Bytes a second. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  readonly onCancel?: (() => void) | undefined;
  /** How amounts are put in words; bytes where nothing is given. */
  readonly format?: ((amount: number) => string) | undefined;
}

export function ProgressBar(props: ProgressBarProps) {
  const { label, done, total, rate, secondsLeft, onCancel, format = formatBytes } = props;
  const known = total > 0;
  const percent = known ? Math.min(100, (100 * done) / total) : 0;
  const details = [
    known ? `${format(done)} of ${format(total)}` : null,
    rate === null ? null : props.format === undefined ? formatRate(rate) : `${format(rate)}/s`,
    secondsLeft === null ? null : `${formatDuration(Math.ceil(secondsLeft) * 1_000)} left`,
  ].filter((text) => text !== null);
  return (
    <div className={styles.progress}>
      <AriaProgressBar
        className={styles.bar ?? ""}
        aria-label={label}
        value={percent}
        isIndeterminate={!known}
      >
        <div className={styles.words}>
          <span className={styles.label}>
            <Evidence text={label} clip />
          </span>
          {known && <span className={styles.percent}>{Math.floor(percent)}%</span>}
        </div>
        <div className={styles.track} data-unknown={known ? undefined : ""}>
          <div className={styles.fill} style={known ? { width: `${percent}%` } : {}} />
        </div>
        <div className={styles.details}>{details.length === 0 ? "\u00a0" : details.join(" · ")}</div>
      </AriaProgressBar>
      {onCancel !== undefined && (
        <Button size="s" onPress={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
