// The columns of a table, and which of them a width has room for.

import type { ReactNode } from "react";

export interface GridColumn<T> {
  readonly id: string;
  readonly title: string;
  /** The least width in px, and the share of what is left over; without a share it stays at that. */
  readonly width: number;
  readonly share?: number;
  /** Which columns go first where there is no room; without one it always stays. */
  readonly drop?: number;
  readonly end?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: T) => ReactNode;
}

/** The columns that fit into `width` px: the highest `drop` goes first. */
export function fitColumns<C extends { readonly width: number; readonly drop?: number }>(
  columns: readonly C[],
  width: number,
): readonly C[] {
  const kept = new Set(columns);
  const leaving = columns
    .filter(({ drop }) => drop !== undefined)
    .toSorted((a, b) => (b.drop ?? 0) - (a.drop ?? 0));
  let needed = columns.reduce((sum, column) => sum + column.width, 0);
  for (const column of leaving) {
    if (needed <= width) break;
    kept.delete(column);
    needed -= column.width;
  }
  return columns.filter((column) => kept.has(column));
}

/** The same as a value of CSS grid-template-columns. */
export function gridTemplate(
  columns: readonly { readonly width: number; readonly share?: number }[],
): string {
  return columns
    .map(({ width, share }) => (share === undefined ? `${width}px` : `minmax(${width}px, ${share}fr)`))
    .join(" ");
}
