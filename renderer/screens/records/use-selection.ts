// The record that is open (in the address), and the row of the table that it is.

import { useCallback, useEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { useClient } from "../../api/context.tsx";
import { useApp } from "../../app/context.ts";
import type { GridHandle } from "../../widgets/virtual/grid.tsx";
import type { View } from "./use-view.ts";

export interface Selection {
  /** The row that keys start from. */
  readonly active: number | null;
  /** The open record is not among the rows: a filter hides it, or it is not indexed yet. */
  readonly hidden: boolean;
  /** Moves to a row; an open pane follows. */
  readonly move: (row: number) => void;
  /** Moves to a row and opens it. */
  readonly open: (row: number) => void;
  readonly close: () => void;
}

export function useSelection(
  caseId: string,
  view: View | null,
  line: number | null,
  grid: RefObject<GridHandle | null>,
): Selection {
  const client = useClient();
  const { go } = useApp();
  const [at, setAt] = useState<{ view: string | null; row: number | null; hidden: boolean }>({
    view: null,
    row: null,
    hidden: false,
  });
  /** What was selected here: its row is known and needs no looking up. */
  const own = useRef<{ view: string; line: number } | null>(null);
  /** The row that was last asked for; one that comes later than the next is dropped. */
  const latest = useRef(-1);
  const viewId = view?.id ?? null;
  const query = view?.query ?? null;
  const lastQuery = useRef(query);

  const select = useCallback(
    (next: number | null): void => {
      const params = next === null ? {} : { params: { line: String(next) } };
      go({ screen: "records", case: caseId, ...params }, { replace: line !== null });
    },
    [go, caseId, line],
  );

  useEffect(() => {
    if (viewId === null) return;
    const isNewOrder = lastQuery.current !== query;
    lastQuery.current = query;
    if (line === null) {
      if (isNewOrder) {
        setAt({ view: viewId, row: null, hidden: false });
        grid.current?.settle(0);
      }
      return;
    }
    if (own.current?.view === viewId && own.current.line === line) return;
    let live = true;
    const find = async (): Promise<void> => {
      const { position } = await client.call("records.position", { case: caseId, view: viewId, line });
      if (!live) return;
      own.current = { view: viewId, line };
      setAt({ view: viewId, row: position, hidden: position === null });
      if (position !== null) grid.current?.settle(position);
      else if (isNewOrder) grid.current?.settle(0);
    };
    // A view that is gone is replaced by another, and this runs again.
    find().catch(() => {});
    return () => {
      live = false;
    };
  }, [client, caseId, viewId, query, line, grid]);

  const goTo = (row: number, open: boolean): void => {
    if (view === null) return;
    latest.current = row;
    setAt({ view: view.id, row, hidden: false });
    if (!open) return;
    const take = (next: number | undefined): void => {
      if (next === undefined || latest.current !== row) return;
      own.current = { view: view.id, line: next };
      select(next);
    };
    const here = view.rows.get(row);
    if (here !== undefined) take(here.line);
    else
      void view.rows.fetch(row).then(
        (record) => take(record?.line),
        () => {},
      );
  };

  return {
    active: at.row,
    hidden: at.hidden && line !== null,
    move: (row) => goTo(row, line !== null),
    open: (row) => goTo(row, true),
    close: () => {
      select(null);
      grid.current?.focus();
    },
  };
}
