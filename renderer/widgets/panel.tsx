// A titled part of a screen.

import { useId } from "react";
import type { ReactNode } from "react";
import styles from "./panel.module.css";

export interface PanelProps {
  readonly title: ReactNode;
  /** At the right of the title: a count, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
