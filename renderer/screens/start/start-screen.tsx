// Where it begins: open a bundle, go back to one, or try the sample.

import { useApp } from "../../app/context.ts";
import { Callout } from "../../widgets/callout.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { OpenCard } from "./open-card.tsx";
import { RecentCases } from "./recent-cases.tsx";
import styles from "./start-screen.module.css";

export function StartScreen() {
  const { info, openFailure } = useApp();
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1 className={styles.title}>What did the system do, and can the record be trusted?</h1>
          <p className={styles.lead}>
            {info.name} opens a signed evidence bundle, checks every file, signature and log entry in it, and
            says what that proves and what it does not. Then it shows the records: what was done, why, how
            sure the system was, and who was told.
          </p>
        </header>

        {openFailure !== null && (
          <Callout tone="bad" title="The bundle could not be opened">
            <Evidence text={openFailure} lines />
          </Callout>
        )}

        <OpenCard />
        <RecentCases />

        <footer className={styles.foot}>
          <strong>Offline.</strong>{" "}
          {info.host === "web"
            ? "This page talks to the program on its own machine and to nothing else. Nothing leaves it."
            : "The program opens no network connection. Nothing leaves this machine."}
        </footer>
      </div>
    </div>
  );
}
