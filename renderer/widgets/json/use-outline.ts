// Reads a text into an outline without keeping the page waiting: the first part at once, the rest in turns.

import { useEffect, useMemo, useReducer } from "react";
import type { Outline } from "./outline.ts";
import { OutlineReader } from "./outline-reader.ts";
import type { JsonFault, ReadOptions } from "./outline-reader.ts";

/** UTF-16 units: some 15 ms of reading at first, 5 ms in each further turn. */
const FIRST_UNITS = 2_500_000;
const TURN_UNITS = 1_000_000;

export type OutlineState =
  | { readonly state: "reading"; readonly progress: number }
  | { readonly state: "ready"; readonly outline: Outline }
  | { readonly state: "no-json"; readonly fault: JsonFault };

export function useOutline(text: string, { many = false, partial = false }: ReadOptions = {}): OutlineState {
  const work = useMemo(() => {
    const reader = new OutlineReader(text, { many, partial });
    return { reader, done: reader.step(FIRST_UNITS) };
  }, [text, many, partial]);
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);

  useEffect(() => {
    if (work.done) return;
    let timer = 0;
    const turn = (): void => {
      work.done = work.reader.step(TURN_UNITS);
      redraw();
      if (!work.done) timer = setTimeout(turn);
    };
    timer = setTimeout(turn);
    return () => clearTimeout(timer);
  }, [work]);

  const { reader, done } = work;
  if (!done) return { state: "reading", progress: reader.progress };
  if (reader.fault !== null) return { state: "no-json", fault: reader.fault };
  return { state: "ready", outline: reader.outline };
}
