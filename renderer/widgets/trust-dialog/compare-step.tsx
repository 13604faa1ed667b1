// The second step: the fingerprint, to be compared with its owner over another channel than the key came by.

import type { KeyPreview } from "../../../shared/contract/trust.ts";
import { Callout } from "../callout.tsx";
import { Checkbox } from "../checkbox-group.tsx";
import { Evidence } from "../evidence.tsx";
import { Fingerprint } from "./fingerprint.tsx";
import { claimOf } from "./key-text.ts";
import styles from "./trust-dialog.module.css";

export interface CompareStepProps {
  readonly shown: KeyPreview;
  /** Hints that the evidence names; none where the key is not wanted for a bundle. */
  readonly claimed: readonly string[];
  readonly compared: boolean;
  readonly onCompared: (compared: boolean) => void;
}

export function CompareStep({ shown, claimed, compared, onCompared }: CompareStepProps) {
  const claim = claimOf(shown.hint, claimed);
  return (
    <>
      <dl className={styles.facts}>
        <dt>Name</dt>
        <dd>
          <Evidence text={shown.name} />
        </dd>
        <dt>Id</dt>
        <dd>
          <Evidence text={shown.hint.slice(-8)} mono />
        </dd>
      </dl>
      <section className={styles.print} aria-label="Fingerprint">
        <h3 className={styles.small}>Fingerprint (SHA-256 of the public key)</h3>
        <Fingerprint value={shown.fingerprint} large />
      </section>
      {claim === "same" && (
        <Callout tone="info" title="It has the name and id that the evidence names">
          That alone proves nothing: anybody can make a key with this name, and the id is short.
        </Callout>
      )}
      {claim === "other" && (
        <Callout tone="warn" title="This is not the key that the evidence names">
          It names <Evidence text={claimed.join(", ")} mono />. Trusting this one will not change the verdict.
        </Callout>
      )}
      <p className={styles.lead}>
        Ask the key&rsquo;s owner to read the fingerprint to you, or compare it with one that reached you
        another way: a call, a meeting, a letter. Not with what came along with the key or the bundle.
      </p>
      <Checkbox
        label="I have compared this fingerprint with its owner over another channel"
        isSelected={compared}
        onChange={onCompared}
      />
    </>
  );
}
