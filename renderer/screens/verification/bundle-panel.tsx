// The bundle itself: which incident, which bytes, when it was verified and by what.

import type { Case, IndexState } from "../../../shared/contract/cases.ts";
import type { Verdict } from "../../../shared/model/verdict.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatBytes, formatCount, formatDuration, formatNumberOf } from "../../widgets/format.ts";
import { Hash } from "../../widgets/hash.tsx";
import { Panel } from "../../widgets/panel.tsx";
import { Time } from "../../widgets/time.tsx";
import { Fact, Facts } from "./facts.tsx";
import styles from "./panels.module.css";

export function BundlePanel({ shown }: { readonly shown: Case }) {
  return (
    <>
      <Incident incident={shown.verdict.incident} />
      <Panel title="Bundle">
        <Bytes shown={shown} />
        <Index index={shown.index} />
      </Panel>
    </>
  );
}

function Incident({ incident }: { readonly incident: Verdict["incident"] }) {
  return (
    <Panel title="Incident">
      {incident === null ? (
        <p className={styles.note}>Not shown: no trusted signature vouches for it.</p>
      ) : (
        <Facts>
          <Fact name="Name">
            <Evidence text={incident.id} className={styles.clamp} />
          </Fact>
          <Fact name="Title">
            <Evidence text={incident.title} className={styles.clamp} />
          </Fact>
          <Fact name="Window">
            <span className={styles.span}>
              <Time value={incident.from} />
              <Time value={incident.to} />
            </span>
          </Fact>
        </Facts>
      )}
    </Panel>
  );
}

function Bytes({ shown }: { readonly shown: Case }) {
  const { bundle, chain, entries, tool } = shown.verdict;
  return (
    <Facts>
      <Fact name="File">
        <Evidence text={shown.name} className={styles.clamp} />
      </Fact>
      <Fact name="SHA-256">
        {bundle.sha256 === null ? "not computed" : <Hash value={bundle.sha256} short copy />}
      </Fact>
      <Fact name="Size">
        {bundle.size === null ? (
          "not known"
        ) : (
          <span title={`${formatCount(bundle.size)} bytes`}>{formatBytes(bundle.size)}</span>
        )}
      </Fact>
      <Fact name="Action log">
        {chain === "none" ? "none read" : `${chain}, ${formatNumberOf(entries, "entry", "entries")}`}
      </Fact>
      <Fact name="Opened">
        <Time value={shown.openedAt.replace(/\.\d+/, "")} />
      </Fact>
      <Fact name="Verified by">
        {tool.name} {tool.version} in {formatDuration(shown.verifiedIn)}
      </Fact>
    </Facts>
  );
}

function Index({ index }: { readonly index: IndexState }) {
  if (index.state === "building") {
    return (
      <output className={styles.note}>
        Indexing records: {formatCount(index.rows)} of {formatCount(index.total)}.
      </output>
    );
  }
  if (index.state !== "failed") return null;
  return (
    <p className={styles.fault}>
      The records could not be indexed: <Evidence text={index.reason} />
    </p>
  );
}
