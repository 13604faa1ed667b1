// The way in: drop, choose, or the sample; and how far it is, once something is being opened.

import { FileArchive, FolderOpen } from "lucide-react";
import { useApp } from "../../app/context.ts";
import { useSlow } from "../../app/slow.ts";
import { commandOf } from "../../keys/table.ts";
import { Button } from "../../widgets/button.tsx";
import { Keys } from "../../widgets/keys.tsx";
import { ProgressBar } from "../../widgets/progress-bar.tsx";
import styles from "./open-card.module.css";

const OPEN = commandOf("case.open-dialog");

export function OpenCard() {
  const { info, open, openDialog, busy } = useApp();
  const slow = useSlow(busy !== null);
  if (busy !== null && slow) {
    const { cancel, ...progress } = busy;
    return (
      <section className={styles.working} aria-label="Opening">
        <ProgressBar {...progress} onCancel={cancel} />
      </section>
    );
  }
  return (
    <section className={styles.card} aria-label="Open a bundle">
      <FileArchive className={styles.picture} size={34} strokeWidth={1.25} aria-hidden />
      <div className={styles.words}>
        <p className={styles.drop}>
          Drop an <code>.inqb</code> file anywhere in this window
        </p>
        <p className={styles.hint}>
          or press <Keys keys={OPEN.keys} />.{" "}
          {info.capabilities.paths
            ? "It is read where it is and never changed."
            : "A copy is sent to the program and verified there; the file itself is never changed."}
        </p>
      </div>
      <div className={styles.buttons}>
        <Button variant="main" icon={FolderOpen} onPress={openDialog} isDisabled={busy !== null}>
          {OPEN.title}
        </Button>
        <Button onPress={() => void open({ kind: "sample" })} isDisabled={busy !== null}>
          Open the sample
        </Button>
      </div>
    </section>
  );
}
