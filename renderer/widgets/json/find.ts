// Finds a text in another, without regard to case, as offsets.

/** Beyond that many nobody steps through them one by one. */
export const MAX_FOUND = 100_000;

/** UTF-16 offsets of what was found, in order, none over another. */
export function findAll(text: string, wanted: string, limit: number = MAX_FOUND): Int32Array {
  if (wanted === "") return new Int32Array(0);
  const pattern = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "gi");
  const found: number[] = [];
  for (let match = pattern.exec(text); match !== null && found.length < limit; match = pattern.exec(text))
    found.push(match.index);
  return Int32Array.from(found);
}

/** The place in `sorted` of the first that is not before `value`; its length where there is none. */
export function firstNotBefore(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
