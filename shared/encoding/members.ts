// Where the members of a canonical JSON object stand in its bytes. The bytes must already be known to be
// canonical (canonical.ts): this only finds its way and proves nothing.

/** Four offsets a member: key start, key end (between the quotes), value start, value end. */
export function listMembers(buffer: Uint8Array, start: number, end: number): Uint32Array {
  const out: number[] = [];
  let at = start + 1;
  while (at < end && buffer[at] === 0x22) {
    const keyEnd = stringEnd(buffer, at);
    const valueStart = keyEnd + 1;
    const valueEnd = skipValue(buffer, valueStart, end);
    out.push(at + 1, keyEnd - 1, valueStart, valueEnd);
    at = valueEnd + 1;
  }
  return Uint32Array.from(out);
}

/** The offset behind the closing quote of the string that opens at `at`. */
function stringEnd(buffer: Uint8Array, at: number): number {
  let i = at + 1;
  while (i < buffer.length && buffer[i] !== 0x22) i += buffer[i] === 0x5c ? 2 : 1;
  return i + 1;
}

function skipValue(buffer: Uint8Array, at: number, end: number): number {
  let depth = 0;
  let i = at;
  while (i < end) {
    const byte = buffer[i]!;
    if (depth === 0 && i > at && (byte === 0x2c || byte === 0x7d)) return i;
    if (byte === 0x22) {
      i = stringEnd(buffer, i);
      if (depth === 0) return i;
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) depth += 1;
    if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
    i += 1;
  }
  return i;
}

/**
 * The bytes of a canonical object without one member: still canonical. `member` are its four offsets.
 * Writes to `out` from `at` on and returns the length.
 */
export function copyWithoutMember(
  buffer: Uint8Array,
  start: number,
  end: number,
  member: { readonly keyStart: number; readonly valueEnd: number },
  out: Uint8Array,
  at: number,
): number {
  let from = member.keyStart - 1;
  let to = member.valueEnd;
  if (buffer[to] === 0x2c) to += 1;
  else if (buffer[from - 1] === 0x2c) from -= 1;
  out.set(buffer.subarray(start, from), at);
  out.set(buffer.subarray(to, end), at + (from - start));
  return from - start + (end - to);
}
