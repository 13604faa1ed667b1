// Which of very many rows of one height stand in a view, and how far the scroll bar stands. Pure arithmetic.

/**
 * Browsers cap the height of an element (Chromium at 2^25 px, Firefox lower), so beyond this the scroll bar is a
 * scale of the content and no longer its ruler.
 */
export const MAX_EXTENT = 16_000_000;
/** Rows are laid out from a row that is a multiple of this, so that few of them move while one scrolls. */
const BASE_STEP = 512;

/** All in px but `rows`. */
export interface Extent {
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

export interface RowWindow {
  /** The rows to lay out: `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** Row `r` stands at `(r - base) * rowHeight`, all of them moved by `shift` px. */
  readonly base: number;
  readonly shift: number;
}

/** The last position: the content's px that stands at the top when its end stands at the bottom. */
export function lastPosition({ rows, rowHeight, viewHeight }: Extent): number {
  return Math.max(0, rows * rowHeight - viewHeight);
}

/** How far the scroll bar can go, in its own px: that of the content, or a scale of it. */
export function lastScroll(extent: Extent): number {
  return Math.min(lastPosition(extent), MAX_EXTENT);
}

/** True where a px of the scroll bar is more than one of the content. */
export function isScaled(extent: Extent): boolean {
  return lastPosition(extent) > MAX_EXTENT;
}

export function clampPosition(position: number, extent: Extent): number {
  return Math.min(Math.max(0, position), lastPosition(extent));
}

/** The content's px at the top of the view when the scroll bar stands at `scroll`. */
export function positionAt(scroll: number, extent: Extent): number {
  if (!isScaled(extent)) return clampPosition(scroll, extent);
  return clampPosition((scroll / lastScroll(extent)) * lastPosition(extent), extent);
}

/** Where the scroll bar stands for a position. */
export function scrollAt(position: number, extent: Extent): number {
  const clamped = clampPosition(position, extent);
  return isScaled(extent) ? (clamped / lastPosition(extent)) * lastScroll(extent) : clamped;
}

/** The rows that a view at `position` needs, with `overscan` more on both sides. */
export function rowWindow(position: number, extent: Extent, overscan = 0): RowWindow {
  const { rows, rowHeight, viewHeight } = extent;
  const top = clampPosition(position, extent);
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(rows, Math.ceil((top + viewHeight) / rowHeight) + overscan);
  const base = first - (first % BASE_STEP);
  return { first, end, base, shift: base * rowHeight - top };
}

/** Never fewer than the rows of a window: row `r` may be drawn by element `r % slotCount`, and none is drawn twice. */
export function slotCount({ rowHeight, viewHeight }: Extent, overscan: number): number {
  return Math.ceil(viewHeight / rowHeight) + 1 + 2 * overscan;
}

/** The position nearest to this one at which all of a row is in view. */
export function reveal(row: number, position: number, extent: Extent): number {
  const top = row * extent.rowHeight;
  const lowest = top + extent.rowHeight - extent.viewHeight;
  const wanted = position > top ? top : position < lowest ? lowest : position;
  return clampPosition(wanted, extent);
}

/** The position at which a row stands in the upper third: for jumps, so that what surrounds it is seen. */
export function settle(row: number, extent: Extent): number {
  return clampPosition(row * extent.rowHeight - extent.viewHeight / 3, extent);
}

/** True where all of a row is in view. */
export function isInView(row: number, position: number, extent: Extent): boolean {
  return reveal(row, position, extent) === clampPosition(position, extent);
}

/** Rows that a page step goes: what is wholly in view less one, which stays as a landmark. */
export function pageRows({ rowHeight, viewHeight }: Extent): number {
  return Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
}

/** Which row a key moves to; null where the key is none of a list's. */
export function rowForKey(key: string, row: number, extent: Extent): number | null {
  const step = stepOf(key, extent);
  if (step === null || extent.rows === 0) return null;
  return Math.min(Math.max(0, row + step), extent.rows - 1);
}

function stepOf(key: string, extent: Extent): number | null {
  switch (key) {
    case "j":
    case "ArrowDown":
      return 1;
    case "k":
    case "ArrowUp":
      return -1;
    case "PageDown":
      return pageRows(extent);
    case "PageUp":
      return -pageRows(extent);
    case "Home":
      return -extent.rows;
    case "End":
      return extent.rows;
    default:
      return null;
  }
}
