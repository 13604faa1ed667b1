// The offset between two clocks, out of ranges that each must lie in if nothing else is wrong.

/** Both ends belong to it. */
export interface OffsetRange {
  readonly low: bigint;
  readonly high: bigint;
}

export interface Offset extends OffsetRange {
  /** False where no one offset lies in all ranges. */
  readonly agree: boolean;
}

/**
 * The offsets that lie in as many ranges as possible, by Marzullo's algorithm (as NTP uses it, RFC 5905 section
 * 11.2.1): in all of them, where the ranges agree; otherwise the lowest such range. Null without ranges.
 */
export function commonOffset(ranges: readonly OffsetRange[]): Offset | null {
  const edges = ranges.flatMap(({ low, high }) => [
    { at: low, step: 1 },
    { at: high, step: -1 },
  ]);
  edges.sort((a, b) => (a.at === b.at ? b.step - a.step : a.at < b.at ? -1 : 1));
  let inside = 0;
  let most = 0;
  let best: OffsetRange | null = null;
  for (const [i, { at, step }] of edges.entries()) {
    inside += step;
    if (inside <= most) continue;
    most = inside;
    // What follows the last edge that opens is one that closes.
    best = { low: at, high: edges[i + 1]!.at };
  }
  return best === null ? null : { ...best, agree: most === ranges.length };
}
