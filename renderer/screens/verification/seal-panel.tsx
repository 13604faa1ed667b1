// Who sealed the bundle, whether that counts, and by which trust file.

import { Check, CircleHelp, X } from "lucide-react";
import type { Case } from "../../../shared/contract/cases.ts";
import type { SignerInfo } from "../../../shared/model/verdict.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { Hash } from "../../widgets/hash.tsx";
import { Panel } from "../../widgets/panel.tsx";
import { cx } from "../../widgets/cx.ts";
import { Fact, Facts } from "./facts.tsx";
import { signerWords } from "./model/signers.ts";
import styles from "./panels.module.css";

const SHAPES = { ok: Check, warn: CircleHelp, bad: X };

export function SealPanel({ shown }: { readonly shown: Case }) {
  const { signers, trust, checks } = shown.verdict;
  const reached = checks.find(({ id }) => id === "signature.envelope")?.result;
  return (
    <Panel title="Sealed by">
      {signers.length === 0 && (
        <p className={styles.note}>
          {reached === "fail" ? "Nobody: the bundle has no readable signature." : "Not read."}
        </p>
      )}
      {signers.length > 0 && (
        <ul className={styles.signers}>
          {signers.map((signer, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the same key may have signed twice
            <Signer key={index} signer={signer} />
          ))}
        </ul>
      )}
      <Facts>
        <Fact name="Judged by">
          <TrustFile shown={shown} />
        </Fact>
        {trust.sha256 !== null && (
          <Fact name="Its SHA-256">
            <Hash value={trust.sha256} short copy />
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}

function TrustFile({ shown }: { readonly shown: Case }) {
  const { path } = shown.verdict.trust;
  if (shown.origin === "sample") return "the sample\u2019s own keys";
  return path === null ? "no trust file: nobody is trusted yet" : <Evidence text={path} mono />;
}

function Signer({ signer }: { readonly signer: SignerInfo }) {
  const { word, why, tone } = signerWords(signer);
  const Shape = SHAPES[tone];
  return (
    <li className={styles.signer}>
      <span className={cx(styles.standing, styles[tone])}>
        <Shape size={13} strokeWidth={2.5} aria-hidden />
        {word}
      </span>
      <Evidence text={signer.keyid} mono className={styles.keyid} />
      {tone !== "ok" || signer.code !== "key-active" ? <span className={styles.why}>{why}</span> : null}
    </li>
  );
}
