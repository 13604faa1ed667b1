// A key combination as it is printed on the keyboard at hand.

import { Fragment } from "react";
import { keyNames } from "../keys/names.ts";
import { usePlatform } from "../keys/platform.ts";
import styles from "./keys.module.css";

export interface KeysProps {
  /** "Mod+Shift+p", or several that do the same. */
  readonly keys: string | readonly string[];
}

export function Keys({ keys }: KeysProps) {
  const platform = usePlatform();
  const all = typeof keys === "string" ? [keys] : keys;
  return (
    <span className={styles.keys}>
      {all.map((combination) => (
        <kbd key={combination} className={styles.combination}>
          {keyNames(combination, platform).map((name, index) => (
            <Fragment key={name}>
              {/* Not seen, but read and copied: the names are words. */}
              {index > 0 && " "}
              <kbd className={styles.key}>{name}</kbd>
            </Fragment>
          ))}
        </kbd>
      ))}
    </span>
  );
}
