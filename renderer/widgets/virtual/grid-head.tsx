// The headers of a VirtualGrid; those that sort are buttons and say how they sort.

// oxlint-disable jsx-a11y/prefer-tag-over-role -- elements of a table cannot be laid out a few at a time

import { ArrowDown, ArrowUp } from "lucide-react";
import type { GridColumn } from "./columns.ts";
import css from "./grid.module.css";

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

interface GridHeadProps<T> {
  readonly columns: readonly GridColumn<T>[];
  readonly sort: GridSort | null;
  readonly onSort: ((column: string) => void) | undefined;
}

export function GridHead<T>({ columns, sort, onSort }: GridHeadProps<T>) {
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={css["head"]}>
        {columns.map((column, place) => {
          const sorted = sort?.column === column.id;
          const order = sorted ? (sort.descending ? "descending" : "ascending") : "none";
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={place + 1}
              className={css["title"]}
              data-end={column.end ?? undefined}
              {...(column.sortable === true ? { "aria-sort": order } : {})}
            >
              {column.sortable === true ? (
                <button type="button" className={css["sort"]} onClick={() => onSort?.(column.id)}>
                  {column.title}
                  {sorted && (sort.descending ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
                </button>
              ) : (
                column.title
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
