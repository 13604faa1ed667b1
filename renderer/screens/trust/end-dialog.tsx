// Retiring or revoking a key: what that means, since when, and that there is no way back.

import { useState } from "react";
import type { TrustedKeyView } from "../../../shared/contract/trust.ts";
import { useClient } from "../../api/context.tsx";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { notify } from "../../widgets/notify.ts";
import { TextField } from "../../widgets/text-field.tsx";
import { ENDINGS, nowText, timeFault } from "./model/ending.ts";
import type { Ending } from "./model/ending.ts";
import styles from "./screen.module.css";

export interface EndDialogProps {
  readonly shown: TrustedKeyView;
  readonly how: Ending;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function EndDialog({ shown, how, onClose, onChanged }: EndDialogProps) {
  const client = useClient();
  const [at, setAt] = useState(() => nowText(new Date()));
  const [failure, setFailure] = useState<string | null>(null);
  const [ending, setEnding] = useState(false);
  const { verb, title, meaning } = ENDINGS[how];
  const fault = timeFault(at);
  const end = async (): Promise<void> => {
    setEnding(true);
    try {
      await client.call("trust.end", { vkey: shown.vkey, status: how, at });
      notify({ level: "ok", title: `The key is ${how}`, message: shown.hint });
      onClose();
      onChanged();
    } catch (error) {
      setFailure(messageOf(error));
      setEnding(false);
    }
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      stays
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="danger" isDisabled={fault !== null || ending} onPress={() => void end()}>
            {verb} it for good
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <p className={styles.text}>
          <Evidence text={shown.hint} mono />
        </p>
        <p className={styles.text}>{meaning}</p>
        <TextField
          label="Since when (UTC)"
          value={at}
          onChange={setAt}
          mono
          focusFirst
          {...(fault === null ? {} : { error: fault })}
          {...(how === "retired"
            ? { description: "The last moment at which its owner used it." }
            : { description: "For the record: a revoked key does not count before it either." })}
        />
        <Callout tone="warn">
          This cannot be undone here{how === "retired" ? ": a retired key can only be revoked" : ""}. The same
          secret under another name is {how} with it.
        </Callout>
        {failure !== null && (
          <Callout tone="bad" title="The trust file was not changed">
            <Evidence text={failure} />
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
