// A time as a record states it, set apart for reading.

import { Evidence } from "./evidence.tsx";
import { formatTime } from "./format.ts";
import styles from "./time.module.css";

export interface TimeProps {
  /** RFC 3339; any other text shows as it is. */
  readonly value: string;
}

export function Time({ value }: TimeProps) {
  const text = formatTime(value);
  if (text === value) return <Evidence text={value} mono />;
  const [date = "", ...rest] = text.split(" ");
  const [year, month, day] = date.split("-");
  return (
    <time className={styles.time} dateTime={value}>
      {year}
      <Dash />
      {month}
      <Dash />
      {day} {rest.join(" ")}
    </time>
  );
}

/** Digits of one width come with hyphens of that width, which tear a date apart. */
function Dash() {
  return <span className={styles.dash}>-</span>;
}
