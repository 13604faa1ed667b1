import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import type { ZlibOptions } from "node:zlib";
import * as fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../shared/encoding/bytes.ts";
import { leadTo } from "../../../shared/encoding/deflate-lead.ts";
import { DeflateWalk } from "../../../shared/encoding/deflate-walk.ts";
import { codeOf } from "../faults.ts";
import { seededRandom } from "./arbitraries.ts";

interface Block {
  readonly bit: number;
  readonly inflated: number;
}

interface Walked {
  readonly blocks: Block[];
  readonly inflated: number;
}

/** Walks a stream cut at the given offsets. */
function walk(stream: Uint8Array, cuts: readonly number[] = []): Walked {
  const blocks: Block[] = [];
  const walk = new DeflateWalk((bit, inflated) => blocks.push({ bit, inflated }));
  let from = 0;
  for (const cut of [...cuts].toSorted((a, b) => a - b)) {
    walk.push(stream.subarray(from, cut));
    from = Math.max(from, cut);
  }
  walk.push(stream.subarray(from));
  walk.end();
  return { blocks, inflated: walk.inflated };
}

/** The stream from a block on, led in where that begins inside of a byte. */
function fromBit(stream: Uint8Array, bit: number): Uint8Array {
  const rest = stream.slice(bit >>> 3);
  if (bit % 8 === 0) return rest;
  const lead = Uint8Array.from(leadTo(bit % 8));
  rest[0] = (rest[0]! & (0xff << (bit % 8))) | lead.at(-1)!;
  return concatBytes(lead.subarray(0, -1), rest);
}

/** Inflates from each block that the walk found, or from some of many, and compares. */
function expectRestarts(stream: Uint8Array, content: Uint8Array): void {
  const { blocks, inflated } = walk(stream);
  expect(inflated).toBe(content.length);
  expect(blocks[0]).toEqual({ bit: 0, inflated: 0 });
  const step = Math.ceil(blocks.length / 12);
  for (const [i, { bit, inflated }] of blocks.entries()) {
    if (i % step !== 0 && i !== blocks.length - 1) continue;
    const window = content.subarray(Math.max(0, inflated - 32_768), inflated);
    const rest = inflateRawSync(fromBit(stream, bit), window.length > 0 ? { dictionary: window } : {});
    expect(rest.equals(content.subarray(inflated))).toBe(true);
  }
}

const random = seededRandom(7);
const NOISE = Uint8Array.from({ length: 150_000 }, () => random(256));
const LINES = Buffer.from(
  Array.from({ length: 4_000 }, (_, i) => `{"seq":${i},"id":"act-${random(1e9)}","of":${random(40)}}\n`).join(
    "",
  ),
);
const CONTENTS: Record<string, Uint8Array> = {
  "log lines": LINES,
  noise: NOISE,
  zeros: new Uint8Array(2_000_000),
  "lines, noise and zeros": concatBytes(LINES, NOISE, new Uint8Array(100_000), LINES, NOISE),
  "a few bytes": Buffer.from("abc"),
  nothing: new Uint8Array(0),
};
const STRATEGIES: Record<string, ZlibOptions> = {
  "fixed codes": { strategy: constants.Z_FIXED },
  "no matches": { strategy: constants.Z_HUFFMAN_ONLY },
  "runs only": { strategy: constants.Z_RLE },
  filtered: { strategy: constants.Z_FILTERED },
  "the least memory": { memLevel: 1 },
  "a small window": { windowBits: 9 },
  ...Object.fromEntries(Array.from({ length: 10 }, (_, level) => [`level ${level}`, { level }])),
};

describe("DeflateWalk", () => {
  describe.each(Object.entries(CONTENTS))("over %s", (_, content) => {
    it.each(Object.entries(STRATEGIES))("finds where blocks begin with %s", (_, options) => {
      expectRestarts(deflateRawSync(content, options), content);
    });
  });

  it("finds blocks that another deflater than zlib made", () => {
    for (const content of Object.values(CONTENTS)) {
      for (const level of [0, 1, 6, 9] as const) expectRestarts(deflateSync(content, { level }), content);
    }
  });

  it("finds blocks of a stream that was flushed in between", () => {
    for (const flush of [constants.Z_FULL_FLUSH, constants.Z_SYNC_FLUSH]) {
      const parts = [LINES.subarray(0, 999), NOISE.subarray(0, 70_000), LINES];
      const flushed = parts.map((part, i) =>
        deflateRawSync(part, { finishFlush: i === parts.length - 1 ? constants.Z_FINISH : flush }),
      );
      // Streams that begin anew each time, joined where the one before was flushed to a whole byte.
      expectRestarts(concatBytes(...flushed), concatBytes(...parts));
    }
  });

  it("gives the same blocks however the stream is cut", () => {
    const streams = [
      deflateRawSync(LINES, { memLevel: 1 }),
      deflateRawSync(CONTENTS["lines, noise and zeros"]!),
      deflateRawSync(NOISE, { level: 0 }),
      deflateRawSync(LINES.subarray(0, 5_000), { strategy: constants.Z_FIXED }),
    ];
    for (const stream of streams) {
      const whole = walk(stream);
      fc.assert(
        fc.property(fc.array(fc.nat(stream.length), { maxLength: 30 }), (cuts) => {
          expect(walk(stream, cuts)).toEqual(whole);
        }),
        { seed: 1, numRuns: 60 },
      );
    }
  });

  it("gives the same blocks byte by byte", () => {
    const stream = deflateRawSync(LINES, { memLevel: 1 });
    expect(walk(stream, [...stream.keys()])).toEqual(walk(stream));
  });

  it("finds blocks of whatever content", () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(255), fc.nat(3_000)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc.string({ maxLength: 200 }).map((text) => Buffer.from(text)),
    );
    const options = fc.record({
      level: fc.integer({ min: 0, max: 9 }),
      memLevel: fc.integer({ min: 1, max: 9 }),
      strategy: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), options, (pieces, options) => {
        const content = concatBytes(...pieces);
        expectRestarts(deflateRawSync(content, options), content);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("takes and refuses the same damaged streams as zlib", () => {
    const small = LINES.subarray(0, 3_000);
    const streams = [
      deflateRawSync(small),
      deflateRawSync(small, { strategy: constants.Z_FIXED }),
      deflateRawSync(small, { memLevel: 1 }),
      deflateRawSync(small, { level: 0 }),
      deflateRawSync(small, { strategy: constants.Z_HUFFMAN_ONLY }),
    ];
    let sound = 0;
    for (let run = 0; run < 20_000; run += 1) {
      const stream = Uint8Array.from(streams[run % streams.length]!);
      const reach = run % 3 === 0 ? 100 : stream.length;
      for (let edits = 1 + random(3); edits > 0; edits -= 1)
        stream[random(Math.min(reach, stream.length))]! ^= 1 << random(8);
      const expected = inflated(stream);
      let found: number | null = null;
      try {
        found = walk(stream).inflated;
      } catch {
        // Refused.
      }
      expect(found).toBe(expected);
      if (expected !== null) sound += 1;
    }
    expect(sound).toBeGreaterThan(500);
  });

  it.each([
    ["a block of the reserved kind", [0x07]],
    ["a stored block whose length and its complement differ", [0x01, 0x01, 0x00, 0x00, 0x00, 0x41]],
    ["a distance beyond the start", [0x4b, 0x04, 0x42, 0x00]],
    ["nothing at all", []],
  ])("refuses %s", (_, bytes) => {
    expect(codeOf(() => walk(Uint8Array.from(bytes)))).toBe("zip-deflate");
  });

  it("refuses a stream that is cut off anywhere", () => {
    const stream = deflateRawSync(LINES.subarray(0, 2_000), { memLevel: 1 });
    for (let length = 0; length < stream.length; length += 1)
      expect(codeOf(() => walk(stream.subarray(0, length)))).toBe("zip-deflate");
  });

  it("refuses bytes behind the end, however many and however cut", () => {
    const stream = deflateRawSync(LINES);
    for (const extra of [1, 20, 700, 100_000]) {
      const more = concatBytes(stream, NOISE.subarray(0, extra));
      for (const cuts of [[], [stream.length], [stream.length + 1]])
        expect(codeOf(() => walk(more, cuts))).toBe("zip-deflate-trailing");
    }
  });
});

/** What zlib makes of a stream: how much comes out, or null where it refuses it or leaves bytes behind it. */
function inflated(stream: Uint8Array): number | null {
  try {
    const out = inflateRawSync(stream, { info: true, maxOutputLength: 1 << 24 }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return out.engine.bytesWritten === stream.length ? out.buffer.length : null;
  } catch {
    return null;
  }
}
