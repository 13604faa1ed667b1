// Inflates one entry of an archive and hands its bytes on, under limits that hold while inflating: what a
// header claims about sizes is checked against what comes out, never believed.

import { createInflateRaw, inflateRawSync } from "node:zlib";
import type { InflateRaw } from "node:zlib";
import { DEFLATED } from "../../shared/encoding/zip.ts";
import type { ZipEntry } from "../../shared/encoding/zip.ts";
import { Fault } from "../../shared/model/fault.ts";
import type { InflationLimits } from "../../shared/model/limits.ts";
import { takeFrom } from "./byte-source.ts";
import type { ByteSource } from "./byte-source.ts";

const CHUNK = 1 << 19;
/** Entries up to here are inflated in one synchronous step, which for small files is several times faster. */
const SMALL_STORED = 1 << 16;
const SMALL_INFLATED = 1 << 20;
/** Chunks that may wait for the consumer. */
const QUEUE = 4;

export type Consume = (chunk: Uint8Array) => void | Promise<void>;

/** Counts what comes out of one entry, against its own size, the ratio and the budget of the whole archive. */
export class InflationMeter {
  private readonly entry: ZipEntry;
  private readonly limits: InflationLimits;
  private readonly before: number;
  count = 0;

  constructor(entry: ZipEntry, limits: InflationLimits, before: number) {
    this.entry = entry;
    this.limits = limits;
    this.before = before;
  }

  /** @throws Fault `limit-inflated`, `limit-ratio` or `zip-size`. */
  add(bytes: number): void {
    const { entry, limits } = this;
    const file = entry.name;
    this.count += bytes;
    if (this.before + this.count > limits.maxInflatedBytes) {
      const message = `the bundle inflates to more than ${limits.maxInflatedBytes} bytes (raise it with --max-inflated)`;
      throw new Fault("limit-inflated", message, { file });
    }
    if (this.count > limits.ratioFreeBytes && this.count > limits.maxRatio * entry.compressedSize) {
      const message = `a file inflates to more than ${limits.maxRatio} times its stored size (raise it with --max-ratio)`;
      throw new Fault("limit-ratio", message, { file });
    }
    if (this.count > entry.size) sizeFault(entry, "more");
  }

  end(): void {
    if (this.count !== this.entry.size) sizeFault(this.entry, String(this.count));
  }
}

export function sizeFault(entry: ZipEntry, found: string): never {
  throw new Fault("zip-size", "a file's content is not as long as the archive says", {
    file: entry.name,
    expected: String(entry.size),
    found,
  });
}

/** @throws Fault `zip-deflate`, `zip-deflate-trailing`, those of the meter, and whatever `consume` throws. */
export async function readContent(
  file: ByteSource,
  entry: ZipEntry,
  meter: InflationMeter,
  consume: Consume,
): Promise<void> {
  if (entry.method !== DEFLATED) {
    for (let left = entry.compressedSize; left > 0;) {
      const chunk = await file.chunk(Math.min(left, CHUNK));
      left -= chunk.length;
      meter.add(chunk.length);
      await consume(chunk);
    }
  } else if (entry.compressedSize <= SMALL_STORED && entry.size <= SMALL_INFLATED) {
    const bytes = inflateSmall(await takeFrom(file, entry.compressedSize), entry);
    meter.add(bytes.length);
    await consume(bytes);
  } else {
    await inflateLarge(file, entry, meter, consume);
  }
  meter.end();
}

function inflateSmall(stored: Uint8Array, entry: ZipEntry): Uint8Array {
  let out: { buffer: Buffer; engine: InflateRaw };
  try {
    const options = { info: true, maxOutputLength: Math.max(1, entry.size) };
    out = inflateRawSync(stored, options) as unknown as typeof out;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
      sizeFault(entry, "more");
    return deflateFault(entry);
  }
  if (out.engine.bytesWritten !== stored.length) trailingFault(entry);
  return out.buffer;
}

export function deflateFault(entry: ZipEntry): never {
  throw new Fault("zip-deflate", "a file's compressed data is damaged or cut off", { file: entry.name });
}

function trailingFault(entry: ZipEntry): never {
  throw new Fault("zip-deflate-trailing", "bytes stand behind the end of a file's compressed data", {
    file: entry.name,
  });
}

/**
 * Inflation runs in a thread of the pool. Chunks are queued, and consumed outside the stream's own callback,
 * so that the next chunk is inflated while this one is hashed.
 */
async function inflateLarge(file: ByteSource, entry: ZipEntry, meter: InflationMeter, consume: Consume) {
  const inflate = createInflateRaw({ chunkSize: CHUNK });
  const queue: Uint8Array[] = [];
  let ended = false;
  let failure: unknown = null;
  let wake: () => void = () => {};
  const note = (change: () => void) => (): void => {
    change();
    wake();
  };
  inflate.on("data", (chunk: Uint8Array) => {
    queue.push(chunk);
    if (queue.length >= QUEUE) inflate.pause();
    wake();
  });
  inflate.on(
    "end",
    note(() => (ended = true)),
  );
  inflate.on(
    "error",
    note(
      () =>
        (failure ??= new Fault("zip-deflate", "a file's compressed data is damaged or cut off", {
          file: entry.name,
        })),
    ),
  );

  const feeding = feed(file, entry.compressedSize, inflate).catch((error: unknown) => {
    failure ??= error;
    wake();
  });
  try {
    for (;;) {
      const chunk = queue.shift();
      if (failure !== null) throw failure;
      if (chunk !== undefined) {
        if (inflate.isPaused() && queue.length < QUEUE) inflate.resume();
        meter.add(chunk.length);
        await consume(chunk);
        release(chunk);
      } else if (ended) {
        break;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    if (inflate.bytesWritten !== entry.compressedSize) trailingFault(entry);
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/**
 * Gives a chunk's memory back at once. Left to the garbage collector, half a gigabyte of chunks makes it run again
 * and again for nothing. A chunk that is only a part of its buffer is left alone: zlib still writes to the rest.
 */
function release(chunk: Uint8Array): void {
  const { buffer } = chunk;
  if (buffer instanceof ArrayBuffer && chunk.byteLength === buffer.byteLength) buffer.transfer(0);
}

/** Writes the next `length` bytes of a file to an inflater, unless that ends before; then ends it. */
export async function feed(file: ByteSource, length: number, inflate: InflateRaw): Promise<void> {
  for (let left = length; left > 0 && !inflate.destroyed && !inflate.readableEnded;) {
    const chunk = await file.chunk(Math.min(left, CHUNK));
    left -= chunk.length;
    await new Promise<void>((resolve) => {
      inflate.once("close", resolve);
      inflate.write(chunk, () => {
        inflate.off("close", resolve);
        resolve();
      });
    });
  }
  if (!inflate.destroyed) inflate.end();
}
