import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENOUGH, WINDOW, pace, slide } from "../../../electron/host/rate.ts";
import type { Sample } from "../../../electron/host/rate.ts";

/** What is kept after these samples, one every `step` milliseconds. */
const seen = (done: readonly number[], step: number): readonly Sample[] =>
  done.reduce<readonly Sample[]>((samples, at, i) => slide(samples, { time: i * step, done: at }), []);

describe("pace", () => {
  it("says nothing before there is something to say", () => {
    expect(pace([], 100)).toEqual({ rate: null, secondsLeft: null });
    expect(pace(seen([0, 50], ENOUGH - 1), 100)).toEqual({ rate: null, secondsLeft: null });
  });

  it("is bytes a second, and what is left by that", () => {
    expect(pace(seen([0, 1_000, 2_000], 1_000), 5_000)).toEqual({ rate: 1_000, secondsLeft: 3 });
  });

  it("knows no end where nothing moves, and none is needed where all is done", () => {
    expect(pace(seen([10, 10], 1_000), 20)).toEqual({ rate: 0, secondsLeft: null });
    expect(pace(seen([10, 10], 1_000), 10)).toEqual({ rate: 0, secondsLeft: 0 });
    expect(pace(seen([0, 30], 1_000), 10).secondsLeft).toBe(0);
  });

  it("forgets what was before the window", () => {
    const fast = Array.from({ length: 10 }, (_, i) => i * 1_000_000);
    const slow = Array.from({ length: 20 }, (_, i) => 9_000_000 + i * 1_000);
    expect(pace(seen([...fast, ...slow], 1_000), 10_000_000).rate).toBe(1_000);
  });

  it("begins anew where work goes back", () => {
    expect(slide(seen([0, 500], 1_000), { time: 3_000, done: 100 })).toEqual([{ time: 3_000, done: 100 }]);
  });

  it("keeps one sample from before the window and never gives a negative or endless number", () => {
    const steps = fc.array(fc.tuple(fc.nat(2_000), fc.nat(1_000_000)), { maxLength: 50 });
    fc.assert(
      fc.property(steps, fc.nat(), (all, total) => {
        let samples: readonly Sample[] = [];
        let time = 0;
        for (const [pause, done] of all) {
          time += pause;
          samples = slide(samples, { time, done });
          const before = samples.filter((sample) => time - sample.time >= WINDOW);
          expect(before.length).toBeLessThanOrEqual(1);
          const { rate, secondsLeft } = pace(samples, total);
          for (const number of [rate ?? 0, secondsLeft ?? 0]) {
            expect(Number.isFinite(number) && number >= 0).toBe(true);
          }
        }
      }),
    );
  });
});
