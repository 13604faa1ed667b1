// Lists within a record: each item a line that opens to its facts.

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount } from "../../widgets/format.ts";
import { FactList, Facts, Value } from "./facts.tsx";
import type { Item, Items } from "./model/lists.ts";
import type { Shown } from "./model/fact.ts";
import css from "./items.module.css";

const FIRST = 12;
const MOST = 1_000;

export interface ItemListProps {
  readonly list: Items;
  /** Items that are shown at first; one more than that is shown too. */
  readonly first?: number;
}

export function ItemList({ list, first = FIRST }: ItemListProps) {
  const [all, setAll] = useState(false);
  const { items, odd } = list;
  // A line that says "1 more" takes the room of the one.
  const few = items.length === first + 1 ? first + 1 : first;
  const shown = items.slice(0, all ? MOST : few);
  return (
    <>
      {odd.length > 0 && (
        <FactList>
          <Facts facts={odd} />
        </FactList>
      )}
      <ul className={css.list}>
        {shown.map((item, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- items have no other identity
          <li key={place}>
            <One item={item} />
          </li>
        ))}
      </ul>
      {shown.length < items.length &&
        (all ? (
          <p className={css.rest}>The rest of {formatCount(items.length)} is in the raw JSON.</p>
        ) : (
          <button type="button" className={css.more} onClick={() => setAll(true)}>
            {formatCount(items.length - shown.length)} more
          </button>
        ))}
    </>
  );
}

function One({ item }: { readonly item: Item }) {
  const [open, setOpen] = useState(false);
  const line = <Line item={item} />;
  if (item.facts.length === 0) return <div className={css.plain}>{line}</div>;
  return (
    <details className={css.item} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={css.summary}>
        <ChevronRight className={css.arrow} size={12} aria-hidden />
        {line}
      </summary>
      {open && (
        <div className={css.body}>
          <FactList>
            <Facts facts={item.facts} />
          </FactList>
        </div>
      )}
    </details>
  );
}

function Line({ item: { head, text, mark } }: { readonly item: Item }) {
  return (
    <span className={css.line}>
      <span className={css.head}>{head === null ? "Not named" : <Brief value={head} />}</span>
      {mark !== null && (
        <span className={css.mark}>
          <Brief value={mark} />
        </span>
      )}
      {text !== null && (
        <span className={css.text}>
          <Brief value={text} />
        </span>
      )}
    </span>
  );
}

function Brief({ value }: { readonly value: Shown }) {
  return value.form === "text" && value.text.length <= 1_000 ? (
    <Evidence text={value.text} />
  ) : (
    <Value value={value} look="prose" />
  );
}
