// Something that must not be overlooked, with what can be done about it.

import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./callout.module.css";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: CircleX };

export interface CalloutProps {
  readonly tone: "info" | "ok" | "warn" | "bad";
  readonly title?: ReactNode;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

export function Callout({ tone, title, children, actions }: CalloutProps) {
  return (
    <div className={cx(styles.callout, styles[tone])} role={tone === "bad" ? "alert" : "note"}>
      <span className={styles.icon}>
        <Icon icon={ICONS[tone]} size={16} />
      </span>
      <div className={styles.text}>
        {title !== undefined && <strong className={styles.title}>{title}</strong>}
        <div>{children}</div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
