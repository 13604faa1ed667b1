import { open as openFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BundleReader } from "../../../../electron/bundle/access/bundle-reader.ts";
import { RestartBuilder, Restarts } from "../../../../electron/bundle/access/restarts.ts";
import { codeOf, rejection } from "../../../shared/faults.ts";
import { makeZip } from "../../../support/raw-zip.ts";
import { scratchFile } from "../../../support/scratch.ts";
import { CONTENT, LOG, NOISE, readerOf, scanned } from "./readers.ts";

async function restartsOf(reader: BundleReader, spacing: number): Promise<Restarts> {
  const builder = new RestartBuilder(spacing);
  await scanned(reader, LOG, builder);
  return builder.finish();
}

describe("RestartBuilder", () => {
  it("notes points at least as far apart as it is told, with the bytes before each", async () => {
    const { points } = await restartsOf(await readerOf({}), 1 << 18);
    let last = 0;
    for (const { inflated, window } of points) {
      expect(inflated - last).toBeGreaterThanOrEqual(1 << 18);
      expect(CONTENT.subarray(Math.max(0, inflated - 32_768), inflated).equals(window)).toBe(true);
      last = inflated;
    }
    expect(points.length).toBeGreaterThan(5);
  });

  it("keeps to 1024 points however many blocks there are, and those reach to the end", async () => {
    const reader = await readerOf({ packed: deflateRawSync(CONTENT, { memLevel: 1 }) });
    const restarts = await restartsOf(reader, 500);
    expect(restarts.points.length).toBeGreaterThan(300);
    expect(restarts.points.length).toBeLessThanOrEqual(1_024);
    expect(restarts.points.at(-1)!.inflated).toBeGreaterThan(CONTENT.length * 0.9);
    const entry = reader.entry(LOG)!;
    for (const { inflated } of restarts.points.filter((_, i) => i % 50 === 0))
      expect(
        CONTENT.subarray(inflated, inflated + 9).equals(await reader.read(entry, inflated, 9, restarts)),
      ).toBe(true);
  });

  it("gives what it has noted so far while a scan goes on", async () => {
    const reader = await readerOf({});
    const entry = reader.entry(LOG)!;
    const builder = new RestartBuilder(1 << 18);
    let done = 0;
    let early: Restarts | null = null;
    const onChunk = async (chunk: Uint8Array): Promise<void> => {
      done += chunk.length;
      if (early !== null || done < 3_000_000) return;
      early = builder.finish();
      const part = await reader.read(entry, 2_900_000, 50, early);
      expect(CONTENT.subarray(2_900_000, 2_900_050).equals(part)).toBe(true);
    };
    await reader.scan(entry, onChunk, { restarts: builder });
    expect(early!.points.length).toBeGreaterThan(0);
    expect(builder.finish().points.length).toBeGreaterThan(early!.points.length);
  });

  it("has no points of a file that is short, of a stream that is damaged, or without a scan", async () => {
    const reader = await readerOf({});
    expect((await restartsOf(reader, CONTENT.length)).points).toEqual([]);
    expect(new RestartBuilder().finish().points).toEqual([]);
    const packed = deflateRawSync(CONTENT);
    const broken = await readerOf({ packed: packed.subarray(0, packed.length - 10) });
    const builder = new RestartBuilder(1 << 18);
    await rejection(scanned(broken, LOG, builder));
    expect(builder.finish().points).toEqual([]);
  });
});

describe("a read from a restart point", () => {
  it("does not look at what stands before it", async () => {
    const path = scratchFile("damaged.inqb", makeZip([{ name: LOG, content: CONTENT }]));
    const reader = await BundleReader.open(path);
    try {
      const entry = reader.entry(LOG)!;
      const restarts = await restartsOf(reader, 1 << 18);
      const file = await openFile(path, "r+");
      await file.write(Buffer.alloc(1_000, 0xff), 0, 1_000, 5_000);
      await file.close();
      const offset = CONTENT.length - 1_000;
      expect(CONTENT.subarray(offset).equals(await reader.read(entry, offset, 1_000, restarts))).toBe(true);
      expect((await rejection(reader.read(entry, offset, 1_000))).code).toMatch(/^zip-(deflate|size)/);
    } finally {
      await reader.close();
    }
  });

  it("does not take the points of another entry", async () => {
    const restarts = await restartsOf(await readerOf({}), 1 << 18);
    const content = Buffer.concat([CONTENT.subarray(1), Buffer.from("!")]);
    const other = await readerOf({ content });
    const entry = other.entry(LOG)!;
    expect(restarts.fit(entry)).toBe(false);
    const part = await other.read(entry, 4_000_000, 100, restarts);
    expect(content.subarray(4_000_000, 4_000_100).equals(part)).toBe(true);
  });
});

describe("Restarts as bytes", () => {
  it("come back as they were", async () => {
    const restarts = await restartsOf(await readerOf({}), 1 << 18);
    const back = Restarts.fromBytes(restarts.toBytes());
    expect(back.mark).toEqual(restarts.mark);
    expect(back.points).toEqual(
      restarts.points.map((point) => ({ ...point, window: Uint8Array.from(point.window) })),
    );
    const none = new Restarts({ crc: 1, size: 2, compressedSize: 3 }, []);
    expect(Restarts.fromBytes(none.toBytes())).toEqual(none);
  });

  it("are refused with any byte changed, cut off or added", async () => {
    const bytes = (await restartsOf(await readerOf({}), 2 << 20)).toBytes();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at]! ^= change;
        expect(codeOf(() => Restarts.fromBytes(damaged))).toBe("restarts-unreadable");
        expect(codeOf(() => Restarts.fromBytes(bytes.subarray(0, at)))).toBe("restarts-unreadable");
      }),
      { seed: 4, numRuns: 200 },
    );
    const more = Buffer.concat([bytes, Buffer.alloc(1)]);
    expect(codeOf(() => Restarts.fromBytes(more))).toBe("restarts-unreadable");
  });

  it("are refused as noise", () => {
    for (const length of [0, 1, 31, 64, 100, 100_000]) {
      expect(codeOf(() => Restarts.fromBytes(NOISE.subarray(0, length)))).toBe("restarts-unreadable");
    }
  });

  it("are refused where points are out of order, beyond the entry, or without their window", () => {
    const mark = { crc: 1, size: 100_000, compressedSize: 1_000 };
    const point = (inflated: number, bit: number, length = Math.min(32_768, inflated)) => ({
      inflated,
      bit,
      window: new Uint8Array(length),
    });
    const bad = [
      [point(50_000, 100), point(40_000, 200)],
      [point(40_000, 200), point(50_000, 100)],
      [point(100_001, 100)],
      [point(50_000, 8_000)],
      [point(50_000, 100, 100)],
      [point(0.5, 100)],
      [point(50_000, 0.5)],
      [point(0, 0)],
    ];
    for (const points of bad)
      expect(codeOf(() => Restarts.fromBytes(new Restarts(mark, points).toBytes()))).toBe(
        "restarts-unreadable",
      );
    const good = new Restarts(mark, [point(40_000, 100), point(50_000, 200)]);
    expect(Restarts.fromBytes(good.toBytes()).points).toHaveLength(2);
  });
});
