// Trusting a key in three steps: give it, compare its fingerprint with its owner, say what it may sign.

import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { KeyPreview, TrustView } from "../../../shared/contract/trust.ts";
import type { KeyRole } from "../../../shared/model/trust.ts";
import { useClient } from "../../api/context.tsx";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../button.tsx";
import { Callout } from "../callout.tsx";
import { cx } from "../cx.ts";
import { Dialog } from "../dialog.tsx";
import { Evidence } from "../evidence.tsx";
import { notify } from "../notify.ts";
import { CompareStep } from "./compare-step.tsx";
import { GiveStep } from "./give-step.tsx";
import { addable, newRoles } from "./key-text.ts";
import { RoleStep } from "./role-step.tsx";
import styles from "./trust-dialog.module.css";

/** What the evidence says of the key that is wanted: its role, and the hints that it is named by, unproven. */
export interface Claim {
  readonly role: KeyRole;
  readonly hints: readonly string[];
}

export interface TrustDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly claim?: Claim | null | undefined;
  readonly onAdded?: ((trust: TrustView) => void) | undefined;
}

const STEPS = ["Key", "Compare", "Roles"] as const;

/** Every opening begins anew. */
export function TrustDialog(props: TrustDialogProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, claim = null, onAdded }: TrustDialogProps) {
  const client = useClient();
  const [step, setStep] = useState(0);
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  const [key, setKey] = useState<KeyPreview | null>(null);
  const [compared, setCompared] = useState(false);
  const [roles, setRoles] = useState<readonly KeyRole[]>([claim?.role ?? "bundle"]);
  const [failure, setFailure] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);

  const goTo = (next: number): void => {
    setFailure(null);
    setStep(next);
  };
  const found = (next: KeyPreview | null): void => {
    if (next?.vkey !== key?.vkey) setCompared(false);
    setKey(next);
  };
  const add = async (): Promise<void> => {
    if (key === null || !compared || adding) return;
    setAdding(true);
    try {
      const { vkey, fingerprint } = key;
      const trust = await client.call("trust.add", { vkey, fingerprint, roles: [...roles] });
      notify({ level: "ok", title: `Trusted for ${roles.join(", ")}`, message: key.hint });
      onClose();
      onAdded?.(trust);
    } catch (error) {
      setFailure(messageOf(error));
      setAdding(false);
    }
  };

  const can = key !== null && addable(key).kind !== "refused";
  const ready = [can, can && compared, can && compared && newRoles(key, roles).length > 0][step] ?? false;
  return (
    <Dialog
      title="Trust a key"
      isOpen
      onClose={onClose}
      width={600}
      stays
      footer={
        <Footer
          step={step}
          ready={ready}
          adding={adding}
          onStep={goTo}
          onAdd={() => void add()}
          onClose={onClose}
        />
      }
    >
      <ol className={styles.steps}>
        {STEPS.map((title, index) => (
          <li
            key={title}
            className={cx(styles.mark, index === step && styles.here, index < step && styles.done)}
            aria-current={index === step ? "step" : undefined}
          >
            {index + 1}. {title}
          </li>
        ))}
      </ol>
      <Step key={step} moved={step > 0 || key !== null}>
        {step === 0 && (
          <GiveStep
            text={text}
            onText={setText}
            name={name}
            onName={setName}
            claimed={claim?.hints ?? []}
            onKey={found}
          />
        )}
        {step === 1 && key !== null && (
          <CompareStep
            shown={key}
            claimed={claim?.hints ?? []}
            compared={compared}
            onCompared={setCompared}
          />
        )}
        {step === 2 && key !== null && (
          <RoleStep shown={key} roles={roles} onRoles={setRoles} claim={claim} />
        )}
      </Step>
      {failure !== null && (
        <Callout tone="bad" title="The key was not added">
          <Evidence text={failure} />
        </Callout>
      )}
    </Dialog>
  );
}

interface FooterProps {
  readonly step: number;
  readonly ready: boolean;
  readonly adding: boolean;
  readonly onStep: (step: number) => void;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}

function Footer({ step, ready, adding, onStep, onAdd, onClose }: FooterProps) {
  const last = step === STEPS.length - 1;
  return (
    <>
      {step === 0 ? (
        <Button onPress={onClose}>Cancel</Button>
      ) : (
        <Button isDisabled={adding} onPress={() => onStep(step - 1)}>
          Back
        </Button>
      )}
      <Button
        variant="main"
        isDisabled={!ready || adding}
        onPress={() => (last ? onAdd() : onStep(step + 1))}
      >
        {last ? "Trust this key" : "Continue"}
      </Button>
    </>
  );
}

/** A new step takes the focus, so that it is read out and the keyboard is where the eye is. */
function Step({ moved, children }: { readonly moved: boolean; readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (moved) ref.current?.focus();
  }, [moved]);
  return (
    <div className={styles.step} ref={ref} tabIndex={-1}>
      {children}
    </div>
  );
}
