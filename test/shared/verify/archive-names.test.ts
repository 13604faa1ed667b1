import { describe, expect, it } from "vitest";
import { checkNames } from "../../../shared/verify/archive-names.ts";
import { codeOf, faultOf } from "../faults.ts";

describe("checkNames", () => {
  it("takes names that differ everywhere, and folders that hold several files", () => {
    expect(() => checkNames([])).not.toThrow();
    expect(() =>
      checkNames(["bagit.txt", "data/a", "data/b/a", "data/b/b", "data/b.txt", "data/ab"]),
    ).not.toThrow();
  });

  it.each([
    ["zip-duplicate-name", ["data/a", "data/b", "data/a"]],
    ["path-collision", ["data/a.txt", "data/A.txt"]],
    ["path-collision", ["data/stra\u00dfe", "data/STRASSE"]],
    ["path-collision", ["data/a/x", "data/A/y"]],
    ["path-collision", ["Data/x", "data/y"]],
    ["path-collision", ["data/a/b/x", "data/a/B/y"]],
    ["path-collision", ["data/a", "data/a/b"]],
    ["path-collision", ["data/a/b", "data/a"]],
    ["path-collision", ["data/A", "data/a/b/c"]],
    ["path-collision", ["data/a/b/c", "data/A"]],
    ["path-traversal", ["data/a", "../a"]],
    ["path-not-nfc", ["data/e\u0301"]],
  ])("gives %s for %j", (code, names) => {
    expect(codeOf(() => checkNames(names))).toBe(code);
  });

  it("names both places that are the same", () => {
    expect(faultOf(() => checkNames(["data/a", "data/A"])).place).toEqual({
      file: "data/A",
      expected: "data/a",
    });
  });
});
