// The list of checks: groups with their results and counts, the filter, and the way from failure to failure.

import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { Check, Verdict } from "../../../shared/model/verdict.ts";
import { CATALOG } from "../../../shared/verify/catalog.ts";
import type { CheckId } from "../../../shared/verify/catalog.ts";
import { cannot, fail, gap, notApplicable, pass } from "../../../shared/verify/outcome.ts";
import {
  groupChecks,
  isQuiet,
  nextFailure,
  tally,
} from "../../../renderer/screens/verification/model/groups.ts";
import { failurePlace } from "../../../renderer/screens/verification/model/failure-place.ts";
import { brokenLine, scopeOf } from "../../../renderer/screens/verification/model/scope.ts";

const LOG = "data/action-log/entries.jsonl";
const broken = (id: CheckId, place = {}): Check => fail(id, "broken", { file: "f", message: "m", ...place });

const anyCheck = fc
  .tuple(fc.constantFrom(...(Object.keys(CATALOG) as CheckId[])), fc.integer({ min: 0, max: 4 }))
  .map(([id, kind]) =>
    [pass(id, "c", "d"), broken(id), cannot(id, "c", "d"), gap(id, "c", "d"), notApplicable(id, "c", "d")].at(
      kind,
    ),
  )
  .filter((check) => check !== undefined);

describe("groups of checks", () => {
  it("count what passed of what applies", () => {
    const checks = [
      pass("policies.content", "c", "d"),
      notApplicable("policies.present", "c", "d"),
      notApplicable("notes.logs", "c", "d"),
    ];
    expect(groupChecks(checks, "all").map(({ title, count, result }) => [title, count, result])).toEqual([
      ["Policies", "1 of 1", "pass"],
      ["Notes", "does not apply", "not-applicable"],
    ]);
  });

  it("show the worst of their results", () => {
    const checks = [pass("log.fields", "c", "d"), broken("log.chain"), cannot("log.sequence", "c", "d")];
    expect(groupChecks(checks, "all")[0]).toMatchObject({ result: "fail", count: "1 of 3" });
  });

  it("keep their counts where only problems are shown", () => {
    const checks = [pass("log.fields", "c", "d"), broken("log.chain"), pass("notes.logs", "c", "d")];
    expect(
      groupChecks(checks, "problems").map(({ group, count, checks }) => [group, count, checks.length]),
    ).toEqual([["action-log", "1 of 2", 1]]);
  });

  it("lose no check and show none twice", () => {
    fc.assert(
      fc.property(fc.array(anyCheck), (checks) => {
        const shown = groupChecks(checks, "all").flatMap((group) => group.checks);
        expect(shown).toHaveLength(checks.length);
        expect(new Set(shown)).toEqual(new Set(checks));
      }),
    );
  });

  it("never show a group with a failure as anything else", () => {
    fc.assert(
      fc.property(fc.array(anyCheck), (checks) => {
        for (const group of groupChecks(checks, "all"))
          expect(group.result === "fail").toBe(group.checks.some(({ result }) => result === "fail"));
      }),
    );
  });

  it("are quiet about what was not reached and what does not apply", () => {
    expect(isQuiet(cannot("log.chain", "not-reached", "d"))).toBe(true);
    expect(isQuiet(notApplicable("log.chain", "c", "d"))).toBe(true);
    expect(isQuiet(cannot("log.chain", "log-empty", "d"))).toBe(false);
    expect(isQuiet(pass("log.chain", "c", "d"))).toBe(false);
  });
});

describe("the tally of checks", () => {
  it("names only results that there are", () => {
    const checks = [pass("log.fields", "c", "d"), broken("log.chain"), broken("log.sequence")];
    expect(tally(checks)).toBe("2 failed, 1 passed");
    expect(tally([])).toBe("");
  });
});

describe("groups in order", () => {
  const folds = (checks: readonly Check[]) => groupChecks(checks, "all").map((group) => group.folds);
  const good = pass("container.archive", "c", "d");

  it("begin folded where another has a problem, so that this one is what is seen first", () => {
    expect(folds([good, broken("log.fields")])).toEqual([true, false]);
    expect(folds([good, cannot("log.fields", "c", "d")])).toEqual([true, false]);
  });

  it("begin open where nothing is wrong anywhere", () => {
    expect(folds([good, pass("log.fields", "c", "d")])).toEqual([false, false]);
  });
});

describe("quiet groups", () => {
  it("are those of which nothing was reached, or nothing applies", () => {
    const quiet = (checks: readonly Check[]) => groupChecks(checks, "all").map((group) => group.quiet);
    const lost = cannot("log.chain", "not-reached", "d");
    expect(quiet([lost, cannot("log.fields", "not-reached", "d")])).toEqual([true]);
    expect(quiet([lost, broken("log.fields")])).toEqual([false]);
    expect(quiet([notApplicable("notes.logs", "c", "d")])).toEqual([true]);
  });
});

describe("the next failure", () => {
  const checks = [broken("notes.logs"), pass("log.fields", "c", "d"), broken("log.chain")];

  it("comes in the order of the list, not of the verdict, and goes round", () => {
    const first = nextFailure(checks, null)!;
    const second = nextFailure(checks, first.id)!;
    expect([first.id, second.id, nextFailure(checks, second.id)!.id]).toEqual([
      "log.chain",
      "notes.logs",
      "log.chain",
    ]);
  });

  it("goes backwards too, from the last", () => {
    const last = nextFailure(checks, null, true)!;
    expect([last.id, nextFailure(checks, last.id, true)!.id]).toEqual(["notes.logs", "log.chain"]);
  });

  it("is none where nothing failed", () => {
    expect(nextFailure([pass("log.fields", "c", "d")], null)).toBeNull();
  });
});

describe("the scope of a verdict", () => {
  const gaps = [
    gap("cloudtrail.digests", "not-supported", "two digests"),
    gap("policies.present", "x", "no policy"),
  ];
  const scope = (word: Verdict["verdict"], summary: string, checks: readonly Check[]) =>
    scopeOf({ verdict: word, summary, checks, signers: [] } as unknown as Verdict);

  it("names gaps once, on a line of their own", () => {
    expect(scope("VALID", "All is well. Gaps: two digests; no policy.", gaps)).toEqual({
      sentence: "All is well.",
      gaps: ["two digests", "no policy"],
    });
  });

  it("names gaps that the summary leaves out", () => {
    expect(scope("INVALID", "Do not rely on it.", [broken("log.chain"), ...gaps])).toEqual({
      sentence: "Do not rely on this bundle: m.",
      gaps: ["two digests", "no policy"],
    });
  });

  it("speaks of the check that the headline speaks of", () => {
    const checks = [
      broken("manifests.payload", { message: "a file" }),
      broken("log.chain", { message: "a link" }),
    ];
    expect(scope("INVALID", "Do not rely on this bundle: a file.", checks).sentence).toBe(
      "Do not rely on this bundle: a link.",
    );
  });

  it("says why nothing could be decided, unless that stands right below", () => {
    const open = "Nothing was found wrong, but this is not proof: d.";
    expect(scope("CANNOT-CHECK", open, [cannot("signature.signers", "key-revoked", "d")]).sentence).toBe(
      open,
    );
    expect(scope("CANNOT-CHECK", open, [cannot("signature.signers", "signer-unknown", "d")]).sentence).toBe(
      "Nothing was found wrong, but this is not proof.",
    );
  });

  it("keeps the summary where nothing was read", () => {
    const summary = "Nothing was checked: there is no such file.";
    expect(
      scope("CANNOT-CHECK", summary, [cannot("container.archive", "file-not-found", "d")]).sentence,
    ).toBe(summary);
  });
});

describe("the way from a failure", () => {
  it("leads to the record, or to the file", () => {
    expect(failurePlace(broken("log.chain", { file: LOG, line: 4 }))).toEqual({
      kind: "record",
      params: { line: "4" },
    });
    expect(failurePlace(broken("manifests.payload", { file: "data/a&b" }))).toEqual({
      kind: "file",
      params: { tab: "files", file: "data/a&b" },
    });
    expect(failurePlace(broken("checkpoint.entries", { file: LOG }))?.kind).toBe("file");
  });

  it("leads nowhere where there is nothing to show", () => {
    expect(failurePlace(broken("container.archive", { file: "/home/somebody/x.inqb" }))).toBeNull();
    expect(
      failurePlace(fail("manifests.payload", "file-missing", { file: "data/a", message: "m" })),
    ).toBeNull();
    expect(failurePlace(pass("log.chain", "c", "d"))).toBeNull();
  });
});

describe("the broken record", () => {
  it("is the line of the log that a failure names", () => {
    expect(
      brokenLine([broken("checkpoint.entries", { file: LOG }), broken("log.chain", { file: LOG, line: 4 })]),
    ).toBe(4);
  });

  it("is none where failures are elsewhere", () => {
    expect(brokenLine([broken("notes.logs", { file: "data/notes/a/notes.jsonl", line: 2 })])).toBeNull();
    expect(brokenLine([broken("checkpoint.entries", { file: LOG })])).toBeNull();
  });
});
