// A page of one message, where there is no application to show.

import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";
import styles from "./notice.module.css";

export interface NoticeProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

export function Notice({ title, children, actions }: NoticeProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card} role="alert">
        <Logo size={28} />
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.text}>{children}</div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </main>
  );
}
