import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_LINE_BYTES } from "../../../shared/model/limits.ts";
import { LogLines } from "../../../electron/cases/log-lines.ts";

interface Found {
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
  readonly bytes: string | null;
}

function linesOf(log: Buffer, sizes: readonly number[]): Found[] {
  const found: Found[] = [];
  const lines = new LogLines(({ offset, length, sha256, bytes }) =>
    found.push({ offset, length, sha256: sha256.toString("hex"), bytes: bytes?.toString("latin1") ?? null }),
  );
  for (let at = 0, i = 0; at < log.length; i += 1) {
    const size = sizes.length === 0 ? log.length : sizes[i % sizes.length]!;
    // A copy, wiped afterwards: nothing may hold on to a chunk.
    const chunk = Buffer.from(log.subarray(at, at + size));
    lines.write(chunk);
    chunk.fill(0x21);
    at += size;
  }
  lines.end();
  return found;
}

function expected(log: Buffer): Found[] {
  const parts = log.toString("latin1").split("\n");
  if (parts.at(-1) === "") parts.pop();
  let offset = 0;
  return parts.map((part) => {
    const bytes = Buffer.from(part, "latin1");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const line = { offset, length: bytes.length, sha256, bytes: bytes.length > MAX_LINE_BYTES ? null : part };
    offset += bytes.length + 1;
    return line;
  });
}

it("finds the same lines however the bytes come", () => {
  const log = fc.array(fc.oneof(fc.constant(10), fc.integer({ min: 0, max: 255 })), { maxLength: 200 });
  fc.assert(
    fc.property(log, fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }), (bytes, sizes) => {
      const buffer = Buffer.from(bytes);
      expect(linesOf(buffer, sizes)).toEqual(expected(buffer));
    }),
  );
});

it("hashes a line that is too long and does not keep it, and goes on behind it", () => {
  const long = Buffer.concat([
    Buffer.from("first\n"),
    Buffer.alloc(MAX_LINE_BYTES, "a"),
    Buffer.from("\n"),
    Buffer.alloc(MAX_LINE_BYTES + 1, "b"),
    Buffer.from("\nlast"),
  ]);
  for (const sizes of [[], [65_536], [MAX_LINE_BYTES + 3]])
    expect(linesOf(long, sizes)).toEqual(expected(long));
});
