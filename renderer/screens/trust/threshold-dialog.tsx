// How many different bundle keys must have signed a bundle.

import { useState } from "react";
import type { TrustView } from "../../../shared/contract/trust.ts";
import { useClient } from "../../api/context.tsx";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { notify } from "../../widgets/notify.ts";
import { TextField } from "../../widgets/text-field.tsx";
import { sealingKeys, thresholdMeaning, thresholdOf } from "./model/threshold.ts";
import styles from "./screen.module.css";

export interface ThresholdDialogProps {
  readonly trust: TrustView;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function ThresholdDialog({ trust, onClose, onChanged }: ThresholdDialogProps) {
  const client = useClient();
  const [text, setText] = useState(String(trust.threshold));
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const threshold = thresholdOf(text);
  const save = async (): Promise<void> => {
    if (threshold === null) return;
    setSaving(true);
    try {
      await client.call("trust.threshold", { threshold });
      notify({ level: "ok", title: `The threshold is ${threshold}` });
      onClose();
      onChanged();
    } catch (error) {
      setFailure(messageOf(error));
      setSaving(false);
    }
  };
  const lower = threshold !== null && threshold < trust.threshold;
  return (
    <Dialog
      title="Change the threshold"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="main"
            isDisabled={threshold === null || threshold === trust.threshold || saving}
            onPress={() => void save()}
          >
            {threshold === null || threshold === trust.threshold
              ? "Change"
              : `Change from ${trust.threshold} to ${threshold}`}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <TextField
          label="Different trusted bundle keys that must have signed"
          value={text}
          onChange={setText}
          focusFirst
          {...(threshold === null
            ? { error: "Write a whole number from 1 to 64." }
            : { description: thresholdMeaning(threshold, sealingKeys(trust)) })}
        />
        {lower && (
          <Callout tone="warn">
            Fewer signatures are then enough: bundles can become VALID that were not. Open cases must be
            verified again.
          </Callout>
        )}
        {failure !== null && (
          <Callout tone="bad" title="The trust file was not changed">
            <Evidence text={failure} />
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
