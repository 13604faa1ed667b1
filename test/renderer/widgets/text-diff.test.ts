// What two values share and where they part.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffTexts } from "../../../renderer/widgets/text-diff.ts";
import type { DiffPart } from "../../../renderer/widgets/text-diff.ts";

const whole = (parts: readonly DiffPart[]): string => parts.map(({ text }) => text).join("");
const same = (parts: readonly DiffPart[]): string[] =>
  parts.filter(({ differs }) => !differs).map(({ text }) => text);

describe("the difference of two values", () => {
  it("marks what lies between common start and common end", () => {
    expect(diffTexts("abXcd", "abYYcd")).toEqual({
      expected: [
        { text: "ab", differs: false },
        { text: "X", differs: true },
        { text: "cd", differs: false },
      ],
      found: [
        { text: "ab", differs: false },
        { text: "YY", differs: true },
        { text: "cd", differs: false },
      ],
    });
  });

  it("does not count the same characters for start and end", () => {
    expect(diffTexts("aa", "aaa")).toEqual({
      expected: [{ text: "aa", differs: false }],
      found: [
        { text: "aa", differs: false },
        { text: "a", differs: true },
      ],
    });
  });

  it("loses nothing, marks nothing of equal values, and shares the same on both sides", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("0", "1", "a") }));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { expected, found } = diffTexts(a, b);
        expect(whole(expected)).toBe(a);
        expect(whole(found)).toBe(b);
        expect(same(expected)).toEqual(same(found));
        expect([...expected, ...found].some(({ differs }) => differs)).toBe(a !== b);
      }),
    );
  });

  it("marks no more than it must: the marked parts share neither first nor last character", () => {
    const text = fc.string({ unit: fc.constantFrom("0", "1") });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { expected, found } = diffTexts(a, b);
        const [x, y] = [expected, found].map((parts) => parts.find(({ differs }) => differs)?.text ?? "");
        if (x === "" || y === "") return;
        expect(x![0]).not.toBe(y![0]);
        expect(x!.at(-1)).not.toBe(y!.at(-1));
      }),
    );
  });
});
