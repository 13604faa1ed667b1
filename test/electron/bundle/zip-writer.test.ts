import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { END_SIZE, LOCATOR64_SIZE, SIG_LOCATOR64 } from "../../../shared/encoding/zip.ts";
import { pathFault, collisionKey } from "../../../shared/encoding/path.ts";
import { DEFAULT_INFLATION_LIMITS } from "../../../shared/model/limits.ts";
import { readArchive } from "../../../electron/bundle/archive.ts";
import type { Archive } from "../../../electron/bundle/archive.ts";
import { ZipWriter } from "../../../electron/bundle/zip-writer.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { seededRandom } from "../../shared/encoding/arbitraries.ts";
import { MemoryFile } from "./memory-file.ts";

type Files = readonly (readonly [path: string, content: Uint8Array])[];

async function* pieces(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function zip(files: Files, piece = 1 << 18): Promise<Buffer> {
  const file = new MemoryFile();
  const writer = new ZipWriter(file.handle);
  for (const [path, content] of files) await writer.add(path, content.length, pieces(content, piece));
  await writer.finish();
  return file.bytes;
}

async function unzip(bytes: Uint8Array): Promise<{ archive: Archive; contents: Map<string, Buffer> }> {
  const contents = new Map<string, Buffer>();
  const archive = await readArchive(new MemoryFile(bytes).handle, bytes.length, {
    limits: DEFAULT_INFLATION_LIMITS,
    sink: ({ name }) => {
      const chunks: Uint8Array[] = [];
      return {
        write: (chunk) => void chunks.push(chunk.slice()),
        end: () => void contents.set(name, Buffer.concat(chunks)),
      };
    },
  });
  return { archive, contents };
}

const name = fc
  .string({
    unit: fc.constantFrom("a", "b", "Z", "0", ".", "-", " ", "%", "\u00e9", "\u6f22", "\u{1f600}"),
    minLength: 1,
    maxLength: 12,
  })
  .map((text) => `data/${text}`)
  .filter((path) => pathFault(path) === null);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.tuple(fc.nat(255), fc.nat(200_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
  fc.nat(150_000).map((length) => {
    const random = seededRandom(length);
    return Uint8Array.from({ length }, () => random(256));
  }),
);
const files: fc.Arbitrary<Files> = fc
  .uniqueArray(fc.tuple(name, content), { selector: ([path]) => collisionKey(path), maxLength: 6 })
  .map((list) => list.toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe("ZipWriter", () => {
  it("writes what readArchive reads: the same names in order, sizes, hashes and contents", async () => {
    const property = fc.asyncProperty(files, async (list) => {
      const bytes = await zip(list);
      const { archive, contents } = await unzip(bytes);
      const expected = list.map(([path, data]) => ({
        path,
        size: data.length,
        sha256: nodePlatform.sha256Hex(data),
      }));
      expect(archive.files).toEqual(expected);
      expect(archive.sha256).toBe(nodePlatform.sha256Hex(bytes));
      for (const [path, data] of list) expect(contents.get(path)!.equals(data)).toBe(true);
    });
    await fc.assert(property, { seed: 42, numRuns: 60 });
  });

  it("writes the same bytes for the same files each time", async () => {
    const property = fc.asyncProperty(files, async (list) => {
      expect((await zip(list)).equals(await zip(list))).toBe(true);
    });
    await fc.assert(property, { seed: 43, numRuns: 25 });
  });

  it("writes the same bytes in whatever pieces the contents come", async () => {
    const random = seededRandom(7);
    const text = Buffer.from(Array.from({ length: 60_000 }, () => `entry ${random(500)}`).join("\n"));
    const whole = await zip([["data/log", text]]);
    for (const piece of [1 << 12, 10_007, 1 << 16, 1 << 17])
      expect((await zip([["data/log", text]], piece)).equals(whole), `pieces of ${piece} bytes`).toBe(true);
  });

  it("refuses a file that is not as long as it was said to be", async () => {
    for (const size of [2, 4]) {
      const writer = new ZipWriter(new MemoryFile().handle);
      await expect(writer.add("data/a", size, pieces(Uint8Array.of(1, 2, 3), 3))).rejects.toThrow(/changed/);
    }
  });

  it("writes an archive without files", async () => {
    expect((await unzip(await zip([]))).archive.files).toEqual([]);
  });

  it("keeps 70,000 files, which needs 64-bit end records", { timeout: 60_000 }, async () => {
    const list = Array.from({ length: 70_000 }, (_, i): [string, Uint8Array] => [
      `data/${String(i).padStart(6, "0")}`,
      i % 1000 === 7 ? Buffer.from(String(i)) : new Uint8Array(0),
    ]);
    const bytes = await zip(list);
    expect(bytes.readUInt32LE(bytes.length - END_SIZE - LOCATOR64_SIZE)).toBe(SIG_LOCATOR64);
    const { archive, contents } = await unzip(bytes);
    expect(archive.files).toHaveLength(70_000);
    const other = archive.files.findIndex(
      ({ path, size }, i) => path !== list[i]![0] || size !== list[i]![1].length,
    );
    expect(other).toBe(-1);
    expect(contents.get("data/069007")?.toString()).toBe("69007");
  });
});
