import { describe, expect, it } from "vitest";
import { contentOf, fromBase64, hexRow, joined } from "../../../renderer/screens/records/model/content.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the content of a file", () => {
  it.each([
    ["data/a.json", "{}", "json"],
    ["data/a.JSON", "no json at all", "json"],
    ["data/a.jsonl", "{}\n", "json-lines"],
    ["data/a.yaml", "a: 1", "text"],
    ["no-ending", "", "text"],
  ])("of %s is shown by its name", (path, text, kind) => {
    expect(contentOf(path, bytes(text), false)).toEqual({ kind, text });
  });

  it("that is no text is shown as bytes, whatever it is named", () => {
    expect(contentOf("a.json", Uint8Array.of(0x7b, 0xff, 0x7d), false).kind).toBe("binary");
    expect(contentOf("a.txt", bytes("a\0b"), false).kind).toBe("binary");
    expect(contentOf("a.txt", bytes("grün").subarray(0, 3), false).kind).toBe("binary");
  });

  it("that is only begun may end within a character", () => {
    expect(contentOf("a.txt", bytes("grün").subarray(0, 3), true)).toEqual({ kind: "text", text: "gr" });
  });

  it("keeps a byte order mark, which is part of the file", () => {
    expect(contentOf("a.txt", bytes("\ufeffa"), false).text).toBe("\ufeffa");
  });

  it("comes in pieces that fit together", () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const base64 = Buffer.from(all).toString("base64");
    expect(joined([fromBase64(base64), fromBase64(""), fromBase64(base64)])).toEqual(
      Uint8Array.from([...all, ...all]),
    );
  });
});

describe("a hex dump", () => {
  it("has offset, bytes and what of them is printable", () => {
    const all = bytes("0123456789abcdef\u0000\u202eZ");
    expect(hexRow(all, 0, 16)).toEqual({
      offset: "00000000",
      hex: "30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66",
      ascii: "0123456789abcdef",
    });
    expect(hexRow(all, 1, 16)).toEqual({
      offset: "00000010",
      hex: "00 e2 80 ae 5a           ".padEnd(48, " ").slice(0, 48),
      ascii: "....Z",
    });
    expect(hexRow(all, 1, 8).hex).toBe("38 39 61 62 63 64 65 66");
  });
});
