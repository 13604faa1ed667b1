// An outline on the screen, whatever its length: rows in view alone, folding, search, keys of a tree.

import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { cx } from "../cx.ts";
import { slotCount } from "../virtual/row-window.ts";
import { outlineKey } from "./keys.ts";
import { firstRow } from "./layout.ts";
import { OPEN } from "./outline.ts";
import type { Outline } from "./outline.ts";
import { OutlineRow } from "./outline-row.tsx";
import { OutlineTools } from "./tools.tsx";
import { SAMPLE_TEXT, useColumns } from "./use-columns.ts";
import { useHits } from "./use-hits.ts";
import { LINE_HEIGHT, OVERSCAN, useOutlineView } from "./use-outline-view.ts";
import css from "./json.module.css";

export interface OutlineViewProps {
  readonly outline: Outline;
  readonly label: string;
  /** Levels that are unfolded at first; leave out for plain text. */
  readonly openTo?: number | undefined;
  /** Numbers before the lines or, in JSON Lines, before each value. */
  readonly numbered?: boolean | undefined;
  /** As high as its rows need, up to so many; without it as high as the room it is given. */
  readonly maxRows?: number | undefined;
  /** A place to begin at and mark. */
  readonly place?: number | undefined;
  /** At the right of the search field. */
  readonly actions?: ReactNode;
}

export function OutlineView(props: OutlineViewProps) {
  const { outline, label, openTo, numbered = false, maxRows, place, actions } = props;
  const id = useId();
  const sample = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(0);
  const numberWidth = numbered ? String(outline.documents.length).length + 2 : 0;
  // The sign of folding and some air take the rest.
  const columns = useColumns(sample, width) - numberWidth - 5;
  const state = useOutlineView(outline, columns, openTo ?? Infinity, place ?? null);
  const { layout, rows, cursor } = state;
  if (rows.width !== width) setWidth(rows.width);
  const search = useHits(outline);
  const isTree = openTo !== undefined;

  const found = search.hits?.offsets ?? null;
  useEffect(() => {
    if (found !== null && found.length > 0) state.goTo(found[0]!);
    // oxlint-disable-next-line react/exhaustive-deps -- to the first place of each new search, once
  }, [found]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !outlineKey(event.key, outline, state, isTree))
      return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>("[data-line]");
    // Dragging over text selects it, and folds nothing.
    if (row === null || getSelection()?.isCollapsed === false) return;
    const line = Number(row.dataset["line"]);
    if (row.dataset["more"] !== undefined || outline.kindCode(line) === OPEN) state.activate(line);
    else state.moveTo(line);
  };

  const mark = useMemo(
    () => (place === undefined ? null : { offsets: Int32Array.of(place), length: 1, current: 0 }),
    [place],
  );
  const { first, end, base, shift } = rows.window;
  const slots = slotCount(rows.extent, OVERSCAN);
  const drawn = [];
  for (let row = first; row < Math.min(end, layout.count); row += 1) {
    const line = layout.line[row]!;
    const from = layout.from[row]!;
    drawn.push(
      <OutlineRow
        key={row % slots}
        id={`${id}-${line}`}
        outline={outline}
        line={line}
        from={from}
        to={layout.to[row]!}
        top={(row - base) * LINE_HEIGHT}
        folded={outline.kindCode(line) === OPEN && state.isFolded(line)}
        isCursor={isTree && line === cursor && from === 0}
        number={numbered ? outline.documentAt(line) : null}
        numberWidth={numberWidth}
        hits={search.hits ?? mark}
        columns={columns}
      />,
    );
  }
  const cursorRow = layout.count === 0 ? -1 : firstRow(layout, cursor);
  const hasCursor = isTree && cursorRow >= first && cursorRow < end;
  const height = maxRows === undefined ? undefined : Math.min(layout.count, maxRows) * LINE_HEIGHT + 2;
  return (
    <div className={cx(css.view, maxRows === undefined && css.fill)}>
      <OutlineTools
        label={label}
        search={search}
        goTo={state.goTo}
        actions={actions}
        {...(isTree ? { onFoldAll: () => state.foldTo(1), onUnfoldAll: () => state.foldTo(Infinity) } : {})}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its role is a tree's or a region's */}
      <div
        ref={rows.bar}
        className={css.scroller}
        style={height === undefined ? undefined : { height }}
        role={isTree ? "tree" : "region"}
        aria-label={label}
        {...(hasCursor ? { "aria-activedescendant": `${id}-${layout.line[cursorRow]!}` } : {})}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must take the focus
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div role="presentation" style={{ height: rows.height }}>
          <div role="presentation" className={css.layer} style={{ height: rows.extent.viewHeight }}>
            <div
              role="presentation"
              className={css.moved}
              style={{ transform: `translate3d(0, ${shift}px, 0)` }}
            >
              {drawn}
            </div>
          </div>
        </div>
        <span ref={sample} className={css.sample} aria-hidden>
          {SAMPLE_TEXT}
        </span>
      </div>
    </div>
  );
}
