// The keys of the trust file: who, which, for what, and whether still.

import { Ban, Check, Clock } from "lucide-react";
import type { TrustedKeyView } from "../../../shared/contract/trust.ts";
import type { KeyStatus } from "../../../shared/model/trust.ts";
import { Button } from "../../widgets/button.tsx";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { Time } from "../../widgets/time.tsx";
import { Fingerprint } from "../../widgets/trust-dialog/fingerprint.tsx";
import { ROLE_WORDS } from "../../widgets/trust-dialog/roles.ts";
import styles from "./tables.module.css";
import { ENDINGS, endingsOf } from "./model/ending.ts";
import type { Ending } from "./model/ending.ts";

const SHAPES: Readonly<Record<KeyStatus, typeof Check>> = { active: Check, retired: Clock, revoked: Ban };

export interface KeyTableProps {
  readonly keys: readonly TrustedKeyView[];
  readonly onEnd: (shown: TrustedKeyView, how: Ending) => void;
}

export function KeyTable({ keys, onEnd }: KeyTableProps) {
  return (
    <table className={cx(styles.table, styles.keys)}>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Fingerprint</th>
          <th scope="col">May sign</th>
          <th scope="col">Status</th>
          <th scope="col">
            <span className={styles.unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.vkey} shown={key} onEnd={(how) => onEnd(key, how)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ shown, onEnd }: { readonly shown: TrustedKeyView; readonly onEnd: (how: Ending) => void }) {
  const Shape = SHAPES[shown.status];
  return (
    <tr className={styles[shown.status]}>
      <th scope="row">
        <Evidence text={shown.name} className={styles.name} />
        <span className={styles.id}>
          id <code>{shown.hint.slice(-8)}</code>
        </span>
      </th>
      <td>
        <Fingerprint value={shown.fingerprint} />
      </td>
      <td>
        <ul className={styles.roles}>
          {shown.roles.map((role) => (
            <li key={role}>
              <span className={styles.role}>{ROLE_WORDS[role].label}</span>
              <span className={styles.dim}>{ROLE_WORDS[role].short}</span>
            </li>
          ))}
        </ul>
      </td>
      <td>
        <span className={styles.status}>
          <Shape size={13} strokeWidth={2.25} aria-hidden />
          {shown.status}
        </span>
        {shown.statusAt !== null && (
          <span className={styles.since}>
            since <Time value={shown.statusAt} />
          </span>
        )}
      </td>
      <td className={styles.actions}>
        {endingsOf(shown).map((how) => (
          <Button
            key={how}
            size="s"
            variant={how === "revoked" ? "danger" : "plain"}
            aria-label={`${ENDINGS[how].verb} ${shown.hint}`}
            onPress={() => onEnd(how)}
          >
            {ENDINGS[how].verb}…
          </Button>
        ))}
      </td>
    </tr>
  );
}
