// One row of an OutlineView.

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { visibleParts } from "../../../shared/encoding/visible.ts";
import { cx } from "../cx.ts";
import { formatCount } from "../format.ts";
import { indentOf, lineText, MORE, roomOf } from "./layout.ts";
import { OPEN, RAW } from "./outline.ts";
import type { Outline } from "./outline.ts";
import { piecesOf, previewOf } from "./pieces.ts";
import type { Hits, Piece } from "./pieces.ts";
import css from "./json.module.css";

export interface OutlineRowProps {
  readonly id: string;
  readonly outline: Outline;
  readonly line: number;
  /** The part of the line's text on this row; `from` MORE: the row that offers the rest. */
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly folded: boolean;
  readonly isCursor: boolean;
  /** Before the line, where it has one. */
  readonly number: number | null;
  readonly numberWidth: number;
  readonly hits: Hits | null;
  /** Columns that a folded value may show of itself. */
  readonly columns: number;
}

export const OutlineRow = memo(function OutlineRow(props: OutlineRowProps) {
  const { outline, line, from, to, folded, number } = props;
  const depth = outline.depth(line);
  const isOpen = outline.kindCode(line) === OPEN;
  const isFirst = from === 0;
  const { indent, deep } = indentOf(depth, props.columns);
  const isTree = outline.kindCode(line) !== RAW;
  const role = isTree
    ? isFirst
      ? {
          role: "treeitem",
          "aria-level": depth + 1,
          "aria-selected": props.isCursor,
          ...(isOpen ? { "aria-expanded": !folded } : {}),
          "aria-label": nameOf(outline, line),
        }
      : { role: "none" }
    : {};
  return (
    <div
      id={isFirst ? props.id : undefined}
      {...role}
      className={css.row}
      data-line={line}
      data-cursor={props.isCursor || undefined}
      data-more={from === MORE || undefined}
      style={{ top: props.top }}
    >
      {props.numberWidth > 0 && (
        <span className={css.number} style={{ width: `${props.numberWidth}ch` }} aria-hidden>
          {isFirst ? number : ""}
        </span>
      )}
      {isTree && (
        <span className={css.fold} style={{ marginLeft: `${indent}ch` }} aria-hidden>
          {isFirst && isOpen && (folded ? <ChevronRight size={12} /> : <ChevronDown size={12} />)}
        </span>
      )}
      {deep && <span className={css.deep}>{isFirst && `level ${formatCount(depth)}`}</span>}
      {from === MORE ? (
        <span className={css.more}>Show all {formatCount(to)} characters</span>
      ) : (
        <span className={css.text}>
          <Pieces pieces={piecesOf(outline, line, from, to, props.hits)} />
          {folded && isFirst && (
            <Folded outline={outline} line={line} columns={roomOf(depth, props.columns)} />
          )}
        </span>
      )}
    </div>
  );
});

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ text, look, hit }, place) => (
    // oxlint-disable-next-line react/no-array-index-key -- pieces have no other identity
    <span key={place} className={cx(css[look], hit !== false && css[hit])}>
      <Shown text={text} />
    </span>
  ));
}

function Shown({ text }: { readonly text: string }) {
  const parts = visibleParts(text);
  if (parts.length === 1 && !parts[0]!.hidden) return parts[0]!.text;
  return parts.map((part, place) =>
    part.hidden ? (
      // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
      <span key={place} className={css.hidden}>
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}

/** A folded value: as much of it as there is room for, and how much it holds. */
function Folded({ outline, line, columns }: Pick<OutlineRowProps, "outline" | "line" | "columns">) {
  const isObject = outline.text[outline.start(line)] === "{";
  const count = outline.count(line);
  const words = isObject ? (count === 1 ? "key" : "keys") : count === 1 ? "item" : "items";
  const counted = `${formatCount(count)} ${words}`;
  // Brackets, comma, the sign that more follows, and the count.
  const preview = previewOf(outline, line, columns - outline.columns(line) - counted.length - 9);
  return (
    <span className={css.folded}>
      {preview.length === 0 ? " … " : <Pieces pieces={preview} />}
      <span className={css.punctuation}>
        {isObject ? "}" : "]"}
        {outline.comma(line) ? "," : ""}
      </span>
      <span className={css.count}>{counted}</span>
    </span>
  );
}

/** What is read out for a line; the rest of a long one is there to be read once it is shown. */
function nameOf(outline: Outline, line: number): string {
  const text = lineText(outline, line);
  return visibleParts(text.length > 300 ? `${text.slice(0, 300)}…` : text)
    .map((part) => part.text)
    .join("");
}
