// Finds an entry's fields in the bytes of its canonical line, without making objects.

import type { LogKind } from "./log-kind.ts";
import { isInstant } from "../encoding/time.ts";

const ENCODER = new TextEncoder();
const DIGIT_0 = 0x30;
/** The places of the digits in "YYYY-MM-DDThh:mm:ss and of the marks between them. */
const TIME_FORM = ENCODER.encode('"0000-00-00T00:00:00');

interface Field {
  readonly name: Uint8Array;
  readonly slot: number;
}

/** Fields that the reader looks at by name, whether required or not. */
const SPECIAL = ["v", "seq", "prev", "id", "time", "policy", "signature"] as const;
type Special = (typeof SPECIAL)[number];

export class EntryFields {
  private readonly byLength: Field[][] = [];
  /** The fields of the last line, by place. */
  private readonly layout: (Field | undefined)[] = [];
  private readonly names: string[];
  private readonly requiredCount: number;
  /** Value start, value end and key start of each field; -1 where the entry lacks it. */
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly keys: Int32Array;
  private readonly special: Record<Special, number>;

  constructor(kind: LogKind) {
    this.names = [...kind.required, ...SPECIAL.filter((name) => !kind.required.includes(name))];
    this.requiredCount = kind.required.length;
    for (const [slot, text] of this.names.entries()) {
      const name = ENCODER.encode(text);
      (this.byLength[name.length] ??= []).push({ name, slot });
    }
    this.starts = new Int32Array(this.names.length);
    this.ends = new Int32Array(this.names.length);
    this.keys = new Int32Array(this.names.length);
    this.special = Object.fromEntries(SPECIAL.map((name) => [name, this.names.indexOf(name)])) as Record<
      Special,
      number
    >;
  }

  /** Takes in the members of one line (four offsets each). */
  load(buffer: Uint8Array, members: Uint32Array, count: number): void {
    this.starts.fill(-1);
    for (let m = 0; m < count; m += 1) {
      const keyStart = members[4 * m]!;
      const length = members[4 * m + 1]! - keyStart;
      // Entries of a log mostly have the same keys in the same places: the last line's are tried first.
      const guess = this.layout[m];
      const field =
        guess !== undefined && guess.name.length === length && startsWith(buffer, keyStart, guess.name)
          ? guess
          : this.find(buffer, keyStart, length);
      if (field === undefined) continue;
      this.layout[m] = field;
      this.starts[field.slot] = members[4 * m + 2]!;
      this.ends[field.slot] = members[4 * m + 3]!;
      this.keys[field.slot] = keyStart;
    }
  }

  private find(buffer: Uint8Array, keyStart: number, length: number): Field | undefined {
    return this.byLength[length]?.find(({ name }) => startsWith(buffer, keyStart, name));
  }

  /** The first required field that the entry lacks, or null. */
  missing(): string | null {
    for (let slot = 0; slot < this.requiredCount; slot += 1)
      if (this.starts[slot]! < 0) return this.names[slot]!;
    return null;
  }

  start(field: Special): number {
    return this.starts[this.special[field]]!;
  }

  end(field: Special): number {
    return this.ends[this.special[field]]!;
  }

  keyStart(field: Special): number {
    return this.keys[this.special[field]]!;
  }
}

function startsWith(buffer: Uint8Array, at: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i += 1) if (buffer[at + i] !== name[i]) return false;
  return true;
}

/** A canonical non-negative integer, or -1. */
export function readInteger(buffer: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > 16) return -1;
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = buffer[i]! - DIGIT_0;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return Number.isSafeInteger(value) ? value : -1;
}

/** True for a JSON string of 64 lowercase hexadecimal digits. */
export function isHashString(buffer: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 66 || buffer[start] !== 0x22) return false;
  for (let i = start + 1; i < end - 1; i += 1) {
    const byte = buffer[i]!;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66))) return false;
  }
  return true;
}

/** True where the JSON string at `start` holds exactly this text of plain ASCII. */
export function equalsAscii(buffer: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length + 2 || buffer[start] !== 0x22) return false;
  for (let i = 0; i < text.length; i += 1) if (buffer[start + 1 + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The text of a JSON string of plain ASCII without escapes (hashes, times, ids that were checked). */
export function asciiText(buffer: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...buffer.subarray(start + 1, end - 1));
}

/** True for a JSON string that holds an RFC 3339 time in UTC. */
export function isTimeString(buffer: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 22 || length > 32) return false;
  for (let i = 0; i < TIME_FORM.length; i += 1) {
    const byte = buffer[start + i]!;
    const form = TIME_FORM[i]!;
    if (form === DIGIT_0 ? byte < DIGIT_0 || byte > 0x39 : byte !== form) return false;
  }
  const pair = (at: number): number =>
    10 * (buffer[start + at]! - DIGIT_0) + buffer[start + at + 1]! - DIGIT_0;
  const month = pair(6);
  const day = pair(9);
  if (month < 1 || month > 12 || day < 1 || pair(12) > 23 || pair(15) > 59) return false;
  // Days that only some months have, and leap seconds, are left to the full rule; so are fractions.
  if (day <= 28 && pair(18) <= 59 && length === 22) return buffer[start + 20] === 0x5a;
  for (let i = start + 1; i < end - 1; i += 1) if (buffer[i]! >= 0x80) return false;
  return isInstant(asciiText(buffer, start, end));
}
