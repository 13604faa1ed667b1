// Long work under way: in sight on every screen, in nobody's way.

import { ProgressBar } from "../widgets/progress-bar.tsx";
import styles from "./busy.module.css";
import { useApp } from "./context.ts";
import { useSlow } from "./slow.ts";

export function BusyCard() {
  const { busy, route } = useApp();
  const slow = useSlow(busy !== null);
  // The start screen shows it in its own middle.
  if (busy === null || !slow || route.screen === "start") return null;
  const { cancel, ...progress } = busy;
  return (
    <section className={styles.card} aria-label="Work under way" data-region="" tabIndex={-1}>
      <ProgressBar {...progress} onCancel={cancel} />
    </section>
  );
}
