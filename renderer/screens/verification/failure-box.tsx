// Where a check failed, what was due there and what stands there, and what that means.

import { ArrowRight } from "lucide-react";
import type { Check } from "../../../shared/model/verdict.ts";
import { useApp } from "../../app/context.ts";
import { Button } from "../../widgets/button.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import styles from "./failure-box.module.css";
import { failurePlace } from "./model/failure-place.ts";
import { failureWords } from "./model/failure-words.ts";
import { diffTexts } from "../../widgets/text-diff.ts";
import type { DiffPart } from "../../widgets/text-diff.ts";

export function FailureBox({ check, caseId }: { readonly check: Check; readonly caseId: string }) {
  const app = useApp();
  if (check.failure === undefined) return null;
  const { file, line, seq, expected, found } = check.failure;
  const words = failureWords(check);
  const diff = expected === undefined || found === undefined ? null : diffTexts(expected, found);
  const place = failurePlace(check);
  return (
    <div className={styles.box}>
      <dl className={styles.facts}>
        <dt>Where</dt>
        <dd>
          <Evidence text={file} mono />
          {line !== undefined && <span>, line {line}</span>}
          {seq !== undefined && <span>, entry {seq}</span>}
        </dd>
        {expected !== undefined && (
          <>
            <dt>{words.expected}</dt>
            <dd>
              <Value parts={diff?.expected ?? [{ text: expected, differs: false }]} />
            </dd>
          </>
        )}
        {found !== undefined && (
          <>
            <dt>{words.found}</dt>
            <dd>
              <Value parts={diff?.found ?? [{ text: found, differs: false }]} />
            </dd>
          </>
        )}
        {words.meaning !== null && (
          <>
            <dt>Means</dt>
            <dd className={styles.meaning}>{words.meaning}</dd>
          </>
        )}
      </dl>
      {place !== null && (
        <Button
          size="s"
          icon={ArrowRight}
          onPress={() => app.go({ screen: "records", case: caseId, params: place.params })}
        >
          {place.kind === "record" ? "Go to record" : "Show file"}
        </Button>
      )}
    </div>
  );
}

/** The part that differs is marked by colour, weight and an underline. */
function Value({ parts }: { readonly parts: readonly DiffPart[] }) {
  if (parts.length === 0) return <span className={styles.empty}>empty</span>;
  return (
    <span className={styles.value}>
      {parts.map(({ text, differs }, index) =>
        differs ? (
          // oxlint-disable-next-line react/no-array-index-key -- a part is its place
          <mark key={index} className={styles.mark}>
            <Evidence text={text} mono />
          </mark>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- a part is its place
          <Evidence key={index} text={text} mono />
        ),
      )}
    </span>
  );
}
