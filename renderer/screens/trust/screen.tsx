// Whose keys count: the trust file, its keys, and the record of every change to it.

import { KeyRound, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import type { TrustedKeyView, TrustView } from "../../../shared/contract/trust.ts";
import { useAsync, useClient } from "../../api/context.tsx";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { Panel } from "../../widgets/panel.tsx";
import { TrustDialog } from "../../widgets/trust-dialog/index.ts";
import { useLanding } from "../../widgets/use-landing.ts";
import { ChangePanel } from "./change-panel.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { FileLine } from "./file-line.tsx";
import { KeyTable } from "./key-table.tsx";
import type { Ending } from "./model/ending.ts";
import styles from "./screen.module.css";
import { ThresholdDialog } from "./threshold-dialog.tsx";

export function TrustScreen() {
  const client = useClient();
  const [turn, setTurn] = useState(0);
  const again = (): void => setTurn((before) => before + 1);
  useEffect(() => client.on("trust.changed", () => setTurn((before) => before + 1)), [client]);
  const answer = useAsync(() => client.call("trust.get", {}), [client, turn]);
  const trust =
    answer.state === "ready" ? answer.value : answer.state === "loading" ? answer.previous : undefined;
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        {answer.state === "failed" && (
          <Callout
            tone="bad"
            title="The trust file could not be asked for"
            actions={<Button onPress={again}>Try again</Button>}
          >
            <Evidence text={messageOf(answer.error)} />
          </Callout>
        )}
        {trust === undefined && answer.state === "loading" && (
          <output className={styles.note}>Reading the trust file…</output>
        )}
        {trust !== undefined && <Content trust={trust} onChanged={again} />}
      </div>
    </div>
  );
}

function Content({ trust, onChanged }: { readonly trust: TrustView; readonly onChanged: () => void }) {
  const [adding, setAdding] = useState(false);
  const [threshold, setThreshold] = useState(false);
  const [ending, setEnding] = useState<{ readonly shown: TrustedKeyView; readonly how: Ending } | null>(null);
  const broken = trust.fault !== null;
  const heading = useLanding<HTMLHeadingElement>(`${trust.sha256 ?? ""} ${trust.record.total}`);
  const add = (
    <Button variant="main" icon={Plus} isDisabled={broken} onPress={() => setAdding(true)}>
      Add a key…
    </Button>
  );
  return (
    <>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            Trust
          </h1>
          <p className={styles.lead}>
            A signature shows that somebody holds a key. Whose key it is, you decide here, and nowhere else.
          </p>
        </div>
        {(trust.keys.length > 0 || broken) && add}
      </header>
      <FileLine trust={trust} onThreshold={() => setThreshold(true)} />
      {trust.fault !== null && (
        <Callout tone="bad" title="The trust file is broken: nothing is trusted until it is repaired">
          <p className={styles.text}>
            <Evidence text={trust.fault} />
          </p>
          <p className={styles.text}>
            Put a good copy back in its place, or move the file away and add your keys anew. The record below
            says what it held: a change that you do not know is a reason to ask.
          </p>
        </Callout>
      )}
      {!broken && trust.keys.length === 0 && (
        <EmptyState icon={KeyRound} title="You trust nobody yet" actions={add}>
          <p className={styles.text}>
            Without a key every sound bundle is CANNOT-CHECK: nothing was found wrong with it, and nobody whom
            you trust vouches for it. Get the key of whoever seals your bundles, and of whoever signs their
            action logs, and compare each fingerprint with its owner.
          </p>
        </EmptyState>
      )}
      {trust.keys.length > 0 && (
        <Panel title={`Keys \u00b7 ${trust.keys.length}`}>
          <KeyTable keys={trust.keys} onEnd={(shown, how) => setEnding({ shown, how })} />
        </Panel>
      )}
      <ChangePanel record={trust.record} />
      <TrustDialog isOpen={adding} onClose={() => setAdding(false)} onAdded={onChanged} />
      {threshold && (
        <ThresholdDialog trust={trust} onClose={() => setThreshold(false)} onChanged={onChanged} />
      )}
      {ending !== null && <EndDialog {...ending} onClose={() => setEnding(null)} onChanged={onChanged} />}
    </>
  );
}
