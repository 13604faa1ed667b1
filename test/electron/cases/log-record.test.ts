import { describe, expect, it } from "vitest";
import { recordOf } from "../../../electron/cases/log-record.ts";
import type { RecordParts } from "../../../electron/cases/log-record.ts";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";

const ZEROS = "0".repeat(64);
const HASH = "a".repeat(64);

function parts(entry: unknown, change: Partial<RecordParts> = {}): RecordParts {
  const bytes = Buffer.from(typeof entry === "string" ? entry : JSON.stringify(entry));
  const base = {
    line: 1,
    offset: 0,
    size: bytes.length,
    sha256: HASH,
    before: null,
    next: null,
    extract: false,
  };
  const seq = (entry as { seq?: number }).seq ?? null;
  return { ...base, seq, bytes, ...change };
}

const after = (seq: number | null, entry: unknown, change: Partial<RecordParts> = {}) =>
  recordOf(parts(entry, { line: 9, before: { seq, sha256: HASH }, ...change })).chain;

describe("how a line is chained", () => {
  it("first: sequence number 0 and 64 zeros", () => {
    expect(recordOf(parts({ seq: 0, prev: ZEROS }))).toMatchObject({
      chain: "first",
      prev: ZEROS,
      before: ZEROS,
    });
    expect(recordOf(parts({ seq: 0, prev: HASH })).chain).toBe("broken");
    expect(recordOf(parts({ seq: 0 })).chain).toBe("broken");
  });

  it("a log that begins later is broken, an extract leaves out", () => {
    expect(recordOf(parts({ seq: 3, prev: HASH }))).toMatchObject({ chain: "broken", before: null });
    expect(recordOf(parts({ seq: 3, prev: HASH }, { extract: true })).chain).toBe("skips");
  });

  it("linked: the next number and the hash of the line before", () => {
    expect(after(4, { seq: 5, prev: HASH })).toBe("linked");
    expect(after(4, { seq: 5, prev: ZEROS })).toBe("broken");
    expect(after(4, { seq: 5, prev: ZEROS }, { extract: true })).toBe("broken");
    expect(after(4, { seq: 5 })).toBe("broken");
    expect(after(null, { seq: 5, prev: HASH })).toBe("linked");
  });

  it("a hole is broken but in an extract, and no number comes twice or back", () => {
    expect(after(4, { seq: 7, prev: ZEROS })).toBe("broken");
    expect(after(4, { seq: 7, prev: ZEROS }, { extract: true })).toBe("skips");
    for (const seq of [4, 3, 0]) expect(after(4, { seq, prev: HASH }, { extract: true })).toBe("broken");
    expect(after(4, { prev: HASH }, { extract: true })).toBe("broken");
  });

  it("unknown where the line cannot be read", () => {
    for (const text of ["", "{", "[]", "null", '"x"']) expect(after(4, text)).toBe("unknown");
  });
});

describe("the raw line", () => {
  it("stands as it is, with what is not UTF-8 marked", () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const record = recordOf(parts("", { bytes, size: 3 }));
    expect(record).toMatchObject({ text: '"\ufffd"', utf8: false, chain: "unknown" });
    expect(recordOf(parts("\ufeffx"))).toMatchObject({ text: "\ufeffx", utf8: true });
  });

  it("that is too long is cut between characters", () => {
    const bytes = Buffer.from(`x${"ä".repeat(MAX_LINE_BYTES / 2)}`).subarray(0, MAX_LINE_BYTES);
    const record = recordOf(parts("", { bytes, size: 5 * MAX_LINE_BYTES }));
    expect(record).toMatchObject({ utf8: true, bytes: 5 * MAX_LINE_BYTES, chain: "unknown" });
    expect(record.text.endsWith("ä")).toBe(true);
  });

  it("gives the next line's word for it, whatever that is", () => {
    const next = (text: string) =>
      recordOf(parts({ seq: 0, prev: ZEROS }, { next: Buffer.from(text) })).after;
    expect(next(JSON.stringify({ prev: HASH }))).toBe(HASH);
    expect(next('{"prev":7}')).toBeNull();
    expect(next("{")).toBeNull();
    expect(next(JSON.stringify({ prev: "y".repeat(2 ** 19) }))).toBe("y".repeat(100));
  });
});
