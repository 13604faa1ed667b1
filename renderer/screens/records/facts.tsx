// Facts of a record as a list of names and values. All values are evidence, and so are names that the format does not
// know.

import { useState } from "react";
import type { ReactNode } from "react";
import type { JsonValue } from "../../../shared/encoding/json.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount } from "../../widgets/format.ts";
import { Hash } from "../../widgets/hash.tsx";
import { JsonView } from "../../widgets/json/json-view.tsx";
import { Time } from "../../widgets/time.tsx";
import type { Fact, Look, Shown } from "./model/fact.ts";
import css from "./facts.module.css";

/** Characters of a text that are shown at first. */
const FIRST = 1_200;
/** A value is set out in lines up to that many characters, and as a tree beyond. */
const MOST_PLAIN = 4_000;
/** As many of a list of values are shown at first. */
const MOST_VALUES = 12;

export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>;
}

/** A name and what stands for it. */
export function Row({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={css.row}>
      <dt className={css.label}>{label}</dt>
      <dd className={css.value}>{children}</dd>
    </div>
  );
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return facts.map((fact, place) => (
    // oxlint-disable-next-line react/no-array-index-key -- names may stand twice
    <Row key={place} label={fact.known ? fact.label : <Evidence text={fact.label} mono />}>
      <Values values={fact.values} look={fact.look} inline={fact.inline === true} />
    </Row>
  ));
}

interface ValuesProps {
  readonly values: readonly Shown[];
  readonly look: Look;
  readonly inline: boolean;
}

function Values({ values, look, inline }: ValuesProps) {
  const [all, setAll] = useState(false);
  const shown = all ? values.slice(0, 1_000) : values.slice(0, MOST_VALUES);
  return (
    <span className={inline ? css.inline : css.values}>
      {shown.map((value, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- values may be equal
        <Value key={place} value={value} look={look} />
      ))}
      {shown.length < values.length && !all && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {formatCount(values.length - shown.length)} more
        </button>
      )}
      {all && shown.length < values.length && (
        <span className={css.faint}>The rest of {formatCount(values.length)} is in the raw JSON.</span>
      )}
    </span>
  );
}

export function Value({ value, look }: { readonly value: Shown; readonly look: Look }) {
  if (value.form === "json") return <Json value={value.value} />;
  if (look === "time") return <Time value={value.text} />;
  if (look === "hash" && /^[0-9a-f]{64}$/.test(value.text)) return <Hash value={value.text} short copy />;
  return <LongText text={value.text} mono={look === "code"} />;
}

function LongText({ text, mono }: { readonly text: string; readonly mono: boolean }) {
  const [all, setAll] = useState(false);
  if (text.length <= FIRST) return <Evidence text={text} mono={mono} />;
  if (all && text.length > 20 * FIRST) {
    return <span className={css.faint}>All {formatCount(text.length)} characters are in the raw JSON.</span>;
  }
  return (
    <span>
      <Evidence text={all ? text : text.slice(0, FIRST)} mono={mono} />
      {!all && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          Show all {formatCount(text.length)} characters
        </button>
      )}
    </span>
  );
}

function Json({ value }: { readonly value: JsonValue }) {
  const line = JSON.stringify(value);
  if (line.length <= 60) return <Evidence text={line} mono />;
  if (line.length <= MOST_PLAIN) return <Tree value={value} />;
  return <JsonView text={line} label="this value" maxRows={14} />;
}

/** Small objects as names and values, without the brackets that nobody reads. */
function Tree({ value }: { readonly value: JsonValue }) {
  if (typeof value !== "object" || value === null) {
    return <Evidence text={typeof value === "string" ? value : JSON.stringify(value)} mono />;
  }
  const line = JSON.stringify(value);
  if (line.length <= 44) return <Evidence text={line} mono />;
  if (Array.isArray(value)) {
    return (
      <span className={css.values}>
        {value.map((item, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- items may be equal
          <Tree key={place} value={item} />
        ))}
      </span>
    );
  }
  return (
    <span className={css.tree}>
      {Object.entries(value).map(([name, item]) => (
        <span key={name} className={isDeep(item) ? css.deep : css.member}>
          <span className={css.name}>
            <Evidence text={name} mono />
          </span>{" "}
          <Tree value={item} />
        </span>
      ))}
    </span>
  );
}

function isDeep(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && JSON.stringify(value).length > 44;
}
