// The action log: search and filters, the table, and the record that is open beside it.

import { FileSearch } from "lucide-react";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Case } from "../../../shared/contract/cases.ts";
import type { RecordQuery, RecordRow } from "../../../shared/contract/records.ts";
import { messageOf } from "../../app/errors.ts";
import { useCommand } from "../../keys/table.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { VirtualGrid } from "../../widgets/virtual/grid.tsx";
import type { GridHandle } from "../../widgets/virtual/grid.tsx";
import type { PageCache } from "../../widgets/virtual/page-cache.ts";
import { RECORD_GRID } from "./cells.tsx";
import { IndexState } from "./index-state.tsx";
import { LogTools } from "./log-tools.tsx";
import { narrows, rememberedQuery, rememberQuery, sortedBy, widened } from "./model/query.ts";
import { RecordPane } from "./record-pane.tsx";
import { Split } from "./split.tsx";
import { useSelection } from "./use-selection.ts";
import { useView } from "./use-view.ts";
import css from "./log-view.module.css";

export function LogView({ case: shown, line }: { readonly case: Case; readonly line: number | null }) {
  const [query, setQuery] = useState(() => rememberedQuery(shown.id));
  const { view, pending, error, again } = useView(shown, query);
  const grid = useRef<GridHandle>(null);
  const selection = useSelection(shown.id, view, line, grid);
  const ask = useCallback(
    (next: RecordQuery): void => {
      rememberQuery(shown.id, next);
      setQuery(next);
    },
    [shown.id],
  );

  // One who came by a link or a key of another screen finds the keys of the table at work.
  const isThere = view !== null;
  useEffect(() => {
    const { activeElement } = document;
    const isNowhere = activeElement === null || ["BODY", "MAIN"].includes(activeElement.tagName);
    if (isThere && isNowhere) grid.current?.focus();
  }, [isThere]);

  const step = (by: number): void => {
    if (view === null || view.matched === 0) return;
    const from = selection.active ?? (by > 0 ? -1 : view.matched);
    const row = Math.min(Math.max(0, from + by), view.matched - 1);
    grid.current?.reveal(row);
    selection.move(row);
  };
  useCommand("rows.next", () => step(1));
  useCommand("rows.previous", () => step(-1));

  const hasRows = shown.index.state === "building" || shown.index.state === "ready";
  const isEmpty = view !== null && view.matched === 0 && view.complete;
  const pane =
    line === null ? null : (
      <RecordPane
        case={shown}
        line={line}
        // While the index is built, the view knows of those that are in it.
        total={Math.max(view?.total ?? 0, shown.verdict.entries)}
        hidden={selection.hidden}
        onWiden={narrows(query) ? () => ask(widened(query)) : null}
        onStep={step}
        onClose={selection.close}
      />
    );
  return (
    <div className={css.log}>
      {hasRows && <LogTools query={query} onQuery={ask} view={view} pending={pending} />}
      <IndexState case={shown} />
      {error !== null && (
        <div className={css.notice}>
          <Callout
            tone="bad"
            title="The records could not be fetched"
            actions={<Button onPress={again}>Try again</Button>}
          >
            {messageOf(error)}
          </Callout>
        </div>
      )}
      {view !== null && <PageFailure rows={view.rows} />}
      <Split label="Width of the record" pane={pane} onEscape={selection.close}>
        {shown.index.state === "none" ? (
          <EmptyState icon={FileSearch} title="There is no table of records">
            <Evidence text={shown.index.reason} />
          </EmptyState>
        ) : isEmpty ? (
          <Nothing shown={shown} query={query} onWiden={() => ask(widened(query))} />
        ) : view === null ? (
          <div className={css.waiting} aria-busy={hasRows} />
        ) : (
          <VirtualGrid
            ref={grid}
            label="Records of the action log"
            columns={RECORD_GRID}
            rows={view.rows}
            active={selection.active}
            onActive={selection.move}
            onOpen={selection.open}
            sort={{ column: query.sort, descending: query.descending }}
            onSort={(column) => ask(sortedBy(query, column))}
            tone={toneOf}
          />
        )}
      </Split>
    </div>
  );
}

/** Some of the rows could not be fetched: their places stay empty, and this says why. */
function PageFailure({ rows }: { readonly rows: PageCache<RecordRow> }) {
  useSyncExternalStore(rows.subscribe, rows.getVersion);
  const { failure } = rows;
  if (failure === undefined) return null;
  return (
    <div className={css.notice}>
      <Callout
        tone="bad"
        title="Some records could not be fetched"
        actions={<Button onPress={() => rows.retry()}>Try again</Button>}
      >
        {messageOf(failure)}
      </Callout>
    </div>
  );
}

function toneOf(row: RecordRow): string | undefined {
  return row.readable ? undefined : "bad";
}

interface NothingProps {
  readonly shown: Case;
  readonly query: RecordQuery;
  readonly onWiden: () => void;
}

function Nothing({ shown, query, onWiden }: NothingProps) {
  if (!narrows(query)) {
    return (
      <EmptyState icon={FileSearch} title="The action log has no records">
        {shown.verdict.chain === "none"
          ? "This bundle has no action log that can be read."
          : "The log in this bundle is empty."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={FileSearch}
      title="No record matches"
      actions={<Button onPress={onWiden}>Show all records</Button>}
    >
      Every word must stand in a record&rsquo;s id, actor, trigger, action, outcome or correlation.
    </EmptyState>
  );
}
