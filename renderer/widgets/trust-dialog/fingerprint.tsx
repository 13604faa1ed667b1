// A fingerprint in groups of four, as it is read to each other; copied it is one word again.

import { cx } from "../cx.ts";
import { groupsOfFour } from "./key-text.ts";
import styles from "./fingerprint.module.css";

export function Fingerprint({ value, large = false }: { readonly value: string; readonly large?: boolean }) {
  return (
    <code className={cx(styles.print, large && styles.large)}>
      {groupsOfFour(value).map((group, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a group is its place
        <span key={index}>{group}</span>
      ))}
    </code>
  );
}
