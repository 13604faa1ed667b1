// The record of every change to trust: appended only, newest first.

import { ArrowRight } from "lucide-react";
import type { TrustChange, TrustView } from "../../../shared/contract/trust.ts";
import { Callout } from "../../widgets/callout.tsx";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount, shortHash } from "../../widgets/format.ts";
import { Panel } from "../../widgets/panel.tsx";
import { Time } from "../../widgets/time.tsx";
import styles from "./tables.module.css";

export function ChangePanel({ record }: { readonly record: TrustView["record"] }) {
  const { changes, total, fault, path } = record;
  return (
    <Panel title={`Record of changes \u00b7 ${formatCount(total)}`} aside={<Evidence text={path} mono />}>
      {fault !== null && (
        <div className={styles.fault}>
          <Callout tone="warn">
            <Evidence text={fault} />
          </Callout>
        </div>
      )}
      {changes.length === 0 && fault === null && <p className={styles.note}>No change was made yet.</p>}
      {changes.length > 0 && (
        <table className={cx(styles.table, styles.changes)}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">By</th>
              <th scope="col">Trust file before and after</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <Row key={change.seq} change={change} />
            ))}
          </tbody>
        </table>
      )}
      {total > changes.length && changes.length > 0 && (
        <p className={styles.note}>
          The newest {formatCount(changes.length)} of {formatCount(total)}; the file holds them all.
        </p>
      )}
    </Panel>
  );
}

function Row({ change }: { readonly change: TrustChange }) {
  return (
    <tr className={change.action === "noticed" ? styles.noticed : undefined}>
      <td>
        <Time value={change.time} />
      </td>
      <td>
        <Evidence text={change.summary} />
      </td>
      <td>
        <Evidence text={change.by} />
      </td>
      <td className={styles.hashes}>
        <FileHash value={change.before} />
        <ArrowRight size={12} aria-hidden />
        <FileHash value={change.after} />
      </td>
    </tr>
  );
}

function FileHash({ value }: { readonly value: string | null }) {
  return value === null ? <span>none</span> : <code title={value}>{shortHash(value)}</code>;
}
