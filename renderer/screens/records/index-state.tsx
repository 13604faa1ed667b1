// What there is to say of the index: being built, failed, or only in memory. Nothing where all is well, or where the log
// is none.

import type { Case } from "../../../shared/contract/cases.ts";
import { useApp } from "../../app/context.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount } from "../../widgets/format.ts";
import css from "./log-view.module.css";

export function IndexState({ case: shown }: { readonly case: Case }) {
  const { verify } = useApp();
  const { index } = shown;
  switch (index.state) {
    case "building": {
      const total = Math.max(index.total, index.rows);
      return (
        <output className={css.building}>
          <progress
            className={css.progress}
            value={index.rows}
            max={Math.max(1, total)}
            aria-label="Indexing"
          />
          Indexing: {formatCount(index.rows)} of {formatCount(total)} records. Those that are there can be
          read already.
        </output>
      );
    }
    case "failed":
      return (
        <div className={css.notice}>
          <Callout
            tone="bad"
            title="The records could not be indexed"
            actions={<Button onPress={() => void verify(shown.id)}>Verify again</Button>}
          >
            <Evidence text={index.reason} /> The verdict does not depend on it, and the files can be read.
          </Callout>
        </div>
      );
    case "none":
      return null;
    case "ready":
      return index.note === null ? null : (
        <p className={css.note}>
          <Evidence text={index.note} />
        </p>
      );
  }
}
