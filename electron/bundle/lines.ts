// Cuts a stream of bytes into lines without their LF. The last line may lack its LF here: whoever needs it
// to be there checks that.

import { Fault } from "../../shared/model/fault.ts";
import { MAX_LINE_BYTES } from "../../shared/model/limits.ts";

/** @throws Fault `line-too-long`, naming the line. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  let number = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const lf = chunk.indexOf(0x0a, from);
      if (lf < 0) break;
      number += 1;
      const piece = chunk.subarray(from, lf);
      yield check(rest.length === 0 ? piece : Buffer.concat([rest, piece]), source, number);
      rest = new Uint8Array(0);
      from = lf + 1;
    }
    if (from < chunk.length) rest = check(Buffer.concat([rest, chunk.subarray(from)]), source, number + 1);
  }
  if (rest.length > 0) yield rest;
}

function check(line: Uint8Array, source: string, number: number): Uint8Array {
  if (line.length <= MAX_LINE_BYTES) return line;
  const message = `${source} line ${number}: the line is longer than ${MAX_LINE_BYTES} bytes`;
  throw new Fault("line-too-long", message, { file: source, line: number });
}
