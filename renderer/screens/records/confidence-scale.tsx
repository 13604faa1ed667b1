// Confidence on a scale from 0 to 1, with the zones that the policy's thresholds make. Zones differ by pattern as well
// as by colour; the sentence below says the same in words.

import type { Sure } from "./model/sure.ts";
import { ZONE_WORDS } from "./model/sure.ts";
import css from "./confidence-scale.module.css";

export function ConfidenceScale({ sure }: { readonly sure: Sure }) {
  const { confidence, thresholds, zone, words } = sure;
  if (confidence === null && thresholds === null) return null;
  const zones =
    thresholds === null
      ? []
      : ([
          ["escalate", 0, thresholds.alert],
          ["act-and-alert", thresholds.alert, thresholds.autonomous],
          ["act-alone", thresholds.autonomous, 1],
        ] as const);
  return (
    <div
      className={css.scale}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn by elements, and is one picture
      role="img"
      aria-label={words ?? (confidence === null ? "" : String(confidence))}
    >
      <div className={css.above}>
        {confidence !== null && (
          <span className={css.number} style={{ left: percent(confidence) }}>
            {confidence}
          </span>
        )}
      </div>
      <div className={css.bar} data-plain={zones.length === 0 || undefined}>
        {zones.map(([name, from, to]) => (
          <span
            key={name}
            className={css.zone}
            data-zone={name}
            data-current={name === zone || undefined}
            style={{ left: percent(from), width: percent(to - from) }}
          />
        ))}
        {confidence !== null && <span className={css.marker} style={{ left: percent(confidence) }} />}
      </div>
      <div className={css.below}>
        <span className={css.end}>0</span>
        {thresholds !== null && (
          <>
            <span className={css.tick} style={{ left: percent(thresholds.alert) }}>
              {thresholds.alert}
            </span>
            {thresholds.autonomous - thresholds.alert >= 0.1 && (
              <span className={css.tick} style={{ left: percent(thresholds.autonomous) }}>
                {thresholds.autonomous}
              </span>
            )}
          </>
        )}
        <span className={css.end}>1</span>
      </div>
      <div className={css.names}>
        {zones.map(([name, from, to]) => (
          <span
            key={name}
            className={css.name}
            data-current={name === zone || undefined}
            style={{ width: percent(to - from) }}
          >
            {ZONE_WORDS[name]}
          </span>
        ))}
      </div>
    </div>
  );
}

function percent(share: number): string {
  return `${100 * share}%`;
}
