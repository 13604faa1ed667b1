// Keeps the position in the content and the scroll bar of the page together, where one px of the bar may be many.

import { clampPosition, isScaled, positionAt, scrollAt } from "./row-window.ts";
import type { Extent } from "./row-window.ts";

/** The one property of an element that is needed. */
export interface ScrollBar {
  scrollTop: number;
}

export class RowScroller {
  position = 0;
  extent: Extent;
  /** What the bar said after it was last set here: its own echo is no scrolling by the user. */
  private echo = 0;

  constructor(extent: Extent) {
    this.extent = extent;
  }

  /** The bar moved. Answers whether the position did. */
  scrolled(bar: ScrollBar): boolean {
    if (bar.scrollTop === this.echo) return false;
    this.echo = bar.scrollTop;
    const position = positionAt(bar.scrollTop, this.extent);
    const moved = position !== this.position;
    this.position = position;
    return moved;
  }

  /** Goes to a position; the bar follows, rounded as the browser likes. */
  moveTo(position: number, bar: ScrollBar): boolean {
    const next = clampPosition(position, this.extent);
    const moved = next !== this.position;
    this.position = next;
    bar.scrollTop = scrollAt(next, this.extent);
    this.echo = bar.scrollTop;
    return moved;
  }

  /**
   * A turn of the wheel by `delta` px of content. True where the scroller moved, and the browser must not: only
   * where the bar is a scale of the content, since else the browser does it best.
   */
  wheel(delta: number, bar: ScrollBar): boolean {
    if (!isScaled(this.extent) || delta === 0) return false;
    return this.moveTo(this.position + delta, bar);
  }

  /** Rows came or went, or the view changed its height: what stood at the top stays there. */
  resize(extent: Extent, bar: ScrollBar): void {
    this.extent = extent;
    this.moveTo(this.position, bar);
  }
}

/** Pixels of a wheel event: lines and pages are turned into them (WheelEvent.deltaMode). */
export function wheelPixels(delta: number, mode: number, { rowHeight, viewHeight }: Extent): number {
  return mode === 1 ? delta * rowHeight : mode === 2 ? delta * viewHeight : delta;
}
