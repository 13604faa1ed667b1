import { describe, expect, it } from "vitest";
import {
  ALL_RECORDS,
  countWords,
  narrows,
  sortedBy,
  toggled,
  widened,
} from "../../../renderer/screens/records/model/query.ts";

describe("what the table is asked for", () => {
  it("is sorted by a header, then the other way round, then as the log is", () => {
    const once = sortedBy(ALL_RECORDS, "confidence");
    expect(once).toMatchObject({ sort: "confidence", descending: false });
    const twice = sortedBy(once, "confidence");
    expect(twice).toMatchObject({ sort: "confidence", descending: true });
    expect(sortedBy(twice, "confidence")).toEqual(ALL_RECORDS);
  });

  it("begins with the longest duration", () => {
    const once = sortedBy(ALL_RECORDS, "durationMs");
    expect(once).toMatchObject({ sort: "durationMs", descending: true });
    expect(sortedBy(once, "durationMs")).toMatchObject({ descending: false });
  });

  it("in the log's own order can be turned round and back", () => {
    const turned = sortedBy(ALL_RECORDS, "seq");
    expect(turned.descending).toBe(true);
    expect(sortedBy(turned, "seq")).toEqual(ALL_RECORDS);
  });

  it("keeps to the columns that can be sorted by", () => {
    expect(sortedBy(ALL_RECORDS, "fallback")).toBe(ALL_RECORDS);
  });

  it("narrows by words and by outcomes, and widens keeping its order", () => {
    expect(narrows(ALL_RECORDS)).toBe(false);
    expect(narrows({ ...ALL_RECORDS, text: " " })).toBe(false);
    const query = { ...ALL_RECORDS, text: "x", outcomes: ["failure"], descending: true };
    expect(narrows(query)).toBe(true);
    expect(widened(query)).toEqual({ ...ALL_RECORDS, descending: true });
    expect(toggled(toggled([], "a"), "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  });

  it("says how much of the log is shown wherever something is hidden", () => {
    expect(countWords(5, 5, String)).toBe("5 records");
    expect(countWords(1, 1, String)).toBe("1 record");
    expect(countWords(0, 5, String)).toBe("0 of 5 records");
  });
});
