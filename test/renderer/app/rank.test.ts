import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rank } from "../../../renderer/app/rank.ts";
import { COMMANDS } from "../../../renderer/keys/table.ts";

const titles = (query: string): string[] => rank(query, COMMANDS).map(({ title }) => title);

describe("ranking of commands", () => {
  it("keeps all in their order where nothing is typed", () => {
    expect(rank("  ", COMMANDS)).toEqual(COMMANDS);
  });

  it("puts the beginning of a title before the beginning of a word, and that before the inside", () => {
    const entries = ["Unopened", "Just open", "Open it"].map((title) => ({ title, group: "" }));
    expect(rank("open", entries).map(({ title }) => title)).toEqual(["Open it", "Just open", "Unopened"]);
  });

  it("finds by letters in order that begin at a word", () => {
    expect(titles("svr")).toContain("Save the verification report");
    expect(titles("oab")).toContain("Open a bundle");
  });

  it("needs every word of the query, in any order and case", () => {
    expect(titles("REPORT save")[0]).toBe("Save the verification report");
    expect(titles("save zebra")).toEqual([]);
  });

  it("finds by group, after what has it in its title", () => {
    expect(titles("case")[0]).not.toBe("Open a bundle");
    expect(titles("case")).toContain("Open a bundle");
  });

  it("never fails and only leaves out, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (query) => {
        const found = rank(query, COMMANDS);
        expect(new Set(found).size).toBe(found.length);
        for (const one of found) expect(COMMANDS).toContain(one);
      }),
    );
  });
});
