import { expect, it } from "vitest";
import type { BundleFiles, PresentFile } from "../../../electron/cases/bundle-files.ts";
import type { LogIndex } from "../../../electron/cases/log-index.ts";
import { RightOfWay } from "../../../electron/cases/right-of-way.ts";
import { RecordReader } from "../../../electron/cases/record-reader.ts";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";
import { sha256Hex } from "../../support/tree.ts";

it("reads a line of many megabytes once, however the log is compressed", async () => {
  const log = Buffer.concat([
    Buffer.alloc(700, "a"),
    Buffer.alloc(5 * MAX_LINE_BYTES, "bc"),
    Buffer.alloc(9, "d"),
  ]);
  const at = 700;
  const bytes = 5 * MAX_LINE_BYTES;
  const sha256 = Buffer.from(sha256Hex(log.subarray(at, at + bytes)), "hex");
  let scans = 0;
  const reader = {
    // A log of one block offers no place to begin but its start: each read would inflate all before it.
    read: () => expect.fail("a piece was read"),
    scan: async (_: unknown, onChunk: (chunk: Uint8Array) => void) => {
      scans += 1;
      for (let i = 0; i < log.length; i += 99_991) onChunk(log.subarray(i, i + 99_991));
    },
  };
  const files = { reader, entry: () => ({}), sound: <T>(read: () => Promise<T>) => read() };
  const index = {
    place: () => ({ at, bytes, sha256, seq: null }),
    placeOrNull: () => null,
    way: new RightOfWay(),
  };
  const records = new RecordReader(
    files as unknown as BundleFiles,
    {} as PresentFile,
    index as unknown as LogIndex,
    [],
    false,
  );
  const record = await records.record(1);
  expect([record.bytes, record.sha256, scans]).toEqual([bytes, sha256.toString("hex"), 1]);
  expect(record.text).toBe("bc".repeat(MAX_LINE_BYTES / 2));
});
