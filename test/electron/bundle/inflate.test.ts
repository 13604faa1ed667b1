import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../shared/encoding/bytes.ts";
import { DEFLATED, STORED } from "../../../shared/encoding/zip.ts";
import type { ZipEntry } from "../../../shared/encoding/zip.ts";
import { DEFAULT_INFLATION_LIMITS } from "../../../shared/model/limits.ts";
import type { InflationLimits } from "../../../shared/model/limits.ts";
import { InflationMeter, readContent } from "../../../electron/bundle/inflate.ts";
import { takeFrom } from "../../../electron/bundle/byte-source.ts";
import { SequentialFile } from "../../../electron/bundle/sequential-file.ts";
import { seededRandom } from "../../shared/encoding/arbitraries.ts";
import { rejection } from "../../shared/faults.ts";
import { MemoryFile } from "./memory-file.ts";

/** The sizes at which the reader changes its way: 64 KiB stored, 1 MiB inflated, chunks of 256 KiB, blocks of 1 MiB. */
const EDGES = [1 << 16, 1 << 18, 1 << 19, 1 << 20, (1 << 20) + (1 << 18), 1 << 21].flatMap((edge) => [
  edge - 1,
  edge,
  edge + 1,
]);

const random = seededRandom(42);
const NOISE = Uint8Array.from({ length: (1 << 21) + 1 }, () => random(256));

interface Case {
  readonly stored: Uint8Array;
  readonly method: number;
  readonly size: number;
  readonly compressedSize?: number;
  readonly limits?: Partial<InflationLimits>;
}

/** Reads one entry that stands behind `lead` other bytes; returns what came out. */
async function read({ stored, method, size, limits, ...rest }: Case, lead = 0): Promise<Buffer> {
  const compressedSize = rest.compressedSize ?? stored.length;
  const bytes = concatBytes(new Uint8Array(lead), stored);
  const file = new SequentialFile(new MemoryFile(bytes).handle, bytes.length);
  await takeFrom(file, lead);
  const common = { name: "data/x", nameBytes: new Uint8Array(0), flags: 0, time: 0, crc: 0, offset: 0 };
  const entry: ZipEntry = { ...common, method, size, compressedSize };
  const out: Uint8Array[] = [];
  const meter = new InflationMeter(entry, { ...DEFAULT_INFLATION_LIMITS, ...limits }, 0);
  await readContent(file, entry, meter, async (chunk) => {
    // A chunk's memory is used again afterwards, but must last until the consumer is done with it.
    await new Promise((resolve) => setImmediate(resolve));
    out.push(Uint8Array.from(chunk));
  });
  expect(file.position).toBe(lead + compressedSize);
  return Buffer.concat(out);
}

/** A raw deflate stream of exactly `length` bytes, made of stored blocks, and what it holds. */
function streamOf(length: number): { stored: Uint8Array; content: Uint8Array } {
  const parts: Uint8Array[] = [];
  let left = length;
  let used = 0;
  while (left > 0) {
    // A block has five bytes of its own, so that less than six may not be left over.
    const take = left <= 65_540 ? left : left < 65_546 ? left - 6 : 65_540;
    const size = take - 5;
    const final = take === left ? 1 : 0;
    parts.push(
      Uint8Array.of(final, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff),
      NOISE.subarray(used, used + size),
    );
    used += size;
    left -= take;
  }
  return { stored: concatBytes(...parts), content: NOISE.slice(0, used) };
}

describe("readContent", () => {
  it.each(EDGES)("reads a stored file of %i bytes, wherever it stands", async (size) => {
    const stored = NOISE.slice(0, size);
    for (const lead of [0, 1, (1 << 20) - 1])
      expect((await read({ stored, method: STORED, size }, lead)).equals(stored)).toBe(true);
  });

  it.each(EDGES)("inflates a file of %i bytes, be it noise or zeros", async (size) => {
    for (const content of [NOISE.slice(0, size), new Uint8Array(size)]) {
      const stored = deflateRawSync(content);
      expect((await read({ stored, method: DEFLATED, size }, 5)).equals(content)).toBe(true);
    }
  });

  it.each(EDGES)(
    "inflates a stream of %i bytes, refuses one more behind it, and one less",
    async (length) => {
      const { stored, content } = streamOf(length);
      expect(stored.length).toBe(length);
      const size = content.length;
      expect((await read({ stored, method: DEFLATED, size })).equals(content)).toBe(true);
      const more = concatBytes(stored, Uint8Array.of(0));
      expect((await rejection(read({ stored: more, method: DEFLATED, size }))).code).toBe(
        "zip-deflate-trailing",
      );
      const less = stored.slice(0, -1);
      expect((await rejection(read({ stored: less, method: DEFLATED, size }))).code).toMatch(
        /^zip-(deflate|size)$/,
      );
    },
  );

  it("refuses many bytes behind the end of the data, in whatever chunk they stand", async () => {
    const { stored, content } = streamOf(1 << 17);
    for (const extra of [1 << 10, 1 << 17, (1 << 18) + 3, 1 << 20]) {
      const more = concatBytes(stored, NOISE.slice(0, extra));
      const size = content.length;
      expect((await rejection(read({ stored: more, method: DEFLATED, size }))).code).toBe(
        "zip-deflate-trailing",
      );
    }
  });

  it.each([100, 1 << 17, 1 << 21])(
    "refuses a file of %i bytes that is said to be shorter or longer",
    async (size) => {
      const stored = deflateRawSync(NOISE.slice(0, size));
      for (const said of [0, size - 1, size + 1]) {
        expect((await rejection(read({ stored, method: DEFLATED, size: said }))).code).toBe("zip-size");
        const plain = NOISE.slice(0, size);
        expect((await rejection(read({ stored: plain, method: STORED, size: said }))).code).toBe("zip-size");
      }
    },
  );

  it.each([100, 1 << 21])("refuses %i bytes of data that is no deflate stream", async (length) => {
    const stored = new Uint8Array(length).fill(0xff);
    expect((await rejection(read({ stored, method: DEFLATED, size: 1 << 22 }))).code).toBe("zip-deflate");
  });

  it("holds to the limits while inflating", async () => {
    const size = 1 << 21;
    const zeros = { stored: deflateRawSync(new Uint8Array(size)), method: DEFLATED, size };
    const ratio = { maxRatio: 10, ratioFreeBytes: 1 << 16 };
    expect((await rejection(read({ ...zeros, limits: ratio }))).code).toBe("limit-ratio");
    expect((await rejection(read({ ...zeros, limits: { maxInflatedBytes: size - 1 } }))).code).toBe(
      "limit-inflated",
    );
    expect(await read({ ...zeros, limits: { maxInflatedBytes: size, maxRatio: 1 } })).toHaveLength(size);
  });

  it("passes on what its consumer throws", async () => {
    const size = 1 << 21;
    const stored = deflateRawSync(NOISE.slice(0, size));
    const file = new SequentialFile(new MemoryFile(stored).handle, stored.length);
    const common = { name: "x", nameBytes: new Uint8Array(0), flags: 0, time: 0, crc: 0, offset: 0 };
    const entry: ZipEntry = { ...common, method: DEFLATED, size, compressedSize: stored.length };
    const meter = new InflationMeter(entry, DEFAULT_INFLATION_LIMITS, 0);
    const stop = new Error("stop");
    const consume = () => {
      throw stop;
    };
    await expect(readContent(file, entry, meter, consume)).rejects.toBe(stop);
  });
});
