import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StreamParser } from "../../../renderer/api/http/stream-parser.ts";

const parse = (...chunks: string[]) => {
  const parser = new StreamParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
};

describe("the parser of event streams", () => {
  it("reads identifiers, data and comments", () => {
    expect(parse(": hello\n\nid: 1\ndata: a\n\ndata:b\ndata: c\n\n:\n\n")).toEqual([
      { id: "1", data: "a" },
      { id: "1", data: "b\nc" },
    ]);
  });

  it("gives a message of empty data, and none without any", () => {
    expect(parse("id: 7\ndata:\n\n")).toEqual([{ id: "7", data: "" }]);
    expect(parse("id: 7\n\nevent: x\n\n")).toEqual([]);
  });

  it("keeps what is not at its end", () => {
    expect(parse("id: 1\ndata: a\n")).toEqual([]);
    expect(parse("da", "ta: a\r", "\n\r", "\n")).toEqual([{ id: "", data: "a" }]);
  });

  it("gives the same wherever the text is cut, and with any line end", () => {
    const line = fc.constantFrom(
      "data: a",
      "data:",
      "data: \u{1f600} b",
      "id: 1",
      "id",
      ":",
      "",
      "",
      "event: x",
      "junk",
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom("\n", "\r\n")))
      .map((lines) => lines.map((pair) => pair.join("")).join(""));
    const cuts = fc.array(fc.nat({ max: 200 }));
    fc.assert(
      fc.property(text, cuts, (text, cuts) => {
        const at = [0, ...cuts.filter((cut) => cut <= text.length).sort((a, b) => a - b), text.length];
        const chunks = at.slice(1).map((to, i) => text.slice(at[i], to));
        const whole = parse(text);
        expect(parse(...chunks)).toEqual(whole);
        expect(parse(text.replaceAll("\r\n", "\n"))).toEqual(whole);
        expect(parse(text.replaceAll("\r\n", "\n").replaceAll("\n", "\r"))).toEqual(whole);
      }),
    );
  });
});
