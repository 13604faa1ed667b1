import { describe, expect, it } from "vitest";
import { afterWords, chainWords, citation } from "../../../renderer/screens/records/model/chain.ts";
import type { LogRecord } from "../../../shared/contract/records.ts";

const RECORD: LogRecord = {
  line: 3,
  offset: 100,
  bytes: 50,
  text: "{}",
  utf8: true,
  sha256: "ab".repeat(32),
  seq: 2,
  prev: "0".repeat(64),
  before: "0".repeat(64),
  after: null,
  chain: "linked",
  policyPath: null,
};

describe("a place in the chain", () => {
  it("has words for every state, and only a sound one is ok", () => {
    const states = ["first", "linked", "skips", "broken", "unknown"] as const;
    const words = states.map((chain) => chainWords({ chain, line: 3 }));
    expect(words.map(({ tone }) => tone)).toEqual(["ok", "ok", "neutral", "bad", "bad"]);
    expect(words.map(({ sentence }) => sentence.length > 10)).toEqual([true, true, true, true, true]);
    expect(words[3]?.sentence).toContain("line 2");
  });

  it("calls a line the last only where the log has no more, and not where the next cannot be read", () => {
    const whole = { lines: 3, building: false };
    expect(afterWords(RECORD, whole)).toBe("last");
    expect(afterWords(RECORD, { ...whole, lines: 4 })).toBe("unstated");
    expect(afterWords(RECORD, { lines: 4, building: true })).toBe("unknown");
    expect(afterWords({ ...RECORD, after: RECORD.sha256 }, whole)).toBe("agrees");
    expect(afterWords({ ...RECORD, after: "0".repeat(64) }, whole)).toBe("differs");
  });

  it("is cited by bundle, file, line and hash", () => {
    expect(citation("cd".repeat(32), "data/action-log/entries.jsonl", RECORD)).toBe(
      `bundle sha256:cdcdcdcdcdcdcdcd data/action-log/entries.jsonl line 3 sha256:${"ab".repeat(32)}`,
    );
    expect(citation(null, "x", RECORD)).toMatch(/^bundle x line 3/);
  });
});
