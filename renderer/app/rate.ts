// How fast bytes go, for work that the page itself does.

/** Seconds over which the rate is taken. */
const SPAN_S = 3;

export class RateMeter {
  readonly #marks: { at: number; done: number }[] = [];

  /** @param now seconds of any clock that only goes forward. */
  measure(done: number, total: number, now: number): { rate: number | null; secondsLeft: number | null } {
    this.#marks.push({ at: now, done });
    while (this.#marks.length > 2 && now - this.#marks[1]!.at >= SPAN_S) this.#marks.shift();
    const first = this.#marks[0]!;
    const span = now - first.at;
    if (span < 0.25 || done <= first.done) return { rate: null, secondsLeft: null };
    const rate = (done - first.done) / span;
    return { rate, secondsLeft: Math.max(0, total - done) / rate };
  }
}
