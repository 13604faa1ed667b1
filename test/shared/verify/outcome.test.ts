import { expect, it } from "vitest";
import { cannot, fail } from "../../../shared/verify/outcome.ts";

const HUGE = "\u{1f600}".repeat(1_000_000);

it("does not carry a name of megabytes, which a manifest may hold, into a verdict", () => {
  const failure = { file: HUGE, message: HUGE, expected: HUGE, found: HUGE, line: 3 };
  const failed = fail("manifests.payload", "file-missing", failure);
  const open = cannot("manifests.payload", "x", HUGE);
  expect(JSON.stringify([failed, open]).length).toBeLessThan(100_000);
  expect(failed.failure).toMatchObject({ line: 3, file: `${HUGE.slice(0, 4_000)}...` });
});

it("leaves what a bundle can rightly hold as it is", () => {
  const failure = { file: "data/a", message: "m".repeat(4_000), found: "f" };
  expect(fail("manifests.payload", "file-missing", failure).failure).toEqual(failure);
});
