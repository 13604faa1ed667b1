import { describe, expect, it } from "vitest";
import { RateMeter } from "../../../renderer/app/rate.ts";

describe("a rate", () => {
  it("is not said before there is one", () => {
    const meter = new RateMeter();
    expect(meter.measure(0, 100, 10)).toEqual({ rate: null, secondsLeft: null });
    expect(meter.measure(50, 100, 10.1)).toEqual({ rate: null, secondsLeft: null });
  });

  it("is that of the last moments, and gives the time left", () => {
    const meter = new RateMeter();
    meter.measure(0, 1000, 0);
    expect(meter.measure(100, 1000, 1)).toEqual({ rate: 100, secondsLeft: 9 });
    for (let second = 2; second <= 5; second++) meter.measure(100 + (second - 1) * 10, 1000, second);
    expect(meter.measure(150, 1000, 6)).toEqual({ rate: 10, secondsLeft: 85 });
  });

  it("is not said where nothing moves", () => {
    const meter = new RateMeter();
    meter.measure(5, 10, 0);
    expect(meter.measure(5, 10, 9)).toEqual({ rate: null, secondsLeft: null });
  });
});
