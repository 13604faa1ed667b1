// Where a long text is cut into rows of a fixed width. Counts columns without asking the page, for texts of megabytes.

/** What a control or invisible character takes once it is marked, as in \u{202e}: eight, and its frame. */
const MARKED = 9;

/** What shared/encoding/visible.ts marks in the basic plane from U+0300 on, first and last of each run. */
const HIDDEN: readonly (readonly [first: number, last: number])[] = [
  [0x034f, 0x034f],
  [0x0600, 0x0605],
  [0x061c, 0x061c],
  [0x06dd, 0x06dd],
  [0x070f, 0x070f],
  [0x0890, 0x0891],
  [0x08e2, 0x08e2],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  // First halves of the pairs that may be invisible: with the second they have room for the longest escape.
  [0xd804, 0xd804],
  [0xd80d, 0xd80d],
  [0xd82f, 0xd82f],
  [0xd834, 0xd834],
  [0xdb40, 0xdb43],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
];

/** Columns of one UTF-16 unit in a monospaced face, rather too many than too few. */
export function columnsOf(unit: number): number {
  if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return MARKED;
  if (unit < 0x300) return unit === 0xad ? MARKED : 1;
  for (const [first, last] of HIDDEN) {
    if (unit < first) break;
    if (unit <= last) return MARKED;
  }
  return unit < 0x1100 ? 1 : 2;
}

/** Columns of `text[start, end)`; stops counting beyond `enough`. */
export function columnsIn(text: string, start: number, end: number, enough = Infinity): number {
  let columns = 0;
  for (let i = start; i < end && columns <= enough; i += 1) columns += columnsOf(text.charCodeAt(i));
  return columns;
}

/** Where the row that begins at `start` ends: as far as `columns` reach, and never between halves of a pair. */
export function rowEnd(text: string, start: number, end: number, columns: number): number {
  let used = 0;
  for (let i = start; i < end; i += 1) {
    used += columnsOf(text.charCodeAt(i));
    if (used <= columns) continue;
    const cut = isLow(text, i) ? i - 1 : i;
    // A row holds one character at least.
    return cut > start ? cut : Math.min(end, isLow(text, start + 1) ? start + 2 : start + 1);
  }
  return end;
}

/** True for the second half of a pair. */
function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
