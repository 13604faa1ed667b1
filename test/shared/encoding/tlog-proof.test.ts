import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, decodeUtf8, encodeUtf8, toBase64 } from "../../../shared/encoding/bytes.ts";
import { formatTlogProof, parseTlogProof } from "../../../shared/encoding/tlog-proof.ts";
import { MAX_NOTE_BYTES } from "../../../shared/model/limits.ts";
import { codeOf } from "../faults.ts";

const HEADER = "c2sp.org/tlog-proof@v1";
const HASH = toBase64(new Uint8Array(32).fill(9));
const NOTE = "o\n1\nroot\n\n\u2014 x sig\n";
const parse = (text: string) => parseTlogProof(encodeUtf8(text));

describe("parseTlogProof", () => {
  it("reads index, hashes and the checkpoint, whose own blank line stays in it", () => {
    const proof = parse(`${HEADER}\nindex 5\n${HASH}\n${HASH}\n\n${NOTE}`);
    expect(proof.index).toBe(5);
    expect(proof.hashes).toEqual([new Uint8Array(32).fill(9), new Uint8Array(32).fill(9)]);
    expect(decodeUtf8(proof.checkpoint)).toBe(NOTE);
  });

  it("reads a proof without hashes, and passes over the extra line", () => {
    expect(parse(`${HEADER}\nindex 0\n\n${NOTE}`).hashes).toEqual([]);
    expect(parse(`${HEADER}\nextra AAAA\nindex 0\n${HASH}\n\n${NOTE}`).hashes).toHaveLength(1);
    expect(parse(`${HEADER}\nextra \nindex 3\n\n${NOTE}`).index).toBe(3);
  });

  it("takes 53 hashes, the path of the largest tree, and no more", () => {
    const text = (count: number): string => `${HEADER}\nindex 0\n${`${HASH}\n`.repeat(count)}\n${NOTE}`;
    expect(parse(text(53)).hashes).toHaveLength(53);
    expect(codeOf(() => parse(text(54)))).toBe("proof-syntax");
  });

  it.each([
    "",
    HEADER,
    `${HEADER}\nindex 0\n`,
    `${HEADER}\nindex 0\n${NOTE.replace("\n\n", "\n")}`,
    `c2sp.org/tlog-proof@v2\nindex 0\n\n${NOTE}`,
    `${HEADER} \nindex 0\n\n${NOTE}`,
    `\n${HEADER}\nindex 0\n\n${NOTE}`,
    `${HEADER}\n\n${NOTE}`,
    `${HEADER}\nindex\n\n${NOTE}`,
    `${HEADER}\nindex -1\n\n${NOTE}`,
    `${HEADER}\nindex 01\n\n${NOTE}`,
    `${HEADER}\nindex  1\n\n${NOTE}`,
    `${HEADER}\nindex 1 \n\n${NOTE}`,
    `${HEADER}\nindex 9007199254740992\n\n${NOTE}`,
    `${HEADER}\nextra %%%\nindex 0\n\n${NOTE}`,
    `${HEADER}\nextra AAAA\nextra AAAA\nindex 0\n\n${NOTE}`,
    `${HEADER}\nindex 0\nextra AAAA\n\n${NOTE}`,
    `${HEADER}\nindex 0\n${HASH.slice(4)}\n\n${NOTE}`,
    `${HEADER}\nindex 0\n${HASH} \n\n${NOTE}`,
    `${HEADER}\nindex 0\nAAAA${HASH}\n\n${NOTE}`,
    `${HEADER}\nindex 0\n${HASH.replace("=", "")}\n\n${NOTE}`,
    `${HEADER}\r\nindex 0\r\n\r\n${NOTE}`,
  ])("refuses %j", (text) => {
    expect(codeOf(() => parse(text))).toBe("proof-syntax");
  });

  it("refuses bytes that are not UTF-8, and proofs that are too long", () => {
    const proof = encodeUtf8(`${HEADER}\nindex 0\n\n${NOTE}`);
    expect(codeOf(() => parseTlogProof(concatBytes(proof, Uint8Array.of(0x80))))).toBe("proof-syntax");
    expect(codeOf(() => parseTlogProof(concatBytes(proof, new Uint8Array(MAX_NOTE_BYTES))))).toBe(
      "proof-syntax",
    );
  });

  it("reads what formatTlogProof writes", () => {
    const proof = fc.record({
      index: fc.maxSafeNat(),
      hashes: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 53 }),
      checkpoint: fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => encodeUtf8(text)),
    });
    const property = fc.property(proof, (value) => {
      expect(parseTlogProof(formatTlogProof(value))).toEqual(value);
    });
    fc.assert(property, { seed: 42, numRuns: 200 });
  });
});
