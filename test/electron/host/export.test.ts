import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportVerification, safeStem } from "../../../electron/host/export.ts";
import { CALLS } from "../../../shared/contract/calls.ts";
import type { Case } from "../../../shared/contract/cases.ts";
import { judgeBytes } from "../../support/told.ts";

describe("the name of an export", () => {
  it.each([
    ["case.inqb", "case"],
    ["two words (1).inqb", "two words (1)"],
    ["a.b.inqb", "a.b"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["\u202egpj.inqb", "_gpj"],
    [".inqb", "bundle"],
    ["", "bundle"],
    ["...", "bundle"],
    ["C:\\x\\y.inqb", "C_x_y"],
  ])("of %j begins with %s", (name, stem) => {
    expect(safeStem(name)).toBe(stem);
  });

  it("is one that save.text takes, for any bundle's name", async () => {
    const verdict = await judgeBytes(Buffer.from("no bundle"));
    const given = { verdict, inventory: [], clocks: [], clocksReady: true, command: "x" } as Partial<Case>;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("json", "markdown"), (name, format) => {
        const { name: suggestedName, text } = exportVerification({ ...given, name } as Case, format);
        expect(CALLS["save.text"].input.safeParse({ suggestedName, text }).success).toBe(true);
        expect(suggestedName).toMatch(/^[^ .].*\.verification\.(?:json|md)$/);
      }),
    );
  });
});

describe("an export", () => {
  it("as JSON is the verdict that the command line prints, set out in lines", async () => {
    const verdict = await judgeBytes(Buffer.from("no bundle"));
    const { text, mediaType } = exportVerification({ verdict, name: "x\u202e.inqb" } as Case, "json");
    expect([mediaType, JSON.parse(text)]).toEqual(["application/json", JSON.parse(JSON.stringify(verdict))]);
    expect(text).toMatch(/^\{\n {2}"verdict": "INVALID",\n/);
  });
});
