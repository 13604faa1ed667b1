// Text that comes from evidence, and so from whoever made it. Characters that would hide or reorder text show as marked
// escapes, and its direction cannot reach what stands around it.

import { visibleParts } from "../../shared/encoding/visible.ts";
import { cx } from "./cx.ts";
import styles from "./evidence.module.css";

export interface EvidenceProps {
  readonly text: string;
  readonly mono?: boolean | undefined;
  /** One line, cut by an ellipsis where the room ends; the whole text is in the title. */
  readonly clip?: boolean | undefined;
  /** Line ends and tabs are kept: for text of several lines. */
  readonly lines?: boolean | undefined;
  readonly className?: string | undefined;
}

export function Evidence({ text, mono = false, clip = false, lines = false, className }: EvidenceProps) {
  const parts = visibleParts(text, { lines });
  const plain = parts.map((part) => part.text).join("");
  return (
    <bdi
      className={cx(styles.evidence, mono && styles.mono, clip && styles.clip, className)}
      {...(clip ? { title: plain } : {})}
    >
      {parts.map((part, index) =>
        part.hidden ? (
          // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
          <span key={index} className={styles.hidden}>
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
