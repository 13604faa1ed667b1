// A place in a deflated entry from which it can be inflated.

import type { ZipEntry } from "../../../shared/encoding/zip.ts";

/** Deflate refers back no farther (RFC 1951 section 2). */
export const WINDOW = 32_768;
/** Points of one entry: all windows together take 32 MiB at most. */
export const MAX_POINTS = 1_024;

export interface RestartPoint {
  /** Inflated bytes before this place. */
  readonly inflated: number;
  /** Bits of compressed data before this place, where a block begins. */
  readonly bit: number;
  /** The last 32 KiB before this place, or all there are. */
  readonly window: Uint8Array;
}

/** What tells entries apart: points of another one would give bytes that never were. */
export type EntryMark = Pick<ZipEntry, "crc" | "size" | "compressedSize">;
