import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../../shared/encoding/bytes.ts";
import { parseCanonical } from "../../../shared/encoding/canonical.ts";
import {
  PREDICATE_V1,
  STATEMENT_V1,
  formatStatement,
  parseStatement,
} from "../../../shared/encoding/statement.ts";
import type { Statement } from "../../../shared/encoding/statement.ts";
import { codeOf } from "../faults.ts";

const HASH = "ab".repeat(32);
const STATEMENT: Statement = {
  subjects: new Map([
    ["b", HASH],
    ["a", HASH],
  ]),
  predicate: {
    bundleId: "urn:x",
    incident: { id: "i", title: "t", from: "2026-03-17T14:31:00Z", to: "2026-03-17T14:42:00Z" },
    source: { kind: "k", system: "", query: "", exportedAt: "2026-03-18T00:00:00Z" },
    log: { origin: "o", size: 5, rootHash: `${"A".repeat(43)}=`, extract: { selection: "a=b", entries: 2 } },
    redactions: [{ path: "x" }],
    previousBundle: { sha256: HASH },
    limitations: ["l"],
  },
};
const TEXT = decodeUtf8(formatStatement(STATEMENT));
const parse = (text: string) => parseStatement(encodeUtf8(text));

describe("formatStatement", () => {
  it("writes canonical JSON with subjects in path order, which parseStatement reads back", () => {
    expect(() => parseCanonical(encodeUtf8(TEXT))).not.toThrow();
    expect(TEXT.indexOf('"name":"a"')).toBeLessThan(TEXT.indexOf('"name":"b"'));
    const read = parse(TEXT);
    expect(read.subjects).toEqual(STATEMENT.subjects);
    // Values from the strict reader have no prototype: the text says best that they are the same.
    expect(decodeUtf8(formatStatement(read))).toBe(TEXT);
  });
});

describe("parseStatement", () => {
  it("passes over fields that this version does not know", () => {
    const more = TEXT.replace('"predicate":{', '"extra":1,"predicate":{"extra":{},');
    expect(decodeUtf8(formatStatement(parse(more)))).toBe(TEXT);
  });

  it.each([
    ["statement-syntax", ""],
    ["statement-syntax", TEXT.slice(1)],
    ["statement-syntax", TEXT.replace("{", '{"subject":[],')],
    ["statement-schema", "[]"],
    ["statement-schema", TEXT.replace(STATEMENT_V1, "https://in-toto.io/Statement/v0.1")],
    ["statement-schema", TEXT.replace(PREDICATE_V1, `${PREDICATE_V1}1`)],
    ["statement-schema", TEXT.replace(HASH, HASH.toUpperCase())],
    ["statement-schema", TEXT.replace('"name":"a"', '"name":""')],
    ["statement-schema", TEXT.replace('"size":5', '"size":-1')],
    ["statement-schema", TEXT.replace('"size":5', '"size":5.5')],
    ["statement-schema", TEXT.replace('"entries":2', '"entries":null')],
    ["statement-schema", TEXT.replace(/"extract":\{[^}]*\}/, '"extract":true')],
    ["statement-schema", TEXT.replace("AAA=", "AAB=")],
    ["statement-schema", TEXT.replace("2026-03-17T14:31:00Z", "2026-03-17T14:31:00+00:00")],
    ["statement-schema", TEXT.replace(/"previousBundle":\{[^}]*\},/, "")],
    ["statement-schema", TEXT.replace('"limitations":["l"]', '"limitations":[1]')],
    ["statement-duplicate", TEXT.replace('"name":"a"', '"name":"b"')],
  ])("gives %s for %s", (code, text) => {
    expect(text).not.toBe(TEXT);
    expect(codeOf(() => parse(text))).toBe(code);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(codeOf(() => parseStatement(Uint8Array.of(0xff)))).toBe("statement-syntax");
  });
});
