// The trust file: where it is, its hash, and how many keys must have signed.

import type { TrustView } from "../../../shared/contract/trust.ts";
import { Button } from "../../widgets/button.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { Hash } from "../../widgets/hash.tsx";
import styles from "./screen.module.css";
import { sealingKeys, thresholdMeaning } from "./model/threshold.ts";

export function FileLine({
  trust,
  onThreshold,
}: {
  readonly trust: TrustView;
  readonly onThreshold: () => void;
}) {
  return (
    <dl className={styles.file}>
      <div>
        <dt>Trust file</dt>
        <dd>
          <Evidence text={trust.path} mono />
          {!trust.exists && <span className={styles.dim}> is made when you add the first key</span>}
        </dd>
      </div>
      {trust.sha256 !== null && (
        <div>
          <dt>SHA-256</dt>
          <dd>
            <Hash value={trust.sha256} short copy />
          </dd>
        </div>
      )}
      {trust.fault === null && trust.exists && (
        <div>
          <dt>Threshold</dt>
          <dd className={styles.threshold}>
            <span>
              <strong>{trust.threshold}</strong>
              <span className={styles.dim}> {thresholdMeaning(trust.threshold, sealingKeys(trust))}</span>
            </span>
            <Button size="s" onPress={onThreshold}>
              Change…
            </Button>
          </dd>
        </div>
      )}
    </dl>
  );
}
