import { mkdirSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { BundleReader } from "../../../../electron/bundle/access/bundle-reader.ts";
import { RestartBuilder, Restarts } from "../../../../electron/bundle/access/restarts.ts";
import type { InflationLimits } from "../../../../shared/model/limits.ts";
import { seededRandom } from "../../../shared/encoding/arbitraries.ts";
import { rejection } from "../../../shared/faults.ts";
import { makeZip } from "../../../support/raw-zip.ts";
import type { RawEntry } from "../../../support/raw-zip.ts";
import { scratch, scratchFile } from "../../../support/scratch.ts";
import { unzip } from "../archives.ts";
import { CONTENT, LOG, NOISE, readerOf, scanned } from "./readers.ts";

const SAMPLE = "resources/samples/node-saturation.inqb";
const SPACING = 1 << 16;

describe("BundleReader", () => {
  it("reads every file of the sample, whole and in parts, as they are in the archive", async () => {
    const files = await unzip(SAMPLE);
    const reader = await open(SAMPLE);
    expect(reader.entries.map(({ name }) => name).toSorted()).toEqual([...files.keys()].toSorted());
    for (const entry of reader.entries) {
      const bytes = files.get(entry.name)!;
      expect((await scanned(reader, entry.name)).equals(bytes)).toBe(true);
      const middle = bytes.length >>> 1;
      expect(
        Buffer.from(await reader.read(entry, middle, 100)).equals(bytes.subarray(middle, middle + 100)),
      ).toBe(true);
    }
  });

  it("gives the entries in the order of the archive", async () => {
    const reader = await openBytes(
      makeZip([{ name: "b" }, { name: "a" }, { name: "c" }], {
        directoryOrder: (listed) => listed.toReversed(),
      }),
    );
    expect(reader.entries.map(({ name }) => name)).toEqual(["b", "a", "c"]);
    expect(reader.entry("a")?.name).toBe("a");
    expect(reader.entry("d")).toBeUndefined();
  });

  it.each([
    ["with default codes", deflateRawSync(CONTENT)],
    ["with small blocks", deflateRawSync(CONTENT, { memLevel: 1 })],
    ["with fixed codes", deflateRawSync(CONTENT, { strategy: constants.Z_FIXED })],
    ["in stored blocks", deflateRawSync(CONTENT, { level: 0 })],
  ])("reads any part of a large file deflated %s, from restart points and without", async (_, packed) => {
    const reader = await readerOf({ packed });
    const entry = reader.entry(LOG)!;
    const builder = new RestartBuilder(SPACING);
    expect((await scanned(reader, LOG, builder)).equals(CONTENT)).toBe(true);
    const restarts = Restarts.fromBytes(builder.finish().toBytes());
    expect(restarts.points.length).toBeGreaterThan(10);
    const random = seededRandom(3);
    const ranges = Array.from({ length: 40 }, () => [random(CONTENT.length), random(100_000)] as const);
    const edges = restarts.points
      .slice(0, 8)
      .flatMap(({ inflated }) => [[inflated, 10] as const, [inflated - 1, 10] as const]);
    for (const [offset, length] of [...ranges, ...edges, [0, 1], [CONTENT.length - 1, 50]] as const) {
      const expected = CONTENT.subarray(offset, offset + length);
      expect(expected.equals(await reader.read(entry, offset, length, restarts))).toBe(true);
    }
    expect(CONTENT.subarray(5_000_000, 5_000_100).equals(await reader.read(entry, 5_000_000, 100))).toBe(
      true,
    );
  });

  it("reads several parts at the same time", async () => {
    const reader = await readerOf({});
    const entry = reader.entry(LOG)!;
    const builder = new RestartBuilder(SPACING);
    await scanned(reader, LOG, builder);
    const offsets = Array.from({ length: 20 }, (_, i) => i * 250_000);
    const parts = await Promise.all(
      offsets.map((offset) => reader.read(entry, offset, 999, builder.finish())),
    );
    for (const [i, offset] of offsets.entries())
      expect(CONTENT.subarray(offset, offset + 999).equals(parts[i]!)).toBe(true);
  });

  it("reads a file that is not compressed, and notes no points of it", async () => {
    const reader = await readerOf({ both: { method: 0 } });
    const entry = reader.entry(LOG)!;
    const builder = new RestartBuilder(SPACING);
    expect((await scanned(reader, LOG, builder)).equals(CONTENT)).toBe(true);
    expect(builder.finish().points).toEqual([]);
    expect(CONTENT.subarray(77, 177).equals(await reader.read(entry, 77, 100, builder.finish()))).toBe(true);
  });

  it("gives fewer bytes at a file's end and none behind it", async () => {
    const reader = await openBytes(makeZip([{ name: "a", content: "hello" }, { name: "empty" }]));
    const entry = reader.entry("a")!;
    expect(Buffer.from(await reader.read(entry, 3, 100)).toString()).toBe("lo");
    expect(await reader.read(entry, 5, 1)).toHaveLength(0);
    expect(await reader.read(entry, 1_000, 1)).toHaveLength(0);
    expect(await reader.read(entry, 2, 0)).toHaveLength(0);
    expect(await reader.read(reader.entry("empty")!, 0, 10)).toHaveLength(0);
  });

  it("tells how far it is", async () => {
    const reader = await readerOf({});
    const entry = reader.entry(LOG)!;
    const told: number[] = [];
    await reader.scan(entry, () => {}, { onProgress: (bytes) => void told.push(bytes) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(entry.compressedSize);
  });

  it("stops when it is told to, in a scan and in a read, and can be used afterwards", async () => {
    const reader = await readerOf({});
    const entry = reader.entry(LOG)!;
    const stop = new AbortController();
    const scan = reader.scan(entry, () => stop.abort(new Error("enough")), { signal: stop.signal });
    await expect(scan).rejects.toThrow("enough");
    await expect(reader.read(entry, 5_000_000, 10, null, stop.signal)).rejects.toThrow("enough");
    expect((await scanned(reader, LOG)).equals(CONTENT)).toBe(true);
  });

  it("passes on what its consumer throws", async () => {
    const reader = await readerOf({});
    const scan = reader.scan(reader.entry(LOG)!, () => Promise.reject(new Error("full")));
    await expect(scan).rejects.toThrow("full");
  });

  it("takes an entry of another reader for none of its own", async () => {
    const other = (await openBytes(makeZip([{ name: LOG, content: "x" }]))).entry(LOG)!;
    const reader = await readerOf({});
    expect((await rejection(reader.read(other, 0, 1))).code).toBe("not-in-bundle");
  });
});

describe("BundleReader opens no", () => {
  it("folder", async () => {
    const path = scratch("folder");
    mkdirSync(path);
    expect((await rejection(BundleReader.open(path))).code).toBe("not-a-file");
  });

  it.skipIf(process.platform === "win32")("pipe, for which it would wait", async () => {
    const path = scratch("pipe");
    spawnSync("mkfifo", [path]);
    expect((await rejection(BundleReader.open(path))).code).toBe("not-a-file");
  });

  it.each([
    ["file that is no archive", Buffer.from("hello"), "zip-not-a-zip"],
    ["empty file", Buffer.alloc(0), "zip-not-a-zip"],
    ["archive with a path that leads out of it", makeZip([{ name: "../x" }]), "path-traversal"],
    [
      "archive with a comment",
      makeZip([{ name: "x" }], { end: { comment: Buffer.from("hi") } }),
      "zip-trailing",
    ],
  ])("%s", async (_, bytes, code) => {
    expect((await rejection(BundleReader.open(scratchFile("bad.inqb", bytes)))).code).toBe(code);
  });
});

describe("BundleReader is not deceived by", () => {
  const cases: readonly [name: string, how: Partial<RawEntry>, scan: string, read?: string][] = [
    ["a header that disagrees with the directory", { local: { crc: 1 } }, "zip-disagree", "zip-disagree"],
    [
      "a header with another name",
      { local: { name: Buffer.from("data/x") } },
      "zip-disagree",
      "zip-disagree",
    ],
    ["no header where one must be", { local: { signature: 7 } }, "zip-structure", "zip-structure"],
    ["a wrong checksum", { both: { crc: 1 } }, "zip-crc"],
    [
      "a descriptor that lies",
      { descriptor: Buffer.alloc(16, 1), both: { flags: 0x808 } },
      "zip-disagree",
      "zip-disagree",
    ],
    [
      "bytes behind the compressed data",
      { packed: Buffer.concat([deflateRawSync(CONTENT), NOISE]) },
      "zip-deflate-trailing",
    ],
    [
      "compressed data that is cut off",
      { packed: deflateRawSync(CONTENT).subarray(0, 9_000) },
      "zip-deflate",
      "zip-deflate",
    ],
    ["data that is not deflated", { packed: NOISE }, "zip-deflate", "zip-deflate"],
    ["a size that is too small", { both: { size: 1_000_000 } }, "zip-size"],
    ["a size that is too large", { both: { size: CONTENT.length + 1_000 } }, "zip-size", "zip-size"],
    [
      "a compressed size that reaches into the next entry",
      { both: { packedSize: 3_000_000 } },
      "zip-overlap",
      "zip-overlap",
    ],
    [
      "a compressed size that hides bytes",
      { both: { packedSize: 1_000 } },
      "zip-hidden-bytes",
      "zip-hidden-bytes",
    ],
  ];

  it.each(cases)("%s", async (_, how, scan, read) => {
    const reader = await readerOf(how);
    const entry = reader.entry(LOG)!;
    const builder = new RestartBuilder(SPACING);
    expect((await rejection(scanned(reader, LOG, builder))).code).toBe(scan);
    if (read === undefined) return;
    expect((await rejection(reader.read(entry, entry.size - 500, 500))).code).toBe(read);
    expect((await rejection(reader.read(entry, entry.size - 500, 500, builder.finish()))).code).toBe(read);
  });

  it("a bomb: limits hold in a scan and in a read", async () => {
    const content = Buffer.alloc(1 << 23);
    const ratio = { maxInflatedBytes: 1 << 30, maxRatio: 10, ratioFreeBytes: 1 << 20 };
    const total = { maxInflatedBytes: 1 << 22, maxRatio: 1e6, ratioFreeBytes: 1 << 20 };
    for (const [limits, code] of [
      [ratio, "limit-ratio"],
      [total, "limit-inflated"],
    ] as const) {
      const reader = await openBytes(makeZip([{ name: LOG, content }]), limits);
      expect((await rejection(scanned(reader, LOG))).code).toBe(code);
      expect((await rejection(reader.read(reader.entry(LOG)!, content.length - 1, 1))).code).toBe(code);
    }
  });

  it("a file that was cut off after it was opened", async () => {
    const bytes = makeZip([{ name: LOG, content: CONTENT }]);
    const path = scratchFile("cut.inqb", bytes);
    const reader = await open(path);
    writeFileSync(path, bytes.subarray(0, 100_000));
    expect((await rejection(scanned(reader, LOG))).code).toBe("zip-truncated");
    expect((await rejection(reader.read(reader.entry(LOG)!, 5_000_000, 10))).code).toBe("zip-truncated");
  });
});

async function open(path: string, limits?: InflationLimits): Promise<BundleReader> {
  const reader = await BundleReader.open(path, limits);
  onTestFinished(() => reader.close());
  return reader;
}

let files = 0;

function openBytes(bytes: Uint8Array, limits?: InflationLimits): Promise<BundleReader> {
  files += 1;
  return open(scratchFile(`reader-${files}.inqb`, bytes), limits);
}
