// Damage at random: every bit of the sample bundle is protected, or it says nothing. A flipped bit makes the bundle
// INVALID or CANNOT-CHECK, or else all names and contents are what they were; and nothing is ever thrown.
//
// INQUEST_EXHAUSTIVE=1 flips a bit of every byte, and cuts the bundle at every length.

import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { readArchive } from "../../electron/bundle/archive.ts";
import { verifyBundle } from "../../electron/bundle/verify.ts";
import { DEFAULT_INFLATION_LIMITS } from "../../shared/model/limits.ts";
import type { VerdictWord } from "../../shared/model/verdict.ts";
import type { LoadedTrust } from "../../electron/trust/trust-file.ts";
import { makeSample } from "../../resources/samples/make.ts";
import { readTrust } from "../support/keys.ts";
import { scratch, scratchFile } from "../support/scratch.ts";

const EXHAUSTIVE = (process.env["INQUEST_EXHAUSTIVE"] ?? "") !== "";
const FLIPS = 2000;
const CUTS = 200;
/** Ends what hangs; it measures nothing. */
const GUARD_FACTOR = 10;
const GUARD_FLOOR_MS = 1000;

/** A small generator of equally likely numbers (mulberry32): the same ones in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

let sample: Buffer;
let trust: LoadedTrust;
let contents: string;
let guard: number;

/** Names and hashes of all files of an archive. */
async function contentsOf(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const options = { limits: DEFAULT_INFLATION_LIMITS, sink: () => null };
    const { files } = await readArchive(handle, size, options);
    return files
      .map(({ path: name, sha256 }) => `${sha256} ${name}\n`)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join("");
  } finally {
    await handle.close();
  }
}

async function timed(path: string): Promise<{ verdict: VerdictWord; ms: number }> {
  const start = performance.now();
  const { verdict } = await verifyBundle(path, trust);
  return { verdict, ms: performance.now() - start };
}

beforeAll(async () => {
  const made = await makeSample(scratch("sample"));
  sample = readFileSync(made.bundle);
  trust = readTrust(readFileSync(made.trust, "utf8"));
  contents = await contentsOf(made.bundle);
  let normal = 0;
  for (let i = 0; i < 5; i += 1) {
    const { verdict, ms } = await timed(made.bundle);
    expect(verdict).toBe("VALID");
    normal = Math.max(normal, ms);
  }
  guard = Math.max(GUARD_FLOOR_MS, GUARD_FACTOR * normal);
});

describe("the sample bundle", () => {
  it(
    "is never VALID with a flipped bit, unless all names and contents are the same",
    { timeout: 3_600_000 },
    async () => {
      const below = random(20_260_317);
      const offsets = EXHAUSTIVE
        ? Array.from(sample.keys())
        : Array.from({ length: FLIPS }, () => below(sample.length));
      const path = scratchFile("flipped.inqb", sample);
      const file = openSync(path, "r+");
      const counts = { INVALID: 0, "CANNOT-CHECK": 0, VALID: 0 };
      const wrong: string[] = [];
      try {
        for (const offset of offsets) {
          const bit = below(8);
          const good = sample[offset]!;
          writeSync(file, Uint8Array.of(good ^ (1 << bit)), 0, 1, offset);
          const { verdict, ms } = await timed(path);
          counts[verdict] += 1;
          if (verdict === "VALID" && (await contentsOf(path)) !== contents)
            wrong.push(`VALID: bit ${bit} of byte ${offset}`);
          if (ms > guard) wrong.push(`${ms.toFixed(0)} ms: bit ${bit} of byte ${offset}`);
          writeSync(file, Uint8Array.of(good), 0, 1, offset);
        }
      } finally {
        closeSync(file);
      }
      const { INVALID, VALID } = counts;
      process.stdout.write(
        `bit flips: ${offsets.length} flips, ${INVALID} INVALID, ${counts["CANNOT-CHECK"]} CANNOT-CHECK, ` +
          `${VALID} VALID with identical content\n`,
      );
      expect(wrong).toEqual([]);
      expect(INVALID).toBeGreaterThan(0.9 * offsets.length);
    },
  );

  it("is never VALID cut off", { timeout: 3_600_000 }, async () => {
    const below = random(4_711);
    const lengths = EXHAUSTIVE
      ? Array.from(sample.keys())
      : [0, 1, 21, 22, sample.length - 1, ...Array.from({ length: CUTS - 5 }, () => below(sample.length))];
    const path = scratchFile("cut.inqb", sample);
    const verdicts = new Set<string>();
    // From long to short: the file is only ever cut.
    for (const length of lengths.toSorted((a, b) => b - a)) {
      truncateSync(path, length);
      const { verdict, ms } = await timed(path);
      verdicts.add(verdict);
      expect(ms, `at length ${length}`).toBeLessThan(guard);
    }
    process.stdout.write(`truncations: ${lengths.length} lengths, all ${[...verdicts].join(" or ")}\n`);
    expect([...verdicts]).toEqual(["INVALID"]);
  });

  it("is never VALID with a byte removed, doubled or inserted", async () => {
    const below = random(42);
    const path = scratch("shifted.inqb");
    for (let i = 0; i < 200; i += 1) {
      const at = below(sample.length);
      const cut = i % 3 === 0 ? at + 1 : at;
      const middle =
        i % 3 === 1 ? sample.subarray(at, at + 1) : Uint8Array.of(...(i % 3 === 2 ? [below(256)] : []));
      writeFileSync(path, Buffer.concat([sample.subarray(0, at), middle, sample.subarray(cut)]));
      const { verdict } = await timed(path);
      expect(`${at} ${verdict}`).toBe(`${at} INVALID`);
    }
  });

  it("is never VALID with two pieces swapped or one zeroed", async () => {
    const below = random(99);
    const path = scratch("scrambled.inqb");
    for (let i = 0; i < 200; i += 1) {
      const bytes = Buffer.from(sample);
      const [from, to] = [below(bytes.length - 64), below(bytes.length - 64)];
      const size = 4 + below(60);
      if (i % 2 === 0) bytes.fill(0, from, from + size);
      else bytes.set(sample.subarray(from, from + size), to);
      writeFileSync(path, bytes);
      const { verdict } = await timed(path);
      const same = verdict === "VALID" && (await contentsOf(path)) === contents;
      expect(`${from} ${to} ${size} ${same ? "same" : verdict}`).toMatch(/ (INVALID|CANNOT-CHECK|same)$/);
    }
  });
});
