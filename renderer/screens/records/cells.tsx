// The columns of the table of records.

import { LifeBuoy, ShieldCheck, ShieldX } from "lucide-react";
import type { RecordRow } from "../../../shared/contract/records.ts";
import { areThresholds, zoneOf } from "../../../shared/sources/action-entry.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount, formatDuration, formatTime } from "../../widgets/format.ts";
import { Icon } from "../../widgets/icon.tsx";
import type { GridColumn } from "../../widgets/virtual/columns.ts";
import { ZONE_WORDS } from "./model/sure.ts";
import { Outcome } from "./outcome.tsx";
import css from "./cells.module.css";

export const RECORD_GRID: readonly GridColumn<RecordRow>[] = [
  {
    id: "seq",
    title: "Seq",
    width: 78,
    end: true,
    sortable: true,
    cell: ({ seq }) => <span className={css.number}>{seq === null ? "–" : formatCount(seq)}</span>,
  },
  { id: "time", title: "Time (UTC)", width: 176, drop: 2, sortable: true, cell: Time },
  { id: "actor", title: "Actor", width: 140, share: 1, drop: 4, sortable: true, cell: textCell("actor") },
  {
    id: "trigger",
    title: "Trigger",
    width: 170,
    share: 3,
    drop: 5,
    sortable: true,
    cell: textCell("trigger"),
  },
  { id: "action", title: "Action", width: 104, share: 3, drop: 1, sortable: true, cell: Action },
  { id: "confidence", title: "Confidence", width: 118, drop: 3, sortable: true, cell: Confidence },
  {
    id: "outcome",
    title: "Outcome",
    width: 112,
    sortable: true,
    cell: ({ outcome, readable }) => (readable ? <Outcome outcome={outcome} /> : null),
  },
  { id: "durationMs", title: "Duration", width: 104, end: true, drop: 6, sortable: true, cell: Duration },
  { id: "fallback", title: "Fallback", width: 116, drop: 7, cell: Fallback },
];

function textCell(name: "actor" | "trigger") {
  return function TextCell(row: RecordRow) {
    const text = row[name];
    return text === null ? null : <Evidence text={text} clip />;
  };
}

/** As the record states it; the zone is in the header, but for a time that is not plain UTC. */
function Time({ time }: RecordRow) {
  if (time === null) return <span className={css.faint}>not stated</span>;
  const plain = formatTime(time);
  return plain === time ? (
    <Evidence text={time} mono clip />
  ) : (
    <time className={css.mono} dateTime={time} title={time}>
      {plain.replace(/ UTC$/, "")}
    </time>
  );
}

function Action({ action, line, readable, outcome }: RecordRow) {
  if (!readable) return <span className={css.unreadable}>Line {formatCount(line)} is unreadable</span>;
  if (action !== null) return <Evidence text={action} clip />;
  return <span className={css.none}>{outcome === "escalated" ? "none: it escalated" : "none"}</span>;
}

/** The number, and a bar on which the two thresholds are notches. */
function Confidence({ confidence, thresholds }: RecordRow) {
  if (confidence === null) return null;
  const known = thresholds !== null && areThresholds(thresholds.alert, thresholds.autonomous);
  const zone = known ? zoneOf(confidence, thresholds) : null;
  const inScale = confidence >= 0 && confidence <= 1;
  return (
    <span className={css.confidence} title={zone === null ? undefined : ZONE_WORDS[zone]}>
      <span className={css.number}>{String(Math.round(confidence * 1_000) / 1_000)}</span>
      {inScale && (
        <span className={css.track} aria-hidden>
          <span
            className={css.fill}
            data-zone={zone ?? undefined}
            style={{ width: `${100 * confidence}%` }}
          />
          {known && <span className={css.notch} style={{ left: `${100 * thresholds.alert}%` }} />}
          {known && <span className={css.notch} style={{ left: `${100 * thresholds.autonomous}%` }} />}
        </span>
      )}
      {zone !== null && <span className="visually-hidden">{ZONE_WORDS[zone]}</span>}
    </span>
  );
}

function Duration({ durationMs }: RecordRow) {
  if (durationMs === null) return null;
  return <span className={css.number}>{formatDuration(durationMs)}</span>;
}

function Fallback({ fallback }: RecordRow) {
  switch (fallback) {
    case "succeeded":
      return (
        <span className={css.fallback}>
          <Icon icon={ShieldCheck} size={13} /> ran
        </span>
      );
    case "failed":
      return (
        <span className={css.fallback} data-bad>
          <Icon icon={ShieldX} size={13} /> failed
        </span>
      );
    case "configured":
      return (
        <span className={css.fallback} data-quiet>
          <Icon icon={LifeBuoy} size={13} /> not needed
        </span>
      );
    case "none":
      return <span className={css.faint}>none</span>;
    default:
      return null;
  }
}
