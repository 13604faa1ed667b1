// Places in a deflated entry from which it can be inflated: deflate itself offers none but its start. Each is the
// beginning of a block, with the window of bytes before it that the block may refer to. They are noted while the
// entry is scanned: the walk over the compressed bytes says where blocks begin, and the inflated bytes, which come
// a little later, give the windows.

import { DEFLATED } from "../../../shared/encoding/zip.ts";
import type { ZipEntry } from "../../../shared/encoding/zip.ts";
import { DeflateWalk } from "../../../shared/encoding/deflate-walk.ts";
import { decodeRestarts, encodeRestarts } from "./restarts-form.ts";
import { MAX_POINTS, WINDOW } from "./restart-point.ts";
import type { EntryMark, RestartPoint } from "./restart-point.ts";
import { Tail } from "./tail.ts";

const SPACING = 4 * 2 ** 20;
/** The walk hears of a block a few bytes late, when those may have been inflated already. */
const KEPT = 2 * WINDOW;
const NO_BYTES = new Uint8Array(0);

export class Restarts {
  readonly mark: EntryMark;
  readonly points: readonly RestartPoint[];

  /** Points in ascending order. */
  constructor(mark: EntryMark, points: readonly RestartPoint[]) {
    this.mark = mark;
    this.points = points;
  }

  /** From a cache. @throws Fault `restarts-unreadable` for anything but what `toBytes` gave. */
  static fromBytes(bytes: Uint8Array): Restarts {
    const { mark, points } = decodeRestarts(bytes);
    return new Restarts(mark, points);
  }

  toBytes(): Uint8Array {
    return encodeRestarts(this.mark, this.points);
  }

  /** True where these are points of this entry. */
  fit({ crc, size, compressedSize }: EntryMark): boolean {
    const { mark } = this;
    return mark.crc === crc && mark.size === size && mark.compressedSize === compressedSize;
  }

  /** The last point at or before an inflated offset; null for the entry's start. */
  before(offset: number): RestartPoint | null {
    let low = 0;
    let high = this.points.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.points[middle]!.inflated <= offset) low = middle + 1;
      else high = middle;
    }
    return this.points[low - 1] ?? null;
  }
}

export class RestartBuilder {
  private spacing: number;
  private mark: EntryMark = { crc: 0, size: 0, compressedSize: 0 };
  private walk: DeflateWalk | null = null;
  private points: RestartPoint[] = [];
  /** Blocks whose windows are not there yet. */
  private waiting: Omit<RestartPoint, "window">[] = [];
  private last = 0;
  private tail = new Tail(KEPT);

  /** `spacing`: inflated bytes between points, at the least; it doubles each time that points grow too many. */
  constructor(spacing: number = SPACING) {
    this.spacing = spacing;
  }

  /** The points noted so far, also while the scan goes on; none where the entry is short or not deflated. */
  finish(): Restarts {
    this.capture(NO_BYTES);
    return new Restarts(this.mark, [...this.points]);
  }

  /** For the scan: what follows is of this entry. */
  begin({ crc, size, compressedSize, method }: ZipEntry): void {
    this.drop();
    this.mark = { crc, size, compressedSize };
    this.last = 0;
    this.tail = new Tail(KEPT);
    if (method === DEFLATED && size > this.spacing)
      this.walk = new DeflateWalk((bit, inflated) => this.block(bit, inflated));
  }

  /** For the scan: compressed bytes, before they are inflated; `left` follow them. */
  packed(chunk: Uint8Array, left: number): void {
    try {
      this.walk?.push(chunk);
      if (left === 0) this.walk?.end();
    } catch {
      // What is wrong is for the inflater to say. Points of a stream that the two read differently are worth nothing.
      this.drop();
    }
  }

  /** For the scan: inflated bytes. */
  unpacked(chunk: Uint8Array): void {
    if (this.walk === null) return;
    this.capture(chunk);
    this.tail.add(chunk);
  }

  /** For the scan: all bytes were inflated and are sound. */
  end(): void {
    if (this.walk !== null && this.walk.inflated !== this.tail.length) this.drop();
  }

  private drop(): void {
    this.walk = null;
    this.points = [];
    this.waiting = [];
  }

  private block(bit: number, inflated: number): void {
    if (inflated - this.last < this.spacing) return;
    this.last = inflated;
    this.waiting.push({ bit, inflated });
  }

  /** Makes points of the blocks that begin within or right behind `chunk`, the next inflated bytes. */
  private capture(chunk: Uint8Array): void {
    const end = this.tail.length + chunk.length;
    while (this.waiting.length > 0 && this.waiting[0]!.inflated <= end) {
      const { bit, inflated } = this.waiting.shift()!;
      const window = this.tail.slice(Math.max(0, inflated - WINDOW), inflated, chunk);
      if (window !== null) this.points.push({ bit, inflated, window });
      if (this.points.length > MAX_POINTS) this.thin();
    }
  }

  private thin(): void {
    this.points = this.points.filter((_, i) => i % 2 === 1);
    this.spacing *= 2;
  }
}
