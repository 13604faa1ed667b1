// JSON as a tree that folds and can be searched, of any size, exactly as the source writes it. What is no JSON is shown
// as text, with the place at which it stops being JSON.

import { useMemo } from "react";
import type { ReactNode } from "react";
import { Callout } from "../callout.tsx";
import { formatCount } from "../format.ts";
import { openDepth } from "./layout.ts";
import { OutlineView } from "./outline-view.tsx";
import { placeIn, textOutline } from "./text-outline.ts";
import { useOutline } from "./use-outline.ts";
import css from "./json.module.css";

/** Lines that are unfolded at first, about. */
const FIRST_LINES = 60;

export interface JsonViewProps {
  readonly text: string;
  readonly label: string;
  /** One JSON text a line. */
  readonly many?: boolean | undefined;
  /** The text is the beginning of a longer one. */
  readonly partial?: boolean | undefined;
  readonly maxRows?: number | undefined;
  readonly actions?: ReactNode;
  /** It has been said already that this is no JSON. */
  readonly quiet?: boolean | undefined;
  /** Levels unfolded at first; by default as many as fill a screen. */
  readonly openTo?: number | undefined;
}

export function JsonView({ text, many = false, partial = false, openTo, ...rest }: JsonViewProps) {
  const state = useOutline(text, { many, partial });
  const outline = state.state === "ready" ? state.outline : null;
  const depth = useMemo(
    () => openTo ?? (outline === null ? 0 : many ? 0 : openDepth(outline, FIRST_LINES)),
    [outline, many, openTo],
  );
  if (state.state === "reading") {
    return <output className={css.reading}>Reading… {Math.floor(100 * state.progress)}%</output>;
  }
  if (state.state === "no-json") return <NoJson text={text} fault={state.fault} {...rest} />;
  return <OutlineView outline={state.outline} openTo={depth} numbered={many} {...rest} />;
}

interface NoJsonProps extends Omit<JsonViewProps, "many" | "partial" | "openTo"> {
  readonly fault: { readonly offset: number; readonly message: string };
}

function NoJson({ text, fault, quiet = false, ...rest }: NoJsonProps) {
  const { line, column } = placeIn(text, fault.offset);
  return (
    <>
      {!quiet && (
        <Callout tone="warn" title="This is not JSON">
          Line {formatCount(line)}, column {formatCount(column)}: {fault.message}. It is shown as text.
        </Callout>
      )}
      <TextView text={text} place={fault.offset} {...rest} />
    </>
  );
}

export interface TextViewProps {
  readonly text: string;
  readonly label: string;
  readonly maxRows?: number | undefined;
  readonly place?: number | undefined;
  readonly actions?: ReactNode;
}

/** Text in numbered lines; long ones go over several rows. */
export function TextView({ text, ...rest }: TextViewProps) {
  const outline = useMemo(() => textOutline(text), [text]);
  return <OutlineView outline={outline} numbered {...rest} />;
}
