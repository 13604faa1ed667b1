// Restart points as bytes, for a cache: a head, the points, their windows, and a checksum of it all.

import { createHash } from "node:crypto";
import { equalBytes } from "../../../shared/encoding/bytes.ts";
import { Fault } from "../../../shared/model/fault.ts";
import { MAX_POINTS, WINDOW } from "./restart-point.ts";
import type { EntryMark, RestartPoint } from "./restart-point.ts";

/** "inqr" and the version of the form. */
const MAGIC = 0x696e_7172;
const VERSION = 1;
const HEAD = 32;
const POINT = 16;
const SUM = 32;

export function encodeRestarts(mark: EntryMark, points: readonly RestartPoint[]): Uint8Array {
  const windows = points.reduce((sum, { window }) => sum + window.length, 0);
  const out = new Uint8Array(HEAD + POINT * points.length + windows + SUM);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, VERSION);
  view.setUint32(8, mark.crc);
  view.setUint32(12, points.length);
  view.setFloat64(16, mark.size);
  view.setFloat64(24, mark.compressedSize);
  let at = HEAD + POINT * points.length;
  for (const [i, { inflated, bit, window }] of points.entries()) {
    view.setFloat64(HEAD + POINT * i, inflated);
    view.setFloat64(HEAD + POINT * i + 8, bit);
    out.set(window, at);
    at += window.length;
  }
  out.set(sum(out.subarray(0, at)), at);
  return out;
}

/** @throws Fault `restarts-unreadable`. */
export function decodeRestarts(bytes: Uint8Array): { mark: EntryMark; points: RestartPoint[] } {
  if (bytes.length < HEAD + SUM) unreadable();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== VERSION) unreadable();
  const body = bytes.length - SUM;
  if (!equalBytes(sum(bytes.subarray(0, body)), bytes.subarray(body))) unreadable();
  const count = view.getUint32(12);
  const mark = { crc: view.getUint32(8), size: view.getFloat64(16), compressedSize: view.getFloat64(24) };
  if (count > MAX_POINTS || !isCount(mark.size) || !isCount(mark.compressedSize)) unreadable();
  let at = HEAD + POINT * count;
  if (at > body) unreadable();
  const points: RestartPoint[] = [];
  let last = { inflated: 0, bit: 0 };
  for (let i = 0; i < count; i += 1) {
    const inflated = view.getFloat64(HEAD + POINT * i);
    const bit = view.getFloat64(HEAD + POINT * i + 8);
    const sound =
      isCount(inflated) &&
      isCount(bit) &&
      inflated > last.inflated &&
      inflated <= mark.size &&
      bit > last.bit &&
      bit < 8 * mark.compressedSize;
    const length = Math.min(WINDOW, inflated);
    if (!sound || at + length > body) unreadable();
    points.push({ inflated, bit, window: bytes.slice(at, at + length) });
    at += length;
    last = { inflated, bit };
  }
  if (at !== body) unreadable();
  return { mark, points };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function sum(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

function unreadable(): never {
  throw new Fault(
    "restarts-unreadable",
    "the restart points are damaged or of another version: make them anew",
  );
}
