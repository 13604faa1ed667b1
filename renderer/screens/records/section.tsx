// A part of a record, with its heading.

import { useId } from "react";
import type { ReactNode } from "react";
import css from "./section.module.css";

export interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <h3 id={id} className={css.title}>
        {title}
        {aside !== undefined && <span className={css.aside}>{aside}</span>}
      </h3>
      {children}
    </section>
  );
}
