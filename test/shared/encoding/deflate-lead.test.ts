import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { leadTo } from "../../../shared/encoding/deflate-lead.ts";

/** A last block with fixed codes: the literal "a" and the end, as 18 bits with the first lowest. */
const LETTER = 0b0000000_10001001_01_1;

describe("leadTo", () => {
  it("needs nothing before a whole byte", () => {
    expect(leadTo(0)).toHaveLength(0);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])("leads to bit %i of a byte, with nothing inflated on the way", (bit) => {
    const lead = leadTo(bit);
    expect(lead.at(-1)! >>> bit).toBe(0);
    const stream = Buffer.concat([lead, Buffer.alloc(4)]);
    const at = lead.length - 1;
    stream.writeUIntLE((stream[at]! | (LETTER << bit)) >>> 0, at, 4);
    expect(inflateRawSync(stream).toString()).toBe("a");
  });
});
