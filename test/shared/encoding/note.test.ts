import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, encodeUtf8, toBase64, toHex } from "../../../shared/encoding/bytes.ts";
import { formatNote, parseNote } from "../../../shared/encoding/note.ts";
import { parseVerifierKey } from "../../../shared/encoding/vkey.ts";
import { MAX_NOTE_BYTES, MAX_SIGNATURES } from "../../../shared/model/limits.ts";
import { verifyRoot } from "../../../shared/verify/ed25519.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { codeOf } from "../faults.ts";

/** The example of Go's golang.org/x/mod/sumdb/note. */
const VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

const SIG = toBase64(new Uint8Array(68));
const parse = (text: string) => parseNote(encodeUtf8(text));

describe("the example note of Go's note package", () => {
  it("parses, names its key, and its signature verifies", () => {
    const note = parse(NOTE);
    const key = parseVerifierKey(VKEY, nodePlatform);
    const [signature] = note.signatures;
    expect(note.signatures).toHaveLength(1);
    expect(signature!.name).toBe(key.name);
    expect(signature!.keyId).toEqual(key.keyId);
    expect(verifyRoot(nodePlatform, key.publicKey, encodeUtf8(note.text), signature!.signature)).toBe(true);
    expect(verifyRoot(nodePlatform, key.publicKey, encodeUtf8(`${note.text}\n`), signature!.signature)).toBe(
      false,
    );
  });

  it("is written as it was read", () => {
    expect(formatNote(parse(NOTE))).toEqual(encodeUtf8(NOTE));
  });
});

describe("parseNote", () => {
  it("splits at the last blank line, so that the text may hold others", () => {
    const note = parse(`a\n\nb\n\n\u2014 x ${SIG}\n`);
    expect(note.text).toBe("a\n\nb\n");
    expect(note.signatures).toHaveLength(1);
  });

  it("keeps a text that looks like a signature line as text", () => {
    const note = parse(`a\n\n\u2014 evil ${SIG}\n\n\u2014 x ${SIG}\n`);
    expect(note.text).toBe(`a\n\n\u2014 evil ${SIG}\n`);
    expect(note.signatures.map(({ name }) => name)).toEqual(["x"]);
  });

  it("takes 16 signatures and more, of unknown lengths too", () => {
    const lines = (count: number): string => `\u2014 x ${SIG}\n`.repeat(count);
    expect(parse(`a\n\n${lines(16)}`).signatures).toHaveLength(16);
    expect(parse(`a\n\n${lines(MAX_SIGNATURES)}`).signatures).toHaveLength(MAX_SIGNATURES);
    expect(codeOf(() => parse(`a\n\n${lines(MAX_SIGNATURES + 1)}`))).toBe("note-signatures");
    const short = parse(`a\n\n\u2014 x ${toBase64(Uint8Array.of(1, 2, 3, 4, 5))}\n`).signatures[0]!;
    expect([toHex(short.keyId), toHex(short.signature)]).toEqual(["01020304", "05"]);
  });

  it.each([
    ["note-syntax", ""],
    ["note-syntax", "a\n"],
    ["note-syntax", `a\n\u2014 x ${SIG}\n`],
    ["note-syntax", `a\n\n\u2014 x ${SIG}`],
    ["note-syntax", `a\r\n\r\n\u2014 x ${SIG}\r\n`],
    ["note-syntax", `a\u0000\n\n\u2014 x ${SIG}\n`],
    ["note-syntax", `a\tb\n\n\u2014 x ${SIG}\n`],
    ["note-syntax", `a\u001f\n\n\u2014 x ${SIG}\n`],
    ["note-signatures", "a\n\n"],
    ["note-signatures", "a\n\nno signature\n"],
    ["note-signatures", `a\n\n- x ${SIG}\n`],
    ["note-signatures", `a\n\n\u2013 x ${SIG}\n`],
    ["note-signatures", `a\n\n\u2014 x  ${SIG}\n`],
    ["note-signatures", `a\n\n\u2014 x ${SIG} \n`],
    ["note-signatures", `a\n\n\u2014 x y ${SIG}\n`],
    ["note-signatures", `a\n\n\u2014 x+y ${SIG}\n`],
    ["note-signatures", `a\n\n\u2014 x\u2003y ${SIG}\n`],
    ["note-signatures", `a\n\n\u2014 x AAAAAA==\n`],
    ["note-signatures", `a\n\n\u2014 x AAAAAA\n`],
    ["note-signatures", `a\n\n\u2014 x ${SIG.slice(0, -4)}AAA_\n`],
    ["note-signatures", `a\n\n\u2014 x ${SIG}\nrubbish\n`],
  ])("gives %s for %j", (code, text) => {
    expect(codeOf(() => parse(text))).toBe(code);
  });

  it("refuses bytes that are not UTF-8, and notes that are too long", () => {
    expect(codeOf(() => parseNote(concatBytes(Uint8Array.of(0xff), encodeUtf8(NOTE))))).toBe("note-syntax");
    expect(codeOf(() => parse("a".repeat(MAX_NOTE_BYTES) + NOTE))).toBe("note-syntax");
  });

  it("reads what formatNote writes, for any text and signatures", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", " ", "\u2014", "\u00e9"), maxLength: 20 });
    const signature = fc.record({
      name: fc.stringMatching(/^[^\s+\p{White_Space}\p{Cc}]{1,8}$/u).filter((name) => name.isWellFormed()),
      keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }),
      signature: fc.uint8Array({ minLength: 1, maxLength: 70 }),
    });
    const property = fc.property(
      text,
      fc.array(signature, { minLength: 1, maxLength: 4 }),
      (body, signatures) => {
        const note = { text: `${body}\n`, signatures };
        expect(parseNote(formatNote(note))).toEqual(note);
      },
    );
    fc.assert(property, { seed: 42, numRuns: 300 });
  });
});
