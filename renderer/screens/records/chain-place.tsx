// Where a record stands in the hash chain, and for a broken link what differs.

import { Link2, Link2Off, ListEnd, Unlink } from "lucide-react";
import type { LogRecord } from "../../../shared/contract/records.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatBytes, formatCount } from "../../widgets/format.ts";
import { Hash } from "../../widgets/hash.tsx";
import { Icon } from "../../widgets/icon.tsx";
import { FactList, Row } from "./facts.tsx";
import { diffTexts } from "../../widgets/text-diff.ts";
import { afterWords, chainWords } from "./model/chain.ts";
import type { LogExtent } from "./model/chain.ts";
import { Section } from "./section.tsx";
import css from "./chain-place.module.css";

const SHAPES = { first: ListEnd, linked: Link2, skips: Unlink, broken: Link2Off, unknown: Link2Off };

export interface ChainPlaceProps {
  readonly record: LogRecord;
  readonly log: LogExtent;
}

export function ChainPlace({ record, log }: ChainPlaceProps) {
  const { tone, word, sentence } = chainWords(record);
  const { prev, before, sha256 } = record;
  const broken = record.chain === "broken" && prev !== null && before !== null;
  return (
    <Section title="Place in the chain">
      <div className={css.state} data-tone={tone}>
        <span className={css.icon}>
          <Icon icon={SHAPES[record.chain]} size={15} />
        </span>
        <span>
          <strong>{word}.</strong> {sentence}
        </span>
      </div>
      <FactList>
        <Row label="Line">
          {formatCount(record.line)}
          <span className={css.faint}>
            {" · "}
            {formatBytes(record.bytes)} at byte {formatCount(record.offset)}
          </span>
        </Row>
        <Row label="SHA-256">
          <Hash value={sha256} copy short />
        </Row>
        {broken ? (
          <>
            <Row label="It names">
              <Difference text={prev} other={before} />
            </Row>
            <Row label="Line before has">
              <Difference text={before} other={prev} />
            </Row>
          </>
        ) : (
          prev !== null && (
            <Row label="Before">
              <HashText text={prev} />
            </Row>
          )
        )}
        <Row label="After">
          <After record={record} log={log} />
        </Row>
      </FactList>
    </Section>
  );
}

function After({ record, log }: ChainPlaceProps) {
  switch (afterWords(record, log)) {
    case "last":
      return <span className={css.faint}>none: it is the last line</span>;
    case "unknown":
      return <span className={css.faint}>not known yet: the log is being indexed</span>;
    case "unstated":
      return (
        <span className={css.bad}>
          <Icon icon={Link2Off} size={13} /> the next line names no hash that can be read
        </span>
      );
    case "agrees":
      return (
        <span className={css.ok}>
          <Icon icon={Link2} size={13} /> the next line names this one&rsquo;s hash
        </span>
      );
    case "differs":
      return (
        <>
          <span className={css.bad}>
            <Icon icon={Link2Off} size={13} /> the next line names another hash
          </span>
          <Difference text={record.after ?? ""} other={record.sha256} />
        </>
      );
  }
}

function HashText({ text }: { readonly text: string }) {
  return /^[0-9a-f]{64}$/.test(text) ? <Hash value={text} copy short /> : <Evidence text={text} mono />;
}

/** A hash whole, what differs from the other underlined and coloured. */
function Difference({ text, other }: { readonly text: string; readonly other: string }) {
  return (
    <code className={css.hash}>
      {diffTexts(text.slice(0, 200), other.slice(0, 200)).expected.map((part, place) =>
        part.differs ? (
          // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
          <mark key={place} className={css.differs}>
            <Evidence text={part.text} mono />
          </mark>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
          <Evidence key={place} text={part.text} mono />
        ),
      )}
    </code>
  );
}
