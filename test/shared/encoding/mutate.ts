// Damages JSON text at random: mostly so that it is nearly right, which is where a scanner goes wrong.

import { encodeUtf8, fromHex } from "../../../shared/encoding/bytes.ts";

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ":",
  ",",
  '"',
  "\\",
  '"a":',
  ',"b":1',
  "0",
  "-",
  ".",
  "e",
  "-0",
  "0.0000001",
  "1e5",
]
  .concat(["\\n", "\\/", "\\u0041", "true", "null", "\n", "\u0000", "\u007f", "\u00e9", "\u{1f600}", " "])
  .map((text) => encodeUtf8(text))
  .concat(["c080", "eda080", "f4908080", "e282", "80", "ff"].map((hex) => fromHex(hex)!));

/** One to three changes: a byte or a piece set, put in, or taken out, or a run of bytes doubled. */
export function mutate(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let out = bytes;
  for (let left = 1 + random(3); left > 0; left -= 1) {
    const at = random(out.length + 1);
    const piece = random(3) === 0 ? Uint8Array.of(random(256)) : PIECES[random(PIECES.length)]!;
    const skip = [piece.length, 0, 1, 1 + random(6)][random(4)]!;
    const run = random(6) === 0 ? out.subarray(at, at + 1 + random(12)) : piece;
    const into = random(8) === 0 ? new Uint8Array(0) : run;
    out = Uint8Array.of(...out.subarray(0, at), ...into, ...out.subarray(at + skip));
  }
  return out;
}
