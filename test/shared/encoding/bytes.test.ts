import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  concatBytes,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  fromAnyBase64,
  fromBase64,
  fromHex,
  toBase64,
  toHex,
} from "../../../shared/encoding/bytes.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const bytes = fc.uint8Array({ maxLength: 70 });

describe("hex", () => {
  it("goes both ways for any bytes, as Node's own does", () => {
    const property = fc.property(bytes, (data) => {
      expect(toHex(data)).toBe(Buffer.from(data).toString("hex"));
      expect(fromHex(toHex(data))).toEqual(data);
      expect(fromHex(toHex(data).toUpperCase())).toEqual(data);
    });
    fc.assert(property, { seed: 42 });
  });

  it.each(["a", "0g", "0x00", " 00", "00\n", "00 11", "\uff10\uff10"])("refuses %j", (text) => {
    expect(fromHex(text)).toBeNull();
  });
});

describe("base64", () => {
  it("is RFC 4648's: the vectors of its section 10 go both ways", () => {
    const vectors = {
      "": "",
      f: "Zg==",
      fo: "Zm8=",
      foo: "Zm9v",
      foob: "Zm9vYg==",
      fooba: "Zm9vYmE=",
      foobar: "Zm9vYmFy",
    };
    for (const [text, base64] of Object.entries(vectors)) {
      expect(toBase64(encodeUtf8(text))).toBe(base64);
      expect(fromBase64(base64)).toEqual(encodeUtf8(text));
    }
  });

  it("goes both ways for any bytes, in both alphabets, padded or not", () => {
    const property = fc.property(bytes, (data) => {
      const text = toBase64(data);
      expect(text).toBe(Buffer.from(data).toString("base64"));
      expect(fromBase64(text)).toEqual(data);
      const url = text.replaceAll("+", "-").replaceAll("/", "_");
      for (const form of [text, url, text.replace(/=+$/, ""), url.replace(/=+$/, "")])
        expect(fromAnyBase64(form)).toEqual(data);
    });
    fc.assert(property, { seed: 42 });
  });

  it("has exactly one text for each byte string: unused bits must be zero", () => {
    const ones = ALPHABET.split("").filter((last) => fromBase64(`A${last}==`) !== null);
    const twos = ALPHABET.split("").filter((last) => fromBase64(`AA${last}=`) !== null);
    expect(ones.join("")).toBe("AQgw");
    expect(twos.join("")).toBe("AEIMQUYcgkosw048");
    expect(fromAnyBase64("AB")).toBeNull();
    expect(fromAnyBase64("AB==")).toBeNull();
    expect(fromAnyBase64("AAB")).toBeNull();
  });

  it("takes no other text for any bytes: what decodes encodes back to itself", () => {
    const letters = fc.string({
      unit: fc.constantFrom(...ALPHABET.split(""), "=", "-", "_", "\n", " ", "\u00e9"),
      maxLength: 12,
    });
    const property = fc.property(letters, (text) => {
      const data = fromBase64(text);
      if (data !== null) expect(toBase64(data)).toBe(text);
    });
    fc.assert(property, { seed: 42, numRuns: 5000 });
  });

  it.each([
    "A",
    "AA",
    "AAA",
    "A===",
    "====",
    "=AAA",
    "AA=A",
    "AA==AAAA",
    "AAAA=",
    "AAAA====",
    "AAAA\n",
    "AA\nAA",
    "AAA\n",
    " AAA",
    "AA A",
    "AA-_",
    "AAA\u0000",
    "AAA\u0141",
  ])("refuses %j", (text) => {
    expect(fromBase64(text)).toBeNull();
  });

  it.each(["+-AA", "_/AA", "A", "AAAAA", "AA=", "AAA==", "AAAA=", "A===", "AA==\n", "\u0141AAA"])(
    "refuses %j even where both alphabets and missing padding are allowed",
    (text) => {
      expect(fromAnyBase64(text)).toBeNull();
    },
  );
});

describe("UTF-8", () => {
  it("goes both ways for any well-formed text, and keeps a byte order mark", () => {
    const property = fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    });
    fc.assert(property, { seed: 42 });
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe("\ufeffA");
  });

  it.each([
    "80",
    "c080",
    "c1bf",
    "e08080",
    "eda080",
    "edbfbf",
    "f0808080",
    "f4908080",
    "f5808080",
    "e282",
    "ff",
    "41c3",
  ])("throws on the bytes %s", (hex) => {
    expect(() => decodeUtf8(fromHex(hex)!)).toThrow(TypeError);
  });

  it("reads bytes in shared memory", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8), 2, 3);
    shared.set(encodeUtf8("\u20ac"));
    expect(decodeUtf8(shared)).toBe("\u20ac");
  });
});

describe("equalBytes and concatBytes", () => {
  it("say equal for equal bytes only, and put parts one after the other", () => {
    const property = fc.property(bytes, bytes, (a, b) => {
      const both = concatBytes(a, new Uint8Array(0), b);
      expect([...both]).toEqual([...a, ...b]);
      expect(equalBytes(both.slice(0, a.length), a)).toBe(true);
      expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b));
    });
    fc.assert(property, { seed: 42 });
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });
});
