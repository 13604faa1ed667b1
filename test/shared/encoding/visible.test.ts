import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasHidden, visible, visibleJson, visibleParts } from "../../../shared/encoding/visible.ts";

const HOSTILE = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\u202e", "\u0000", "\n", "\t", "\u001b", "\ud800", "\udc00", "\\", "u{", "\u{e0041}"),
    fc.constantFrom("\u00ad", "\u200b", "\ufeff", "\u2028", "\u0085", "\ufe0f", "\u3164", "a", "\u{1f600}"),
    fc.string({ unit: "binary", maxLength: 1 }),
  ),
});
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

describe("visible", () => {
  it.each([
    ["plain text, \u00fc, \u6f22 and \u{1f600}", "plain text, \u00fc, \u6f22 and \u{1f600}"],
    ["a\u202egpj.exe", String.raw`a\u{202e}gpj.exe`],
    ["\u001b[2J", String.raw`\u{1b}[2J`],
    ["a\r\nb\tc", String.raw`a\u{d}\u{a}b\u{9}c`],
    ["\u200bzero\ufeff", String.raw`\u{200b}zero\u{feff}`],
    ["\u{e0041}", String.raw`\u{e0041}`],
    ["\ud800", String.raw`\u{d800}`],
    ["\u2028", String.raw`\u{2028}`],
  ])("shows %j as %s", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("tells an escape from a text that looks like one", () => {
    expect(visible(String.raw`\u{202e}`)).toBe(String.raw`\u{5c}u{202e}`);
    expect(visible(String.raw`C:\users`)).toBe(String.raw`C:\users`);
  });

  it("keeps lines and tabs where it is asked to, and nothing else", () => {
    expect(visible("a\r\n\tb\u0000", { lines: true })).toBe(`a${String.raw`\u{d}`}\n\tb${String.raw`\u{0}`}`);
  });

  it("leaves nothing that cannot be seen, for any text, and can be read back", () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(HIDDEN);
        expect([hasHidden(shown), hasHidden(text)]).toEqual([false, HIDDEN.test(text)]);
        const back = shown.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) =>
          String.fromCodePoint(parseInt(hex, 16)),
        );
        expect(back).toBe(text);
        expect(visible(text, { lines: true }).replaceAll(/[\n\t]/g, "")).not.toMatch(HIDDEN);
      }),
    );
  });
});

describe("visibleParts", () => {
  it("gives runs of text and of escapes in turn", () => {
    expect(visibleParts("ab\u202e\u202dc\n")).toEqual([
      { text: "ab", hidden: false },
      { text: String.raw`\u{202e}\u{202d}`, hidden: true },
      { text: "c", hidden: false },
      { text: String.raw`\u{a}`, hidden: true },
    ]);
    expect(visibleParts("")).toEqual([]);
  });

  it("joins to what visible gives, for any text", () => {
    fc.assert(
      fc.property(HOSTILE, fc.boolean(), (text, lines) => {
        const parts = visibleParts(text, { lines });
        expect(parts.map((part) => part.text).join("")).toBe(visible(text, { lines }));
        for (const [i, part] of parts.entries()) expect(part.hidden).not.toBe(parts[i + 1]?.hidden);
      }),
    );
  });
});

describe("visibleJson", () => {
  it("is the same JSON, with nothing in it that cannot be seen", () => {
    fc.assert(
      fc.property(
        fc.dictionary(HOSTILE, fc.array(HOSTILE)),
        fc.constantFrom(undefined, 2),
        (value, indent) => {
          const json = visibleJson(value, indent);
          expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
          expect(json.replaceAll("\n", "")).not.toMatch(HIDDEN);
        },
      ),
    );
  });
});
