// How fast work goes and when it will be done: pure functions of what was seen in the last seconds.

export interface Sample {
  /** Milliseconds of any clock that only goes forward. */
  readonly time: number;
  /** Bytes. */
  readonly done: number;
}

/** Milliseconds over which a rate is taken. */
export const WINDOW = 5_000;
/** Milliseconds that must have been seen before anything is said. */
export const ENOUGH = 500;

/** The samples to keep once `next` is there; work that goes back has begun something else. */
export function slide(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && (next.done < last.done || next.time < last.time)) return [next];
  // One sample from before the window stays: it is where the window begins.
  const first = samples.findLastIndex(({ time }) => next.time - time >= WINDOW);
  return [...samples.slice(Math.max(first, 0)), next];
}

/** Bytes a second, and seconds left; null while that cannot be said. */
export function pace(
  samples: readonly Sample[],
  total: number,
): { readonly rate: number | null; readonly secondsLeft: number | null } {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.time - first.time < ENOUGH) {
    return { rate: null, secondsLeft: null };
  }
  const rate = ((last.done - first.done) * 1_000) / (last.time - first.time);
  const left = Math.max(total - last.done, 0);
  return { rate, secondsLeft: left === 0 ? 0 : rate === 0 ? null : left / rate };
}
