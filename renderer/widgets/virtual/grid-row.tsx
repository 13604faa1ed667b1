// One row of a VirtualGrid. Memoised: while one scrolls only rows that come into view are made anew.

// oxlint-disable jsx-a11y/prefer-tag-over-role -- elements of a table cannot be laid out a few at a time

import { memo } from "react";
import type { GridColumn } from "./columns.ts";
import css from "./grid.module.css";

interface GridRowProps<T> {
  readonly id: string;
  readonly row: T | undefined;
  readonly index: number;
  /** px below the base row. */
  readonly top: number;
  readonly height: number;
  readonly columns: readonly GridColumn<T>[];
  readonly active: boolean;
  readonly tone: string | undefined;
}

function Row<T>({ id, row, index, top, height, columns, active, tone }: GridRowProps<T>) {
  return (
    <div
      role="row"
      id={id}
      className={css["row"]}
      style={{ top, height }}
      aria-rowindex={index + 2}
      aria-selected={active}
      aria-busy={row === undefined || undefined}
      data-index={index}
      data-tone={tone}
    >
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={place + 1}
          className={css["cell"]}
          data-end={column.end ?? undefined}
        >
          {row === undefined ? <span className={css["waiting"]} /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(Row) as typeof Row;
