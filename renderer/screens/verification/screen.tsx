// The first screen of a case: the verdict, every check that it rests on, and beside them who sealed what.

import { useState } from "react";
import type { Case } from "../../../shared/contract/cases.ts";
import { useApp } from "../../app/context.ts";
import { TrustDialog } from "../../widgets/trust-dialog/index.ts";
import { Banner } from "./banner.tsx";
import { BundlePanel } from "./bundle-panel.tsx";
import { Checks } from "./checks.tsx";
import { ClockPanel } from "./clock-panel.tsx";
import { FilePanel } from "./file-panel.tsx";
import { LimitsPanel } from "./limits-panel.tsx";
import { Notices } from "./notices.tsx";
import { SealPanel } from "./seal-panel.tsx";
import type { Stranger } from "./model/signers.ts";
import styles from "./screen.module.css";

export function VerificationScreen({ case: shown }: { readonly case: Case }) {
  const app = useApp();
  const [stranger, setStranger] = useState<Stranger | null>(null);
  const [asking, setAsking] = useState(false);
  const ask = (who: Stranger): void => {
    setStranger(who);
    setAsking(true);
  };
  return (
    <div className={styles.screen}>
      <Banner shown={shown} />
      <div className={styles.body}>
        <div className={styles.main}>
          <Notices shown={shown} onTrust={ask} />
          <Checks checks={shown.verdict.checks} caseId={shown.id} />
        </div>
        <aside className={styles.aside} aria-label="About this bundle">
          <SealPanel shown={shown} />
          <BundlePanel shown={shown} />
          <FilePanel shown={shown} />
          <ClockPanel shown={shown} />
          <LimitsPanel limits={shown.verdict.limits} />
        </aside>
      </div>
      <TrustDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        claim={stranger}
        onAdded={() => void app.verify(shown.id)}
      />
    </div>
  );
}
