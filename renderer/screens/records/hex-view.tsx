// Bytes as a hex dump; only the rows in view exist.

import type { KeyboardEvent } from "react";
import { useState } from "react";
import { pageRows } from "../../widgets/virtual/row-window.ts";
import { useRows } from "../../widgets/virtual/use-rows.ts";
import { hexRow } from "./model/content.ts";
import css from "./file-pane.module.css";

const ROW_HEIGHT = 20;
/** From that width on, in px, sixteen bytes a row, below it eight. */
const WIDE = 552;

export function HexView({ bytes }: { readonly bytes: Uint8Array }) {
  const [perRow, setPerRow] = useState(16);
  const count = Math.ceil(bytes.length / perRow);
  const { bar, height, width, extent, window, reveal } = useRows(count, ROW_HEIGHT, 0);
  const fitting = width === 0 || width >= WIDE ? 16 : 8;
  if (fitting !== perRow) setPerRow(fitting);

  const onKeyDown = (event: KeyboardEvent): void => {
    const top = Math.ceil(-(window.shift - window.base * ROW_HEIGHT) / ROW_HEIGHT);
    const page = pageRows(extent);
    const rows: Readonly<Record<string, number>> = {
      ArrowDown: top + page + 1,
      ArrowUp: top - 1,
      PageDown: top + 2 * page,
      PageUp: top - page,
      Home: 0,
      End: count - 1,
    };
    const row = Object.hasOwn(rows, event.key) ? rows[event.key] : undefined;
    if (row === undefined) return;
    event.preventDefault();
    reveal(Math.min(Math.max(0, row), count - 1));
  };
  const rows = [];
  for (let row = window.first; row < window.end; row += 1) {
    const { offset, hex, ascii } = hexRow(bytes, row, perRow);
    rows.push(
      <div key={row} className={css.hexRow} style={{ top: (row - window.base) * ROW_HEIGHT }}>
        <span className={css.offset}>{offset}</span>
        <span>{hex}</span>
        <span className={css.ascii}>{ascii}</span>
      </div>,
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a scrolling region must take keys
    <section
      ref={bar}
      aria-label="Bytes of the file"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must take the focus
      tabIndex={0}
      className={css.hex}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height }}>
        <div role="presentation" className={css.layer} style={{ height: extent.viewHeight }}>
          <div className={css.moved} style={{ transform: `translate3d(0, ${window.shift}px, 0)` }}>
            {rows}
          </div>
        </div>
      </div>
    </section>
  );
}
