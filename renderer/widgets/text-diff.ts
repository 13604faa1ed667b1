// What two values that should be one have in common, and where they part.

export interface DiffPart {
  readonly text: string;
  readonly differs: boolean;
}

export interface TextDiff {
  readonly expected: readonly DiffPart[];
  readonly found: readonly DiffPart[];
}

/**
 * Common start and common end by code points; what lies between differs. The parts of each side add up to it, and
 * no part is empty, but for a side that is empty itself.
 */
export function diffTexts(expected: string, found: string): TextDiff {
  const a = Array.from(expected);
  const b = Array.from(found);
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return { expected: split(a, start, end), found: split(b, start, end) };
}

function split(points: readonly string[], start: number, end: number): DiffPart[] {
  const parts = [
    { text: points.slice(0, start).join(""), differs: false },
    { text: points.slice(start, points.length - end).join(""), differs: true },
    { text: points.slice(points.length - end).join(""), differs: false },
  ];
  return parts.filter(({ text }) => text !== "");
}
