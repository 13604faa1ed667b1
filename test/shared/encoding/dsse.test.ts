import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, decodeUtf8, encodeUtf8, toBase64 } from "../../../shared/encoding/bytes.ts";
import {
  STATEMENT_TYPE,
  formatEnvelope,
  parseEnvelope,
  preAuthEncoding,
} from "../../../shared/encoding/dsse.ts";
import { MAX_SIGNATURES } from "../../../shared/model/limits.ts";
import { codeOf } from "../faults.ts";

const SIG = new Uint8Array(64).fill(251);
const ENTRY = { keyid: "k", sig: toBase64(SIG) };
const BODY = { payload: "e30=", payloadType: STATEMENT_TYPE, signatures: [ENTRY] };
const parse = (value: unknown) => parseEnvelope(encodeUtf8(JSON.stringify(value)));

describe("preAuthEncoding", () => {
  it("is that of the DSSE protocol's example", () => {
    const pae = preAuthEncoding("http://example.com/HelloWorld", encodeUtf8("hello world"));
    expect(decodeUtf8(pae)).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  });

  it("counts bytes and not characters, and takes empty parts and any bytes", () => {
    expect(decodeUtf8(preAuthEncoding("\u00e9\u{1f600}", encodeUtf8("\u20ac")))).toBe(
      "DSSEv1 6 \u00e9\u{1f600} 3 \u20ac",
    );
    expect(decodeUtf8(preAuthEncoding("", new Uint8Array(0)))).toBe("DSSEv1 0  0 ");
    const raw = Uint8Array.of(0, 255, 10);
    expect(preAuthEncoding("t", raw)).toEqual(concatBytes(encodeUtf8("DSSEv1 1 t 3 "), raw));
  });

  it("is different for different types or bodies", () => {
    const part = fc.string({ unit: fc.constantFrom(" ", "1", "2", "a"), maxLength: 6 });
    const pae = (type: string, body: string): string => decodeUtf8(preAuthEncoding(type, encodeUtf8(body)));
    const property = fc.property(part, part, part, part, (a, b, c, d) => {
      expect(pae(a, b) === pae(c, d)).toBe(a === c && b === d);
    });
    fc.assert(property, { seed: 42, numRuns: 2000 });
  });
});

describe("parseEnvelope", () => {
  it("reads what formatEnvelope writes", () => {
    const signature = fc.record({
      keyid: fc.option(fc.string({ unit: "grapheme" })),
      sig: fc.uint8Array({ minLength: 64, maxLength: 64 }),
    });
    const envelope = fc.record({
      payloadType: fc.constant(STATEMENT_TYPE),
      payload: fc.uint8Array(),
      signatures: fc.array(signature, { minLength: 1, maxLength: 3 }),
    });
    const property = fc.property(envelope, (value) => {
      expect(parseEnvelope(formatEnvelope(value))).toEqual(value);
    });
    fc.assert(property, { seed: 42, numRuns: 200 });
  });

  it("takes standard and URL-safe base64, unknown fields, and signatures that name no key", () => {
    const url = toBase64(SIG).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    expect(url).toMatch(/[-_]/);
    const envelope = parse({
      ...BODY,
      payload: "e30",
      extra: 1,
      signatures: [
        { sig: url, x: 1 },
        { ...ENTRY, keyid: 5 },
      ],
    });
    expect(decodeUtf8(envelope.payload)).toBe("{}");
    expect(envelope.signatures).toEqual([
      { keyid: null, sig: SIG },
      { keyid: null, sig: SIG },
    ]);
  });

  it("takes several signatures, up to the limit", () => {
    const many = (count: number) => ({ ...BODY, signatures: Array.from({ length: count }, () => ENTRY) });
    expect(parse(many(MAX_SIGNATURES)).signatures).toHaveLength(MAX_SIGNATURES);
    expect(codeOf(() => parse(many(MAX_SIGNATURES + 1)))).toBe("envelope-signatures");
  });

  it.each([
    ["envelope-syntax", []],
    ["envelope-syntax", { ...BODY, payload: undefined }],
    ["envelope-syntax", { ...BODY, payload: 1 }],
    ["envelope-syntax", { ...BODY, payload: "e31=" }],
    ["envelope-syntax", { ...BODY, payload: "e30=\n" }],
    ["envelope-payload-type", { ...BODY, payloadType: undefined }],
    ["envelope-payload-type", { ...BODY, payloadType: 1 }],
    ["envelope-payload-type", { ...BODY, payloadType: `${STATEMENT_TYPE} ` }],
    ["envelope-signatures", { ...BODY, signatures: undefined }],
    ["envelope-signatures", { ...BODY, signatures: {} }],
    ["envelope-signatures", { ...BODY, signatures: [] }],
    ["envelope-signatures", { ...BODY, signatures: [ENTRY, null] }],
    ["envelope-signatures", { ...BODY, signatures: [[ENTRY]] }],
    ["envelope-signatures", { ...BODY, signatures: [{ keyid: "k" }] }],
    ["envelope-signatures", { ...BODY, signatures: [{ ...ENTRY, sig: toBase64(SIG.slice(1)) }] }],
    ["envelope-signatures", { ...BODY, signatures: [{ ...ENTRY, sig: `${toBase64(SIG)}AA` }] }],
  ])("gives %s for %j", (code, value) => {
    expect(codeOf(() => parse(value))).toBe(code);
  });

  it("refuses what strict JSON refuses: other bytes than UTF-8, and keys that stand twice", () => {
    expect(codeOf(() => parseEnvelope(Uint8Array.of(0xff)))).toBe("envelope-syntax");
    expect(codeOf(() => parseEnvelope(encodeUtf8("{")))).toBe("envelope-syntax");
    const twice = JSON.stringify(BODY).replace("{", '{"payload":"",');
    expect(codeOf(() => parseEnvelope(encodeUtf8(twice)))).toBe("envelope-syntax");
  });
});
