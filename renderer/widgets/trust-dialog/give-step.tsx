// The first step: a key as text or from a file, read while it is written.

import { FileText } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { KeyPreview } from "../../../shared/contract/trust.ts";
import { useAsync, useClient } from "../../api/context.tsx";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../button.tsx";
import { Callout } from "../callout.tsx";
import { Evidence } from "../evidence.tsx";
import { TextField } from "../text-field.tsx";
import { MAX_KEY_BYTES, addable, needsName } from "./key-text.ts";
import styles from "./trust-dialog.module.css";

/** Milliseconds between the last letter and the question to the host. */
const PAUSE = 150;

export interface GiveStepProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly claimed: readonly string[];
  /** The key that the text is; null while it is none. */
  readonly onKey: (key: KeyPreview | null) => void;
}

export function GiveStep({ text, onText, name, onName, claimed, onKey }: GiveStepProps) {
  const client = useClient();
  const [trouble, setTrouble] = useState<string | null>(null);
  const pem = needsName(text);
  const asked = text.trim() !== "" && text.length <= MAX_KEY_BYTES && (!pem || name.trim() !== "");
  const answer = useAsync(
    async (signal) => {
      if (!asked) return null;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (signal.aborted) return null;
      return client.call("trust.inspect", { text: text.trim(), name: pem ? name.trim() : null });
    },
    [client, text, name, asked, pem],
  );
  const key = answer.state === "ready" ? answer.value : null;
  // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- tells of another key alone
  useEffect(() => onKey(key), [key]);
  const tooLong = text.length > MAX_KEY_BYTES ? "This is too long to be a public key." : undefined;
  const refused = answer.state === "failed" ? messageOf(answer.error) : undefined;
  const choose = (files: FileList | null): void => {
    const file = files?.[0];
    if (file === undefined) return;
    setTrouble(null);
    if (file.size > MAX_KEY_BYTES) {
      setTrouble(`${file.name} is too large to be a public key.`);
      return;
    }
    file.text().then(onText, () => setTrouble(`${file.name} cannot be read.`));
  };
  const known = key === null ? null : addable(key);
  return (
    <>
      {claimed.length > 0 && (
        <p className={styles.lead}>
          Wanted is the key that the evidence names{" "}
          {claimed.map((hint) => (
            <Evidence key={hint} text={hint} mono className={styles.hint} />
          ))}
          . Do not take it from whoever sent you the bundle: ask its owner.
        </p>
      )}
      <TextField
        label="Verifier key, or public key in PEM"
        value={text}
        onChange={onText}
        multiline
        mono
        focusFirst
        placeholder="name+1a2b3c4d+base64, or -----BEGIN PUBLIC KEY-----"
        error={tooLong ?? (pem ? undefined : refused)}
      />
      {pem && (
        <TextField
          label="Name of the key"
          value={name}
          onChange={onName}
          mono
          description="A PEM holds none. It must be the name that signatures use, such as example.org/evidence."
          error={refused}
        />
      )}
      <div className={styles.file}>
        <FileTrigger onSelect={choose}>
          <Button icon={FileText}>Choose a file…</Button>
        </FileTrigger>
        <span aria-live="polite" className={styles.said}>
          {key !== null && known?.kind !== "refused" && (
            <>
              This is the key <Evidence text={key.hint} mono />.
            </>
          )}
        </span>
      </div>
      {trouble !== null && (
        <Callout tone="bad">
          <Evidence text={trouble} />
        </Callout>
      )}
      {known?.kind === "refused" && (
        <Callout tone="warn" title="There is nothing to add">
          <Evidence text={known.reason} />
        </Callout>
      )}
      {known?.kind === "more" && (
        <Callout tone="info">
          Your trust file has this key already, for {known.has.join(", ")}. You can trust it for more.
        </Callout>
      )}
    </>
  );
}
