// Above the table: search, outcomes with their counts, and how much of the log is shown.

import { useRef } from "react";
import type { RecordQuery } from "../../../shared/contract/records.ts";
import { useCommand } from "../../keys/table.ts";
import { Button } from "../../widgets/button.tsx";
import { cx } from "../../widgets/cx.ts";
import { formatCount } from "../../widgets/format.ts";
import { MenuButton } from "../../widgets/menu-button.tsx";
import { SearchField } from "../../widgets/search-field.tsx";
import { countWords, narrows, toggled, widened } from "./model/query.ts";
import { Outcome } from "./outcome.tsx";
import type { View } from "./use-view.ts";
import css from "./log-view.module.css";

/** Outcomes that have a button of their own; further ones are in a menu. */
const CHIPS = 5;

export interface LogToolsProps {
  readonly query: RecordQuery;
  readonly onQuery: (query: RecordQuery) => void;
  readonly view: View | null;
  readonly pending: boolean;
}

export function LogTools({ query, onQuery, view, pending }: LogToolsProps) {
  const input = useRef<HTMLInputElement>(null);
  useCommand("find.focus", () => {
    input.current?.focus();
    input.current?.select();
  });
  const outcomes = view?.outcomes ?? [];
  const toggle = (outcome: string): void => onQuery({ ...query, outcomes: toggled(query.outcomes, outcome) });
  return (
    <search className={css.tools} aria-label="Records">
      <div className={css.search}>
        <SearchField
          label="Search the records"
          placeholder="Search records"
          value={query.text}
          onChange={(text) => onQuery({ ...query, text: text.slice(0, 1_000) })}
          inputRef={input}
        />
      </div>
      <fieldset className={css.chips} aria-label="Outcomes">
        {outcomes.slice(0, CHIPS).map(({ outcome, count }) => (
          <button
            key={outcome}
            type="button"
            className={css.chip}
            aria-pressed={query.outcomes.includes(outcome)}
            onClick={() => toggle(outcome)}
          >
            <Outcome outcome={outcome} />
            <span className={css.chipCount}>{formatCount(count)}</span>
          </button>
        ))}
        {outcomes.length > CHIPS && (
          <MenuButton
            label={`${formatCount(outcomes.length - CHIPS)} more outcomes`}
            size="s"
            items={outcomes.slice(CHIPS).map(({ outcome, count }) => ({
              id: outcome,
              label: `${query.outcomes.includes(outcome) ? "✓ " : ""}${outcome} (${formatCount(count)})`,
            }))}
            onAction={toggle}
          />
        )}
      </fieldset>
      <output className={cx(css.count, pending && css.pending)}>
        {view === null
          ? ""
          : `${countWords(view.matched, view.total, formatCount)}${view.complete ? "" : " so far"}`}
      </output>
      {narrows(query) && (
        <Button variant="quiet" size="s" onPress={() => onQuery(widened(query))}>
          Clear
        </Button>
      )}
    </search>
  );
}
