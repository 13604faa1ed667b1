import { describe, expect, it } from "vitest";
import { shownCases } from "../../../renderer/app/shown-cases.ts";

const CASES = ["a", "b", "c", "d"].map((id) => ({ id }));
const ids = (current: string | null, room: number): string =>
  [shownCases(CASES, current, room).shown, shownCases(CASES, current, room).hidden]
    .map((some) => some.map(({ id }) => id).join(""))
    .join("|");

describe("tabs of cases", () => {
  it("are all there where there is room", () => {
    expect(ids("a", 4)).toBe("abcd|");
    expect(ids(null, 9)).toBe("abcd|");
  });

  it("are the first ones, and the present case whatever comes", () => {
    expect(ids("b", 2)).toBe("ab|cd");
    expect(ids("d", 2)).toBe("ad|bc");
    expect(ids("d", 1)).toBe("d|abc");
    expect(ids(null, 1)).toBe("a|bcd");
  });
});
