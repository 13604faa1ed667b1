// Where messages show. Two live regions speak them; the cards themselves are silent, so that nothing is read twice.

import { CircleCheck, CircleX, Info, TriangleAlert, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import { Evidence } from "./evidence.tsx";
import { Icon } from "./icon.tsx";
import { currentToasts, dismiss, stays, STAY_MS, watchToasts } from "./notify.ts";
import type { Toast } from "./notify.ts";
import styles from "./toasts.module.css";

const ICONS = { info: Info, ok: CircleCheck, warning: TriangleAlert, error: CircleX };

export function ToastRegion() {
  const toasts = useSyncExternalStore(watchToasts, currentToasts);
  const polite = toasts.findLast((toast) => !stays(toast.level));
  const urgent = toasts.findLast((toast) => stays(toast.level));
  return (
    <>
      <output className="visually-hidden">
        {polite !== undefined && <Words key={polite.id} toast={polite} />}
      </output>
      <div className="visually-hidden" role="alert">
        {urgent !== undefined && <Words key={urgent.id} toast={urgent} />}
      </div>
      {toasts.length > 0 && (
        <section className={styles.region} aria-label="Notifications" data-region="" tabIndex={-1}>
          {toasts.map((toast) => (
            <Card key={toast.id} toast={toast} />
          ))}
        </section>
      )}
    </>
  );
}

function Words({ toast }: { readonly toast: Toast }) {
  return <>{[toast.title, toast.message].filter((text) => text !== undefined).join(". ")}</>;
}

function Card({ toast }: { readonly toast: Toast }) {
  // A pointer over it or the focus within it holds it: nobody is to lose what they are reading.
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held || stays(toast.level)) return;
    const timer = setTimeout(() => dismiss(toast.id), STAY_MS);
    return () => clearTimeout(timer);
  }, [held, toast]);
  return (
    <div
      className={cx(styles.card, styles[toast.level])}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <span className={styles.icon}>
        <Icon icon={ICONS[toast.level]} size={16} />
      </span>
      <div className={styles.text}>
        <strong>
          <Evidence text={toast.title} />
        </strong>
        {toast.message !== undefined && (
          <p>
            <Evidence text={toast.message} />
          </p>
        )}
      </div>
      <IconButton label="Dismiss" icon={X} size="s" onPress={() => dismiss(toast.id)} />
    </div>
  );
}
