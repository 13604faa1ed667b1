// The verdict in a word and a few more, how far it reaches, and what to do next.

import { Check, CircleHelp, Copy, FileDown, X } from "lucide-react";
import type { Case } from "../../../shared/contract/cases.ts";
import { useClient } from "../../api/context.tsx";
import { useApp } from "../../app/context.ts";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../../widgets/button.tsx";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { MenuButton } from "../../widgets/menu-button.tsx";
import { notify } from "../../widgets/notify.ts";
import { useLanding } from "../../widgets/use-landing.ts";
import styles from "./banner.module.css";
import { bannerWords } from "./model/banner-words.ts";
import { tally } from "./model/groups.ts";
import { brokenLine } from "./model/scope.ts";

const SEALS = { ok: Check, bad: X, warn: CircleHelp };

export function Banner({ shown }: { readonly shown: Case }) {
  const { verdict } = shown;
  const words = bannerWords(shown);
  const Seal = SEALS[words.tone];
  // Another verification, not a file that changed meanwhile: what nobody asked for takes no focus.
  const heading = useLanding<HTMLHeadingElement>(`${verdict.verdict} ${shown.verifiedIn}`);
  return (
    <header className={cx(styles.banner, styles[words.tone])}>
      <span className={styles.seal} aria-hidden>
        <Seal size={28} strokeWidth={2.25} />
      </span>
      <div className={styles.words}>
        <h1 className={styles.title} ref={heading} tabIndex={-1}>
          <span className={styles.word}>{words.word}:</span> <Evidence text={words.headline} />
        </h1>
        <p className={styles.scope}>
          <Evidence text={words.sentence} />
        </p>
        {words.gaps.length > 0 && (
          <p className={styles.gaps}>
            <strong>Not covered:</strong> <Evidence text={words.gaps.join("; ")} />.
          </p>
        )}
        <p className={styles.tally}>Checks: {tally(verdict.checks)}.</p>
      </div>
      <Actions shown={shown} sound={words.sound} />
    </header>
  );
}

function Actions({ shown, sound }: { readonly shown: Case; readonly sound: boolean }) {
  const app = useApp();
  const client = useClient();
  const line = brokenLine(shown.verdict.checks);
  const records = (params?: Readonly<Record<string, string>>): void =>
    app.go({ screen: "records", case: shown.id, params });
  const save = async (format: "markdown" | "json"): Promise<void> => {
    try {
      await app.save(await client.call("export.verification", { case: shown.id, format }));
    } catch (error) {
      notify({ level: "error", title: "The report could not be made", message: messageOf(error) });
    }
  };
  return (
    <div className={styles.actions}>
      {line !== null && (
        <Button variant="main" onPress={() => records({ line: String(line) })}>
          Go to the broken record
        </Button>
      )}
      <MenuButton
        label="Save report"
        icon={FileDown}
        items={[
          { id: "markdown", label: "Markdown", description: "To read, and to put into a report." },
          { id: "json", label: "JSON", description: "Every check, as the command line prints it." },
        ]}
        onAction={(id) => void save(id === "json" ? "json" : "markdown")}
      />
      <Button icon={Copy} onPress={() => void app.copy(shown.command, "Command line")}>
        Copy command
      </Button>
      <Button variant={sound ? "main" : "plain"} onPress={() => records()}>
        {sound ? "Continue" : "Continue anyway"}
      </Button>
    </div>
  );
}
