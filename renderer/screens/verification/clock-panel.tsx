// The clocks of the sources against the action log's: what each covers, and how far they are apart.

import { TriangleAlert } from "lucide-react";
import type { Case, Clock } from "../../../shared/contract/cases.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatNumberOf } from "../../widgets/format.ts";
import { Panel } from "../../widgets/panel.tsx";
import { Time } from "../../widgets/time.tsx";
import { SOURCE_NAMES, clockFaults, offsetWords } from "./model/clock-words.ts";
import styles from "./panels.module.css";

export function ClockPanel({ shown }: { readonly shown: Case }) {
  const { clocks, clocksReady } = shown;
  return (
    <Panel title="Clocks">
      {!clocksReady && <output className={styles.note}>The sources are being read…</output>}
      {clocksReady && clocks.length === 0 && <p className={styles.note}>No source with times.</p>}
      {clocks.length > 0 && (
        <ul className={styles.clocks}>
          {clocks.map((clock) => (
            <Source key={clock.source} clock={clock} />
          ))}
        </ul>
      )}
      {clocks.some(({ offset }) => offset !== null) && (
        <p className={styles.note}>
          Offsets are against the action log: the range that all records tied by request id allow.
        </p>
      )}
    </Panel>
  );
}

function Source({ clock }: { readonly clock: Clock }) {
  const faults = clockFaults(clock);
  return (
    <li className={styles.clock}>
      <div className={styles.source}>
        <strong>{SOURCE_NAMES[clock.source]}</strong>
        <span>{offsetWords(clock)}</span>
      </div>
      <div className={styles.when}>
        <span>{formatNumberOf(clock.records, "record")}</span>
        {clock.from !== null && clock.to !== null && (
          <span className={styles.span}>
            <Time value={clock.from} />
            <Time value={clock.to} />
          </span>
        )}
      </div>
      {faults.length > 0 && (
        <div className={styles.odd}>
          <TriangleAlert size={12} aria-hidden /> {faults.join(", ")}
        </div>
      )}
      {clock.unread !== null && (
        <div className={styles.why}>
          <Evidence text={clock.unread.first} mono />: <Evidence text={clock.unread.reason} />
        </div>
      )}
    </li>
  );
}
