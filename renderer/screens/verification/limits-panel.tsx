// What no verdict shows, whatever it says.

import { Panel } from "../../widgets/panel.tsx";
import styles from "./panels.module.css";

export function LimitsPanel({ limits }: { readonly limits: readonly string[] }) {
  return (
    <Panel title="What this does not show">
      <ul className={styles.limits}>
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Panel>
  );
}
