// Which policy snapshots a log's entries name: each once, at the first entry that names it.

import { listMembers } from "../encoding/members.ts";
import { MAX_ENTRIES } from "../model/limits.ts";
import type { PolicyUse } from "../model/log.ts";
import { asciiText, isHashString } from "./entry-fields.ts";

const SHA256 = new TextEncoder().encode("sha256");

export class PolicyUses {
  private readonly uses = new Map<string | null, PolicyUse>();
  private last = new Uint8Array(0);

  /** `buffer[start, end)` is the value of an entry's `policy`, or start is negative where it has none. */
  add(buffer: Uint8Array, start: number, end: number, line: number, seq: number): void {
    // Neighbours mostly decide by the same policy, and equal bytes name the same snapshot.
    if (start >= 0 && this.sameAsLast(buffer, start, end)) return;
    this.last = start < 0 ? new Uint8Array(0) : buffer.slice(start, end);
    const sha256 = start < 0 ? null : hashIn(buffer, start, end);
    // More snapshots than a bundle can hold files: those beyond are absent for certain, and one is enough.
    if (this.uses.size > MAX_ENTRIES || this.uses.has(sha256)) return;
    this.uses.set(sha256, { sha256, line, seq });
  }

  list(): PolicyUse[] {
    return [...this.uses.values()];
  }

  private sameAsLast(buffer: Uint8Array, start: number, end: number): boolean {
    const { last } = this;
    if (last.length !== end - start) return false;
    for (let i = 0; i < last.length; i += 1) if (last[i] !== buffer[start + i]) return false;
    return true;
  }
}

function hashIn(buffer: Uint8Array, start: number, end: number): string | null {
  if (buffer[start] !== 0x7b) return null;
  const members = listMembers(buffer, start, end);
  for (let m = 0; m < members.length; m += 4) {
    const [keyStart = 0, keyEnd = 0, valueStart = 0, valueEnd = 0] = members.subarray(m, m + 4);
    const isSha256 = keyEnd - keyStart === 6 && SHA256.every((byte, i) => buffer[keyStart + i] === byte);
    if (isSha256 && isHashString(buffer, valueStart, valueEnd))
      return asciiText(buffer, valueStart, valueEnd);
  }
  return null;
}
