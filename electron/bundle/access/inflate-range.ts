// Inflates a part of an entry: from a restart point or its start, and no farther than is asked for.

import { createInflateRaw } from "node:zlib";
import type { FileHandle } from "node:fs/promises";
import type { ZipEntry } from "../../../shared/encoding/zip.ts";
import type { InflationLimits } from "../../../shared/model/limits.ts";
import { InflationMeter, deflateFault, feed, sizeFault } from "../inflate.ts";
import { Led } from "./led.ts";
import { Range } from "./range.ts";
import type { RestartPoint } from "./restart-point.ts";

/** Little is read at once: most of what is inflated behind the wanted bytes is for nothing. */
const PACKED_CHUNK = 1 << 15;
const CHUNK = 1 << 17;

export interface Part {
  readonly handle: FileHandle;
  readonly entry: ZipEntry;
  /** Where the entry's content stands in the archive. */
  readonly start: number;
  /** Null for the entry's start. */
  readonly from: RestartPoint | null;
  readonly offset: number;
  readonly length: number;
  readonly limits: InflationLimits;
  readonly signal: AbortSignal | undefined;
}

/** Inflated bytes [offset, offset + length), both within the entry. @throws Fault as readContent does. */
export async function inflatePart(part: Part): Promise<Uint8Array> {
  const { handle, entry, start, from, offset, length, signal } = part;
  const skip = Math.floor((from?.bit ?? 0) / 8);
  const bit = (from?.bit ?? 0) % 8;
  const range = new Range(handle, start + skip, start + entry.compressedSize, {
    block: PACKED_CHUNK,
    signal,
  });
  const led = bit === 0 ? null : new Led(range, bit);
  const packed = entry.compressedSize - skip + (led?.extra ?? 0);
  const window = from !== null && from.window.length > 0 ? { dictionary: from.window } : {};
  const inflate = createInflateRaw({ chunkSize: CHUNK, ...window });
  const feeding = feed(led ?? range, packed, inflate).catch((error: unknown) => {
    inflate.destroy(error as Error);
  });
  const meter = new InflationMeter(entry, part.limits, 0);
  meter.count = from?.inflated ?? 0;
  const out = new Uint8Array(length);
  try {
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      const at = meter.count;
      meter.add(chunk.length);
      const wanted = chunk.subarray(Math.max(0, offset - at), Math.max(0, offset + length - at));
      if (wanted.length > 0) out.set(wanted, Math.max(0, at - offset));
      if (meter.count >= offset + length) return out;
    }
  } catch (error) {
    const damaged = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    if (damaged) deflateFault(entry);
    throw error;
  } finally {
    inflate.destroy();
    await feeding;
  }
  return sizeFault(entry, String(meter.count));
}
