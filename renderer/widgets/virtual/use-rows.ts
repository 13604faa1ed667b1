// Binds a RowScroller to an element that scrolls: its size, its scroll bar, its wheel.

import { useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { RowScroller, wheelPixels } from "./row-scroller.ts";
import { clampPosition, isInView, isScaled, lastScroll, reveal, rowWindow, settle } from "./row-window.ts";
import type { Extent, RowWindow } from "./row-window.ts";

export interface Rows {
  /** For the element that scrolls. In it a spacer of `height` px, in that a layer that sticks to the top. */
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly height: number;
  readonly width: number;
  readonly extent: Extent;
  readonly window: RowWindow;
  /** The first row that is wholly in view. */
  readonly topRow: number;
  /** Brings a row into view by the shortest way. */
  readonly reveal: (row: number) => void;
  /** Brings a row into view; from afar to the upper third. */
  readonly settle: (row: number) => void;
}

/** `head` is the height of what stays above the rows within the scrolling element. */
export function useRows(count: number, rowHeight: number, head: number, overscan = 4): Rows {
  const bar = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const viewHeight = Math.max(0, size.height - head);
  const extent = useMemo(() => ({ rows: count, rowHeight, viewHeight }), [count, rowHeight, viewHeight]);
  const [scroller] = useState(() => new RowScroller(extent));
  const scaled = isScaled(extent);

  useLayoutEffect(() => {
    const element = bar.current!;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    scroller.resize(extent, bar.current!);
    redraw();
  }, [extent, scroller]);

  useLayoutEffect(() => {
    const element = bar.current!;
    // Scrolling comes at most once a frame: drawn at once, the rows keep pace with the bar.
    const onScroll = (): void => {
      if (scroller.scrolled(element)) flushSync(redraw);
    };
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const delta = wheelPixels(event.deltaY, event.deltaMode, scroller.extent);
      if (scroller.wheel(delta, element)) flushSync(redraw);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    if (scaled) element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
    };
  }, [scroller, scaled]);

  const revealRow = useCallback(
    (row: number): void => {
      if (scroller.moveTo(reveal(row, scroller.position, scroller.extent), bar.current!)) redraw();
    },
    [scroller],
  );
  const settleRow = useCallback(
    (row: number): void => {
      if (isInView(row, scroller.position, scroller.extent)) return;
      if (scroller.moveTo(settle(row, scroller.extent), bar.current!)) redraw();
    },
    [scroller],
  );

  return {
    bar,
    height: lastScroll(extent) + size.height,
    width: size.width,
    extent,
    window: rowWindow(scroller.position, extent, overscan),
    topRow: Math.ceil(clampPosition(scroller.position, extent) / rowHeight),
    reveal: revealRow,
    settle: settleRow,
  };
}
