// What the checks of a log say where not every line could be compared with its neighbours: never that all hold.

import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../shared/model/verdict.ts";
import { headline } from "../../../shared/verify/headline.ts";
import { forge } from "../../support/forge.ts";
import type { Forgery } from "../../support/forge.ts";
import { lines, old } from "../../support/log-edits.ts";
import { judgeBytes } from "../../support/told.ts";

async function verdictOn(how: Forgery): Promise<Verdict> {
  return judgeBytes(await forge(how));
}

const said = ({ checks }: Verdict, id: string): string => {
  const check = checks.find((one) => one.id === id)!;
  return `${check.result} ${check.code}`;
};

describe("a log with lines that cannot be read", () => {
  it("is not said to be chained, where they were put between others", async () => {
    const verdict = await verdictOn(old((list) => [list[0]!, "not json", "{", ...list.slice(1)]));
    expect(verdict.verdict).toBe("INVALID");
    expect(said(verdict, "log.chain")).toBe("not-checked chain-not-compared");
    expect(said(verdict, "log.sequence")).toBe("fail sequence-order");
  });

  it("is not said to be chained or in order, where one stands for an entry", async () => {
    const verdict = await verdictOn(lines((list) => list.with(list.length - 1, "[]")));
    expect(said(verdict, "log.chain")).toBe("not-checked chain-not-compared");
    expect(said(verdict, "log.sequence")).toBe("not-checked sequence-not-compared");
  });

  it("is spoken of by the line that cannot be read, not by what follows from it", async () => {
    const verdict = await verdictOn(old((list) => [list[0]!, "not json", "{", ...list.slice(1)]));
    expect(headline(verdict)).toBe(
      "this is not the log that was signed: line 2 of the log is not canonical JSON",
    );
  });
});

describe("a log whose numbers are out of order", () => {
  it("is not said to be chained: links are compared between numbers that follow each other", async () => {
    const verdict = await verdictOn(old((list) => [list[0]!, list[2]!, list[1]!, ...list.slice(3)]));
    expect(said(verdict, "log.sequence")).toMatch(/^fail /);
    expect(said(verdict, "log.chain")).toBe("not-checked chain-not-compared");
  });

  it("nor where entries are missing from a log that claims to be whole", async () => {
    const verdict = await verdictOn(old((list) => [...list.slice(0, 3), ...list.slice(5)]));
    expect(said(verdict, "log.sequence")).toBe("fail sequence-hole");
    expect(said(verdict, "log.chain")).toBe("not-checked chain-not-compared");
  });

  it("but an extract, which may skip, is chained where its numbers follow each other", async () => {
    const verdict = await verdictOn({ extract: [0, 1, 4, 5] });
    expect(verdict.verdict).toBe("VALID");
    const chain = verdict.checks.find(({ id }) => id === "log.chain")!;
    expect([chain.result, chain.detail]).toEqual([
      "pass",
      "every prev is the hash of the line before, where their numbers follow each other",
    ]);
  });
});
