// While one drags the scroll bar over millions of rows, what is in view changes faster than rows can come. Then the
// rows that came last are drawn, a moment late, instead of nothing: for a short while, after which gaps are honest.

import type { RowWindow } from "./row-window.ts";

/** Milliseconds that a view may lag behind the scroll bar. */
export const PATIENCE = 150;
/** Windows that were asked for and may still come. */
const LENGTH = 8;

export class Trail {
  private readonly clock: () => number;
  private asked: RowWindow[] = [];
  /** When rows that were in view at the time were last drawn. */
  private since = -Infinity;

  /** @param clock milliseconds; only tests give their own. */
  constructor(clock: () => number = () => performance.now()) {
    this.clock = clock;
  }

  /**
   * The window to draw while `wanted` is in view: itself where its rows are here, else the last one of those before
   * it that is.
   */
  pick(wanted: RowWindow, isHere: (window: RowWindow) => boolean): RowWindow {
    const now = this.clock();
    if (isHere(wanted)) {
      this.asked = [wanted];
      this.since = now;
      return wanted;
    }
    if (this.asked.at(-1)?.first !== wanted.first) this.asked = [...this.asked.slice(1 - LENGTH), wanted];
    const late = this.asked.findLastIndex(isHere);
    if (late < 0) return wanted;
    // Something came since the last drawing: patience begins anew.
    if (late > 0) {
      this.asked = this.asked.slice(late);
      this.since = now;
    }
    return now - this.since > PATIENCE ? wanted : this.asked[0]!;
  }
}
