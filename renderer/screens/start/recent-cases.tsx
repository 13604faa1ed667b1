// What was opened before, with the verdict of then: each is verified anew when it is opened.

import { History, X } from "lucide-react";
import { useState } from "react";
import type { RecentCase } from "../../../shared/contract/cases.ts";
import { visible } from "../../../shared/encoding/visible.ts";
import { useClient, useAsync } from "../../api/context.tsx";
import { useApp } from "../../app/context.ts";
import { messageOf } from "../../app/errors.ts";
import { IconButton } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatAgo, formatTime } from "../../widgets/format.ts";
import { notify } from "../../widgets/notify.ts";
import { Panel } from "../../widgets/panel.tsx";
import { useLanding } from "../../widgets/use-landing.ts";
import { VerdictBadge } from "../../widgets/verdict-badge.tsx";
import styles from "./recent-cases.module.css";

export function RecentCases() {
  const client = useClient();
  const { cases, info } = useApp();
  const asked = useAsync(() => client.call("recent.list", {}), [client, cases.length]);
  const [now] = useState(() => Date.now());
  /** What forgetting one has left. */
  const [left, setLeft] = useState<readonly RecentCase[] | null>(null);
  // The button goes with its row, and the focus with it.
  const list = useLanding<HTMLUListElement>(left);
  const forget = async (path: string): Promise<void> => {
    try {
      setLeft(await client.call("recent.forget", { path }));
    } catch (error) {
      notify({ level: "error", title: "It is still in the list", message: messageOf(error) });
    }
  };
  if (asked.state === "failed") {
    return (
      <Callout tone="warn" title="The list of recent cases cannot be read">
        <Evidence text={messageOf(asked.error)} lines />
      </Callout>
    );
  }
  const recent = left ?? (asked.state === "ready" ? asked.value : (asked.previous ?? null));
  return (
    <Panel title="Recent cases" aside={recent !== null && recent.length > 0 && "verdicts as of then"}>
      {recent === null ? (
        <div className={styles.loading} aria-busy="true" />
      ) : recent.length === 0 ? (
        <p className={styles.none}>
          <History size={15} aria-hidden />{" "}
          {info.capabilities.paths
            ? "Bundles that you open are listed here."
            : "Bundles that are opened by their path are listed here, sent ones are not."}
        </p>
      ) : (
        <ul ref={list} tabIndex={-1} className={styles.list} aria-label="Recent cases">
          {recent.map((one) => (
            <Row key={one.path} recent={one} now={now} onForget={() => void forget(one.path)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface RowProps {
  readonly recent: RecentCase;
  readonly now: number;
  readonly onForget: () => void;
}

function Row({ recent, now, onForget }: RowProps) {
  const { open, busy } = useApp();
  const { path, name, incident, missing, openedAt, verdict } = recent;
  const title = incident === null ? name : `${incident.id} · ${incident.title}`;
  return (
    <li className={cx(styles.row, missing && styles.missing)}>
      <button
        type="button"
        className={styles.open}
        disabled={missing || busy !== null}
        onClick={() => void open({ kind: "path", path })}
      >
        <VerdictBadge verdict={verdict} />
        <span className={styles.words}>
          <span className={styles.title}>
            <Evidence text={title} clip />
          </span>
          <span className={styles.path}>
            {missing && <b>Not there any more: </b>}
            <Evidence text={path} clip />
          </span>
        </span>
        <time className={styles.time} dateTime={openedAt} title={formatTime(openedAt)}>
          {formatAgo(openedAt, now) ?? formatTime(openedAt)}
        </time>
      </button>
      <IconButton label={`Forget ${visible(name)}`} icon={X} size="s" onPress={onForget} />
    </li>
  );
}
