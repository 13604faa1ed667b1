import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseOf, CASE_SCREENS, formatRoute, parseRoute, START } from "../../../renderer/app/route.ts";
import type { Route } from "../../../renderer/app/route.ts";

const params = fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), {
  minKeys: 1,
});
const caseRoute: fc.Arbitrary<Route> = fc.record(
  {
    screen: fc.constantFrom(...CASE_SCREENS),
    case: fc.stringMatching(/^[0-9a-z-]{1,40}$/),
    params,
  },
  { requiredKeys: ["screen", "case"] },
);
const route: fc.Arbitrary<Route> = fc.oneof(
  caseRoute,
  fc.constant<Route>({ screen: "start" }),
  fc.constant<Route>({ screen: "trust" }),
);

describe("routes", () => {
  it("come back from their address as they were", () => {
    fc.assert(
      fc.property(route, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  it("have one address, whatever the order of their parameters", () => {
    const a = formatRoute({ screen: "records", case: "c1", params: { line: "3", text: "a b" } });
    const b = formatRoute({ screen: "records", case: "c1", params: { text: "a b", line: "3" } });
    expect(a).toBe("#/case/c1/records?line=3&text=a+b");
    expect(b).toBe(a);
  });

  it("without parameters are the same as with none", () => {
    expect(formatRoute({ screen: "records", case: "c1", params: {} })).toBe("#/case/c1/records");
    expect(parseRoute("#/case/c1/records?")).toEqual({ screen: "records", case: "c1" });
  });

  it("of addresses that mean nothing are the start", () => {
    const nothing = [
      "",
      "#",
      "#/",
      "#/trust/",
      "#/case/c1",
      "#/case/c1/nowhere",
      "#/case/../records",
      "#/case/C1/records",
      "https://example.com/",
      "#/case/c1/records/more",
    ];
    for (const address of nothing) expect(parseRoute(address), address).toEqual(START);
  });

  it("keep parameters from becoming the object's own nature", () => {
    const route = parseRoute("#/case/c1/records?__proto__=x");
    expect("params" in route && Object.getPrototypeOf(route.params)).toBe(Object.prototype);
    expect("params" in route && Object.keys(route.params ?? {})).toEqual(["__proto__"]);
  });

  it("say which case they are about", () => {
    expect(caseOf({ screen: "records", case: "c1" })).toBe("c1");
    expect(caseOf(START)).toBeNull();
  });
});
