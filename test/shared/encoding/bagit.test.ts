import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BAG_DECLARATION,
  checkBagDeclaration,
  formatManifest,
  parseBagInfo,
  parseManifest,
  payloadOxum,
} from "../../../shared/encoding/bagit.ts";
import { decodeUtf8, encodeUtf8 } from "../../../shared/encoding/bytes.ts";
import { codeOf, faultOf } from "../faults.ts";

const HASH = "0123456789abcdef".repeat(4);
const FILE = "manifest-sha256.txt";

describe("checkBagDeclaration", () => {
  it("takes the declaration that it writes, with either line end, and without the last one", () => {
    const forms = [BAG_DECLARATION, BAG_DECLARATION.replaceAll("\n", "\r\n"), BAG_DECLARATION.trimEnd()];
    for (const form of forms) expect(() => checkBagDeclaration(encodeUtf8(form))).not.toThrow();
  });

  it.each([
    "",
    BAG_DECLARATION.replace("1.0", "0.97"),
    BAG_DECLARATION.replace("1.0", "1.00"),
    BAG_DECLARATION.replace("UTF-8", "UTF-16"),
    `\ufeff${BAG_DECLARATION}`,
    ` ${BAG_DECLARATION}`,
    `${BAG_DECLARATION}\n`,
    `${BAG_DECLARATION}Extra: 1\n`,
    BAG_DECLARATION.split("\n").toReversed().join("\n"),
  ])("refuses %j", (text) => {
    expect(codeOf(() => checkBagDeclaration(encodeUtf8(text)))).toBe("bagit-declaration");
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(codeOf(() => checkBagDeclaration(Uint8Array.of(0xff)))).toBe("bagit-declaration");
  });
});

describe("parseBagInfo", () => {
  it("reads labels and values in order, and joins folded lines", () => {
    const text = "A: 1\r\nB:  two \n  more\n\tand more\nA: 3: 4\nEmpty:\n";
    expect(parseBagInfo(encodeUtf8(text))).toEqual([
      ["A", "1"],
      ["B", " two  more and more"],
      ["A", "3: 4"],
      ["Empty", ""],
    ]);
  });

  it.each([
    [1, " folded first\n"],
    [1, "no colon\n"],
    [2, "A: 1\n\nB: 2\n"],
    [1, ": no label\n"],
  ])("names line %i as malformed in %j", (line, text) => {
    const fault = faultOf(() => parseBagInfo(encodeUtf8(text)));
    expect([fault.code, fault.place.line]).toEqual(["bag-info", line]);
  });

  it("finds Payload-Oxum whatever its case, and refuses it malformed or twice", () => {
    expect(payloadOxum([["payload-OXUM", " 12.3 "]])).toEqual({ bytes: 12, files: 3 });
    for (const value of ["", "12", "12.", ".3", "-1.3", "1e3.1", "1.2.3"])
      expect(() => payloadOxum([["Payload-Oxum", value]]), value).toThrow("Payload-Oxum");
    const twice: [string, string][] = [
      ["Payload-Oxum", "12.3"],
      ["payload-oxum", "12.3"],
    ];
    expect(() => payloadOxum(twice)).toThrow("Payload-Oxum");
    expect(payloadOxum([])).toBeNull();
  });
});

describe("manifests", () => {
  it("are written in path order, in the form that sha256sum reads, with %, CR and LF encoded", () => {
    const digests = new Map([
      ["data/b", HASH],
      ["data/100%25 \n\r", HASH.toUpperCase().toLowerCase()],
      ["data/a b", HASH],
    ]);
    expect(decodeUtf8(formatManifest(digests))).toBe(
      `${HASH}  data/100%2525 %0A%0D\n${HASH}  data/a b\n${HASH}  data/b\n`,
    );
  });

  it("go both ways for any paths and hashes", () => {
    const name = fc.string({
      unit: fc.constantFrom("a", "%", "2", "5", "0", "D", "\n", "\r", " ", "\t", "\u00e9", "*"),
      maxLength: 9,
    });
    const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
    const property = fc.property(fc.dictionary(name, hash, { noNullPrototype: true }), (paths) => {
      const digests = new Map(Object.entries(paths).map(([path, digest]) => [`data/${path}`, digest]));
      const read = parseManifest(formatManifest(digests), FILE);
      expect(read).toEqual(digests);
      expect([...read.keys()]).toEqual([...digests.keys()].toSorted());
    });
    fc.assert(property, { seed: 42, numRuns: 500 });
  });

  it("are read with tabs, upper-case digits, lower-case escapes and CRLF", () => {
    const text = `${HASH.toUpperCase()}\tdata/a%0d%0a\r\n${HASH}   data/b%25`;
    expect(parseManifest(encodeUtf8(text), FILE)).toEqual(
      new Map([
        ["data/a\r\n", HASH],
        ["data/b%", HASH],
      ]),
    );
    expect(parseManifest(new Uint8Array(0), FILE).size).toBe(0);
  });

  it.each([
    ["manifest-syntax", 1, `${HASH.slice(1)}  data/a\n`],
    ["manifest-syntax", 1, `${HASH}0  data/a\n`],
    ["manifest-syntax", 1, `${HASH}data/a\n`],
    ["manifest-syntax", 1, `${HASH} \n`],
    ["manifest-syntax", 1, ` ${HASH}  data/a\n`],
    ["manifest-syntax", 2, `${HASH}  data/a\n\n`],
    ["manifest-syntax", 2, `${HASH}  data/a\n# comment\n`],
    ["manifest-syntax", 1, `${HASH}  data/100%\n`],
    ["manifest-syntax", 1, `${HASH}  data/%2e%2e\n`],
    ["manifest-syntax", 1, `${HASH.replace("0", "g")}  data/a\n`],
    ["manifest-duplicate", 2, `${HASH}  data/a\n${HASH}  data/a\n`],
    ["manifest-duplicate", 2, `${HASH}  data/a%0A\n${HASH}  data/a%0a\n`],
    ["manifest-duplicate", 3, `${HASH}  data/a\n${HASH}  data/b\n${HASH}\tdata/a\n`],
  ])("that are faulty give %s with line %i: %j", (code, line, text) => {
    const fault = faultOf(() => parseManifest(encodeUtf8(text), FILE));
    expect([fault.code, fault.place]).toEqual([code, { file: FILE, line }]);
  });

  it("that are not UTF-8 give a fault with the file", () => {
    const fault = faultOf(() => parseManifest(Uint8Array.of(0xc3, 0x28), FILE));
    expect([fault.code, fault.place.file]).toEqual(["manifest-syntax", FILE]);
  });
});
