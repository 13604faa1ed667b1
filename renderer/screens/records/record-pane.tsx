// One record: its decision chain in reading order, its raw JSON, and its place in the hash chain.

import { Braces, ChevronDown, ChevronUp, Quote, X } from "lucide-react";
import { useMemo, useState } from "react";
import type { Case } from "../../../shared/contract/cases.ts";
import type { LogRecord } from "../../../shared/contract/records.ts";
import { LOG_PATH } from "../../../shared/verify/facts.ts";
import { useAsync, useClient } from "../../api/context.tsx";
import { useApp } from "../../app/context.ts";
import { messageOf } from "../../app/errors.ts";
import { useSlow } from "../../app/slow.ts";
import { Button, IconButton } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount } from "../../widgets/format.ts";
import { JsonView } from "../../widgets/json/json-view.tsx";
import { ChainPlace } from "./chain-place.tsx";
import { DecisionChain } from "./decision-chain.tsx";
import { chainWords, citation } from "./model/chain.ts";
import { decisionOf } from "./model/decision.ts";
import { Section } from "./section.tsx";
import css from "./record-pane.module.css";

export interface RecordPaneProps {
  readonly case: Case;
  readonly line: number;
  readonly total: number;
  /** The table leaves this record out. */
  readonly hidden: boolean;
  /** Shows all records in the table; null where all are shown. */
  readonly onWiden: (() => void) | null;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

export function RecordPane(props: RecordPaneProps) {
  const { case: shown, line, total, hidden, onWiden, onStep, onClose } = props;
  const client = useClient();
  const { copy } = useApp();
  const [attempt, setAttempt] = useState(0);
  const building = shown.index.state === "building";
  const answer = useAsync(
    () => client.call("records.get", { case: shown.id, line }),
    // Once the index is complete, the line behind this one is known too.
    [client, shown.id, line, attempt, building],
  );
  const slow = useSlow(answer.state === "loading");
  // The record before stays for a moment: stepping through records does not blink. No longer than that, since it
  // stands under the number of another.
  const before = answer.state === "loading" && !slow ? answer.previous : undefined;
  const record = answer.state === "ready" ? answer.value : before;
  return (
    <section className={css.pane} aria-label={`Record ${formatCount(line)}`}>
      <header className={css.top}>
        <h2 className={css.place}>
          Record {formatCount(line)} of {formatCount(Math.max(total, line))}
        </h2>
        {record?.line === line && record.seq !== null && (
          <span className={css.seq}>seq {formatCount(record.seq)}</span>
        )}
        <span className={css.gap} />
        {record !== undefined && (
          <>
            <IconButton
              label="Copy a citation"
              icon={Quote}
              size="s"
              onPress={() => void copy(citation(shown.verdict.bundle.sha256, LOG_PATH, record), "Citation")}
            />
            <IconButton
              label="Copy the JSON"
              icon={Braces}
              size="s"
              onPress={() => void copy(record.text, `Record ${record.line} as JSON`)}
            />
          </>
        )}
        <IconButton label="Previous record (k)" icon={ChevronUp} size="s" onPress={() => onStep(-1)} />
        <IconButton label="Next record (j)" icon={ChevronDown} size="s" onPress={() => onStep(1)} />
        <IconButton label="Close (Escape)" icon={X} size="s" onPress={onClose} />
      </header>
      <div className={cx(css.body, answer.state === "loading" && css.stale)}>
        {hidden && (
          <Callout
            tone="info"
            actions={onWiden === null ? undefined : <Button onPress={onWiden}>Show all records</Button>}
          >
            {onWiden === null
              ? "The table does not hold this record yet."
              : "The search or the outcomes chosen leave this record out of the table."}
          </Callout>
        )}
        {answer.state === "failed" && (
          <Callout
            tone="bad"
            title="This record cannot be shown"
            actions={<Button onPress={() => setAttempt(attempt + 1)}>Try again</Button>}
          >
            {messageOf(answer.error)}
          </Callout>
        )}
        {slow && (
          <output className={css.reading}>
            {building
              ? "Reading the record. While the log is being indexed, this can take some seconds."
              : "Reading the record…"}
          </output>
        )}
        {record !== undefined && <Record shown={shown} record={record} />}
      </div>
    </section>
  );
}

function Record({ shown, record }: { readonly shown: Case; readonly record: LogRecord }) {
  const { go } = useApp();
  const decision = useMemo(() => decisionOf(record.text), [record.text]);
  // What is broken is why one came here.
  const isBroken = chainWords(record).tone === "bad";
  const openFile = (file: string): void =>
    go({ screen: "records", case: shown.id, params: { tab: "files", file } });
  const log = { lines: shown.verdict.entries, building: shown.index.state === "building" };
  const raw = (
    <Section title="Raw JSON">
      <JsonView
        text={record.text}
        label={`raw JSON of record ${record.line}`}
        maxRows={28}
        openTo={1}
        quiet={"unreadable" in decision}
      />
    </Section>
  );
  return (
    <>
      {!record.utf8 && (
        <Callout tone="bad" title="The line is not UTF-8">
          Bytes that are no characters stand as &#xfffd; here; the hash is of the bytes as they are.
        </Callout>
      )}
      {"unreadable" in decision ? (
        <>
          <Callout tone="bad" title="This line cannot be read as an entry">
            <Evidence text={sentence(decision.unreadable)} /> It is shown as it stands in the log.
          </Callout>
          {raw}
          <ChainPlace record={record} log={log} />
        </>
      ) : (
        <>
          {isBroken && <ChainPlace record={record} log={log} />}
          <DecisionChain decision={decision} policyPath={record.policyPath} onOpenFile={openFile} />
          {!isBroken && <ChainPlace record={record} log={log} />}
          {raw}
        </>
      )}
    </>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
