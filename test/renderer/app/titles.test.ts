import { describe, expect, it } from "vitest";
import { caseTitle, titleOf } from "../../../renderer/app/titles.ts";
import type { Case } from "../../../shared/contract/cases.ts";
import { makeCase } from "../fake-host.ts";

function ofIncident(id: string, incident: string): Case {
  const one = makeCase(id);
  const told = {
    id: incident,
    title: "Saturation",
    from: "2026-03-17T14:00:00Z",
    to: "2026-03-17T15:00:00Z",
  };
  return { ...one, verdict: { ...one.verdict, incident: told } };
}

describe("what a case is called", () => {
  it("is its incident, or its file where nobody trusted names one", () => {
    const one = ofIncident("a", "INC-1");
    expect(caseTitle(one, [one, ofIncident("b", "INC-2")])).toBe("INC-1 · Saturation");
    expect(caseTitle(makeCase("c"), [])).toBe("c.inqb");
  });

  it("begins with its file where another open case is of the same incident", () => {
    const cases = [ofIncident("a", "INC-1"), ofIncident("b", "INC-1"), makeCase("c")];
    expect(cases.map((one) => caseTitle(one, cases))).toEqual([
      "a.inqb · INC-1 · Saturation",
      "b.inqb · INC-1 · Saturation",
      "c.inqb",
    ]);
    const route = { screen: "records", case: "a" } as const;
    expect(titleOf(route, cases[0]!, cases)).toBe("Records · a.inqb · INC-1 · Saturation · Inquest");
  });
});
