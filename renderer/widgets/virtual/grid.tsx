// A table of any number of rows: only those in view exist, the rest is arithmetic (row-window.ts).

// oxlint-disable jsx-a11y/prefer-tag-over-role -- elements of a table cannot be laid out a few at a time

import {
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useReducer,
  useState,
  useSyncExternalStore,
} from "react";
import type { CSSProperties, KeyboardEvent, MouseEvent, Ref } from "react";
import { fitColumns, gridTemplate } from "./columns.ts";
import type { GridColumn } from "./columns.ts";
import { GridHead } from "./grid-head.tsx";
import type { GridSort } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";
import type { PageCache } from "./page-cache.ts";
import { rowForKey, slotCount } from "./row-window.ts";
import type { RowWindow } from "./row-window.ts";
import { PATIENCE, Trail } from "./trail.ts";
import { useRows } from "./use-rows.ts";
import type { Rows } from "./use-rows.ts";
import css from "./grid.module.css";

export const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 30;
const OVERSCAN = 4;

export interface GridHandle {
  /** Brings a row into view, from afar to the upper third. */
  readonly settle: (row: number) => void;
  readonly reveal: (row: number) => void;
  readonly focus: () => void;
}

interface VirtualGridProps<T> {
  readonly label: string;
  readonly columns: readonly GridColumn<T>[];
  readonly rows: PageCache<T>;
  /** The row that keys start from, and that is marked. */
  readonly active: number | null;
  readonly onActive: (row: number) => void;
  /** Enter, or a click. */
  readonly onOpen: (row: number) => void;
  readonly sort?: GridSort | null;
  readonly onSort?: (column: string) => void;
  /** A name that the style sheet knows: "bad". */
  readonly tone?: (row: T) => string | undefined;
  readonly ref?: Ref<GridHandle>;
}

export function VirtualGrid<T>(props: VirtualGridProps<T>) {
  const { label, columns, rows, active, onActive, onOpen, sort = null, onSort, tone, ref } = props;
  const id = useId();
  const view = useRows(rows.count, ROW_HEIGHT, HEAD_HEIGHT, OVERSCAN);
  const { bar, window, reveal, settle } = view;
  useSyncExternalStore(rows.subscribe, rows.getVersion);
  const shown = useMemo(() => fitColumns(columns, view.width), [columns, view.width]);
  const idOf = (row: number): string => `${id}-${row}`;

  useEffect(() => rows.want(window.first, window.end), [rows, window.first, window.end]);
  const { first, end, base, shift } = useLateWindow(window, rows);
  useImperativeHandle(ref, () => ({ settle, reveal, focus: () => bar.current?.focus() }), [
    bar,
    reveal,
    settle,
  ]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && active !== null) {
      event.preventDefault();
      onOpen(active);
      return;
    }
    const next = nextRow(event.key, active, view);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    reveal(next);
    onActive(next);
  };
  const onClick = (event: MouseEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (row === null) return;
    onActive(Number(row.dataset["index"]));
    onOpen(Number(row.dataset["index"]));
  };

  const drawn = [];
  // Elements are recycled: a row that leaves at one end gives its place to the one that comes at the other.
  const slots = slotCount(view.extent, OVERSCAN);
  for (let index = first; index < end; index += 1) {
    const row = rows.get(index);
    drawn.push(
      <GridRow
        key={index % slots}
        id={idOf(index)}
        row={row}
        index={index}
        top={(index - base) * ROW_HEIGHT}
        height={ROW_HEIGHT}
        columns={shown}
        active={index === active}
        tone={row === undefined ? undefined : tone?.(row)}
      />,
    );
  }
  const inDom = active !== null && active >= first && active < end;
  return (
    // The keys of a grid are handled on it: its rows are named by aria-activedescendant and take no focus.
    <div
      ref={bar}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.count + 1}
      aria-colcount={shown.length}
      {...(inDom ? { "aria-activedescendant": idOf(active) } : {})}
      tabIndex={0}
      className={css["grid"]}
      style={{ "--columns": gridTemplate(shown) } as CSSProperties}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" style={{ height: view.height }}>
        <div role="presentation" className={css["layer"]}>
          <GridHead columns={shown} sort={sort} onSort={onSort} />
          <div role="presentation" className={css["body"]}>
            <div
              role="rowgroup"
              className={css["moved"]}
              style={{ transform: `translate3d(0, ${shift}px, 0)` }}
            >
              {drawn}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

/** From a row by its key; where none is marked yet arrows begin at the top of the view. */
function nextRow(key: string, active: number | null, { extent, topRow }: Rows): number | null {
  if (active !== null) return rowForKey(key, active, extent);
  const next = rowForKey(key, topRow, extent);
  return next !== null && Math.abs(next - topRow) <= 1 ? topRow : next;
}

/** The rows to draw: those in view, or for a moment those that came last. */
function useLateWindow<T>(wanted: RowWindow, rows: PageCache<T>): RowWindow {
  const [trail] = useState(() => new Map<PageCache<T>, Trail>());
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  let own = trail.get(rows);
  if (own === undefined) {
    trail.clear();
    own = new Trail();
    trail.set(rows, own);
  }
  const drawn = own.pick(wanted, ({ first, end }) => rows.has(first, end));
  const late = drawn !== wanted;
  useEffect(() => {
    if (!late) return;
    const timer = setTimeout(redraw, PATIENCE + 10);
    return () => clearTimeout(timer);
  }, [late]);
  return drawn;
}
