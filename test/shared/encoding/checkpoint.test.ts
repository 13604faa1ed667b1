import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64 } from "../../../shared/encoding/bytes.ts";
import { checkOrigin, formatCheckpoint, parseCheckpoint } from "../../../shared/encoding/checkpoint.ts";
import { codeOf, faultOf } from "../faults.ts";

const ROOT = toBase64(new Uint8Array(32).fill(7));

describe("parseCheckpoint", () => {
  it("reads origin, size, root, and extension lines, which it keeps", () => {
    const checkpoint = parseCheckpoint(`example.com/log 1\n20852163\n${ROOT}\none\n two \n`);
    expect(checkpoint).toEqual({
      origin: "example.com/log 1",
      size: 20_852_163,
      rootHash: new Uint8Array(32).fill(7),
      extensions: ["one", " two "],
    });
  });

  it("reads the largest size that can be counted in, and an empty log", () => {
    expect(parseCheckpoint(`o\n9007199254740991\n${ROOT}\n`).size).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseCheckpoint(`o\n0\n${ROOT}\n`).size).toBe(0);
  });

  it.each([
    ["checkpoint-syntax", ""],
    ["checkpoint-syntax", `o\n1\n${ROOT}`],
    ["checkpoint-syntax", "o\n1\n"],
    ["checkpoint-syntax", `\n1\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n1\n${ROOT}\n\n`],
    ["checkpoint-syntax", `o\n1\n${ROOT}\n\nextension\n`],
    ["checkpoint-syntax", `o\n01\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n-1\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n+1\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n1.0\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n1 \n${ROOT}\n`],
    ["checkpoint-syntax", `o\n1\r\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n\u0661\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n9007199254740992\n${ROOT}\n`],
    ["checkpoint-syntax", `o\n1\n${ROOT.slice(4)}\n`],
    ["checkpoint-syntax", `o\n1\n${ROOT.slice(0, -2)}H=\n`],
    ["checkpoint-syntax", `o\n1\n${ROOT.replace("=", "")}\n`],
    ["checkpoint-syntax", `o\n1\n${"07".repeat(32)}\n`],
    ["checkpoint-origin", `DSSEv1 28 application\n1\n${ROOT}\n`],
    ["checkpoint-origin", `o\r\n1\n${ROOT}\n`],
  ])("gives %s for %j", (code, text) => {
    expect(codeOf(() => parseCheckpoint(text))).toBe(code);
  });

  it("names the line at fault", () => {
    expect(faultOf(() => parseCheckpoint(`o\nx\n${ROOT}\n`)).place).toEqual({ line: 2, found: "x" });
    expect(faultOf(() => parseCheckpoint("o\n1\nx\n")).place).toEqual({ line: 3, found: "x" });
  });

  it("reads what formatCheckpoint writes", () => {
    const line = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => !/[\n\r]/.test(text));
    const checkpoint = fc.record({
      origin: line.filter((text) => !text.startsWith("DSSEv1 ")),
      size: fc.maxSafeNat(),
      rootHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      extensions: fc.array(line, { maxLength: 3 }),
    });
    const property = fc.property(checkpoint, (value) => {
      expect(parseCheckpoint(formatCheckpoint(value))).toEqual(value);
    });
    fc.assert(property, { seed: 42, numRuns: 300 });
  });
});

describe("checkOrigin", () => {
  it("refuses an origin with which a checkpoint could be taken for a DSSE message", () => {
    expect(codeOf(() => checkOrigin("DSSEv1 29 http://example.com/HelloWorld"))).toBe("checkpoint-origin");
    expect(() => checkOrigin("DSSEv1")).not.toThrow();
    expect(() => checkOrigin("dssev1 log")).not.toThrow();
  });

  it.each(["", "a\nb", "a\r", "\ud800"])("refuses %j", (origin) => {
    expect(codeOf(() => checkOrigin(origin))).toBe("checkpoint-origin");
    const checkpoint = { origin, size: 1, rootHash: new Uint8Array(32), extensions: [] };
    expect(codeOf(() => formatCheckpoint(checkpoint))).toBe("checkpoint-origin");
  });
});
