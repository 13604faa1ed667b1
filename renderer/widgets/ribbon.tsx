// The warning that stays on every other screen of a case that is not VALID any more, or never was. It cannot be dismissed.

import { CircleHelp, TriangleAlert, X } from "lucide-react";
import type { Case } from "../../shared/contract/cases.ts";
import { useApp } from "../app/context.ts";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { Evidence } from "./evidence.tsx";
import { ribbonWords } from "./ribbon-words.ts";
import styles from "./ribbon.module.css";

export function Ribbon({ case: shown }: { readonly case: Case }) {
  const app = useApp();
  const words = ribbonWords(shown);
  if (words === null) return null;
  const Shape = words.lead === "INVALID" ? X : words.lead === "CANNOT-CHECK" ? CircleHelp : TriangleAlert;
  return (
    <section className={cx(styles.ribbon, styles[words.tone])} aria-label="Warning about this case">
      <Shape size={15} strokeWidth={2.5} aria-hidden />
      <p className={styles.words}>
        <strong>{words.lead}:</strong> <Evidence text={words.sentence} />
      </p>
      <Button
        size="s"
        variant="quiet"
        className={styles.link}
        onPress={() => app.go({ screen: "verification", case: shown.id })}
      >
        {words.link}
      </Button>
    </section>
  );
}
