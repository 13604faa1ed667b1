// Blocks of deflate that hold nothing (RFC 1951), to stand before a block that begins inside of a byte: an inflater
// takes whole bytes, and the bits must not be moved, since stored blocks further on are aligned to bytes.

/** An empty block with fixed codes, not the last one: 10 bits. */
const FIXED = bits([0, 1], [1, 2], [0, 7]);

/**
 * The shortest sort of empty block with an odd number of bits, 91: codes of one bit for literal 0, for the end and for
 * distance 0. Its lengths are 1, 255 zeros (18 stands for up to 138 of them), 1, 1. Of the codes for lengths, 1 is
 * the bit 0 and 18 is the bit 1; in the order in which those are listed, 18 is third and 1 is the eighteenth.
 */
const DYNAMIC = bits(
  [0, 1],
  [2, 2],
  [0, 5],
  [0, 5],
  [14, 4],
  ...Array.from({ length: 18 }, (_, i): [number, number] => [i === 2 || i === 17 ? 1 : 0, 3]),
  [0, 1],
  [1, 1],
  [138 - 11, 7],
  [1, 1],
  [117 - 11, 7],
  [0, 1],
  [0, 1],
  [1, 1],
);

const LEADS = Array.from({ length: 8 }, (_, bit) => lead(bit));

/**
 * What to put in place of a stream's bytes before bit `bit` of its next byte, where a block begins: whole bytes, and
 * a last one whose low `bit` bits are set, to be joined with the others of that next byte. Empty for bit 0.
 */
export function leadTo(bit: number): Uint8Array {
  return LEADS[bit]!;
}

function lead(bit: number): Uint8Array {
  const out: number[] = bit % 2 === 1 ? [...DYNAMIC] : [];
  while (out.length % 8 !== bit) out.push(...FIXED);
  const bytes = new Uint8Array(Math.ceil(out.length / 8));
  for (const [i, value] of out.entries()) bytes[i >>> 3]! |= value << (i & 7);
  return bytes;
}

/** Numbers with their widths as bits, the least significant first. */
function bits(...numbers: readonly (readonly [value: number, width: number])[]): number[] {
  return numbers.flatMap(([value, width]) => Array.from({ length: width }, (_, i) => (value >>> i) & 1));
}
