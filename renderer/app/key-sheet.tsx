// All keys, from the table that binds them.

import { useSyncExternalStore } from "react";
import { isSingleKey } from "../keys/match.ts";
import { setSingleKeys, singleKeys } from "../keys/single-keys.ts";
import { COMMANDS } from "../keys/table.ts";
import type { Command } from "../keys/table.ts";
import { Checkbox } from "../widgets/checkbox-group.tsx";
import { cx } from "../widgets/cx.ts";
import { Dialog } from "../widgets/dialog.tsx";
import { Keys } from "../widgets/keys.tsx";
import styles from "./key-sheet.module.css";

interface KeySheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function KeySheet({ isOpen, onClose }: KeySheetProps) {
  const { on } = useSyncExternalStore(singleKeys.watch, singleKeys.get);
  const bound: readonly Command[] = COMMANDS.filter(({ keys }) => keys.length > 0);
  const groups = Map.groupBy(bound, ({ group }) => group);
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose} width={680}>
      <div className={styles.groups}>
        {[...groups].map(([group, commands]) => (
          <section key={group} className={styles.group} aria-label={group}>
            <h3 className={styles.title}>{group}</h3>
            <dl className={styles.list}>
              {commands.map((command) => (
                <div
                  key={command.id}
                  className={cx(styles.row, !on && command.keys.every(isSingleKey) && styles.off)}
                >
                  <dt>{command.title}</dt>
                  <dd>
                    <Keys keys={command.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles.setting}>
        <Checkbox
          label="Keys of one character act"
          description="Turn this off where dictation or a slip of the hand presses them."
          isSelected={on}
          onChange={setSingleKeys}
        />
      </div>
    </Dialog>
  );
}
