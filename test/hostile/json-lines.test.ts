// Lines of the log that two readers of JSON could read differently. Everything around them is made anew.

import { describe } from "vitest";
import { rechain } from "../support/forge.ts";
import type { Forgery, Line } from "../support/forge.ts";
import { at, lines } from "../support/log-edits.ts";
import { attacks } from "../support/told.ts";

const fault = (code: string): string => `INVALID log.canonical:${code}`;
const NOT_CANONICAL = fault("json-not-canonical");
const SYNTAX = fault("json-syntax");
const TWICE = fault("json-duplicate-key");
const UNSAFE = fault("json-unsafe-number");

/** Line 3 changed, the lines behind it chained anew. */
const line = (change: (line: string) => Line): Forgery =>
  lines((list) => rechain([...list.slice(0, 3), change(list[3]!), ...list.slice(4)], 4));
const replace = (from: string | RegExp, to: string): Forgery => line((text) => at(0, from, to)([text])[0]!);
/** Puts a member before all others: `a` sorts before every field that there is. */
const member = (value: string): Forgery => replace("{", `{"a":${value},`);
/** Bytes as the value of that member. */
const bytes = (...value: readonly number[]): Forgery =>
  line((text) =>
    Buffer.concat([Buffer.from('{"a":"'), Buffer.from(value), Buffer.from(`",${text.slice(1)}`)]),
  );
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("a bundle is INVALID whose log has a line with", () => {
  attacks([
    ["a key twice", replace('"outcome":', '"outcome":"failure","outcome":'), TWICE],
    ["a key twice with the same value", replace('"outcome":', '"outcome":"success","outcome":'), TWICE],
    ["a key twice, once escaped", replace('"outcome":', '"\\u006futcome":"failure","outcome":'), TWICE],
    ["a key twice, far apart", replace("{", '{"v":1,'), TWICE],
    ["a key twice in an object inside", member('{"b":1,"b":2}'), TWICE],
    ["__proto__ twice", member('{"__proto__":1,"__proto__":2}'), TWICE],
    ["a number that would be rounded", member("9007199254740993"), UNSAFE],
    ["a negative number that would be rounded", member("-9007199254740993"), UNSAFE],
    ["a number that is no double", member("1e400"), UNSAFE],
    ["a number whose canonical form would be rounded", member("123456789012345680000"), UNSAFE],
    ["1.0", member("1.0"), NOT_CANONICAL],
    ["1e2", member("1e2"), NOT_CANONICAL],
    ["1E2", member("1E2"), NOT_CANONICAL],
    ["1e+21 without its sign", member("1e21"), NOT_CANONICAL],
    ["0.10", member("0.10"), NOT_CANONICAL],
    ["-0", member("-0"), NOT_CANONICAL],
    ["-0.0", member("-0.0"), NOT_CANONICAL],
    ["0.0000001", member("0.0000001"), NOT_CANONICAL],
    ["more digits than a double has", member("0.1000000000000000055"), NOT_CANONICAL],
    ["sixteen nines behind the point", member("0.9999999999999999999"), NOT_CANONICAL],
    ["a leading zero", member("01"), SYNTAX],
    ["a leading plus", member("+1"), SYNTAX],
    ["no digit before the point", member(".5"), SYNTAX],
    ["no digit behind the point", member("1."), SYNTAX],
    ["a hexadecimal number", member("0x10"), SYNTAX],
    ["NaN", member("NaN"), SYNTAX],
    ["Infinity", member("-Infinity"), SYNTAX],
    ["undefined", member("undefined"), SYNTAX],
    ["TRUE", member("TRUE"), SYNTAX],
    ["half a word", member("tru"), SYNTAX],
    ["nothing as a value", member(""), SYNTAX],
    ["half a surrogate pair, escaped", member('"\\ud800"'), fault("json-lone-surrogate")],
    ["the second half of a surrogate pair, escaped", member('"\\udc00x"'), fault("json-lone-surrogate")],
    ["a surrogate pair the wrong way round", member('"\\udc00\\ud800"'), fault("json-lone-surrogate")],
    ["half a surrogate pair in a key", replace("{", '{"\\ud800":1,'), fault("json-lone-surrogate")],
    ["a surrogate pair, escaped", member('"\\ud83d\\ude00"'), NOT_CANONICAL],
    ["half a surrogate pair in bytes", bytes(0xed, 0xa0, 0x80), fault("utf8-invalid")],
    ["a byte that is no UTF-8", bytes(0xff), fault("utf8-invalid")],
    ["a longer form of a character", bytes(0xc0, 0x80), fault("utf8-invalid")],
    ["a character beyond Unicode", bytes(0xf4, 0x90, 0x80, 0x80), fault("utf8-invalid")],
    ["a character that is cut off", bytes(0xe2, 0x82), fault("utf8-invalid")],
    ["a control character as it is", bytes(0x01), SYNTAX],
    ["a tab as it is", bytes(0x09), SYNTAX],
    ["keys that are not sorted", replace("{", '{"zz":1,'), NOT_CANONICAL],
    ["keys inside that are not sorted", member('{"b":1,"a":2}'), NOT_CANONICAL],
    ["an empty key behind another", member('{"!":1,"":2}'), NOT_CANONICAL],
    ["a prefix behind the longer key", member('{"ab":1,"a":2}'), NOT_CANONICAL],
    ["keys sorted by UTF-8 and not by UTF-16", member('{"\ufb01":1,"\u{1f600}":2}'), NOT_CANONICAL],
    ["an escaped slash", member('"\\/"'), NOT_CANONICAL],
    ["a letter that is escaped", member('"\\u0041"'), NOT_CANONICAL],
    ["a long escape where there is a short one", member('"\\u000a"'), NOT_CANONICAL],
    ["an escape in capitals", member('"\\u001F"'), NOT_CANONICAL],
    ["an escape that JSON does not know", member('"\\x41"'), SYNTAX],
    ["an escape that is cut off", member('"\\u00"'), SYNTAX],
    ["nesting of 65", member(nested(64)), fault("json-too-deep")],
    ["nesting of 100,000", member(nested(100_000)), fault("json-too-deep")],
    ["a space behind a comma", replace(",", ", "), NOT_CANONICAL],
    ["a space before the object", line((text) => ` ${text}`), NOT_CANONICAL],
    ["a carriage return behind the object", line((text) => `${text}\r`), NOT_CANONICAL],
    ["a comma at the end", replace(/\}$/, ",}"), SYNTAX],
    ["a comment", line((text) => `${text}//`), SYNTAX],
    ["single quotes", member("'x'"), SYNTAX],
    ["two objects", line((text) => `${text}${text}`), SYNTAX],
    ["an object and a NUL", line((text) => `${text}\u0000`), SYNTAX],
    ["half an object", line((text) => text.slice(0, -1)), SYNTAX],
    ["a list", line((text) => `[${text}]`), fault("json-not-object")],
    ["null", line(() => "null"), fault("json-not-object")],
    ["a number alone", line(() => "3"), fault("json-not-object")],
    ["text alone", line(() => '"seq"'), fault("json-not-object")],
  ]);
});

describe("a bundle stays VALID whose log has a line with", () => {
  const many = Array.from({ length: 200 }, (_, i) => `"a${String(i).padStart(3, "0")}":${i}`).join(",");
  attacks([
    ["__proto__ as a key", member('{"__proto__":{"polluted":true}}'), "VALID"],
    ["__proto__ as a key of the entry", replace("{", '{"__proto__":{"seq":9},'), "VALID"],
    ["constructor and toString as keys", member('{"constructor":1,"toString":2}'), "VALID"],
    ["an empty key", replace("{", '{"":1,'), "VALID"],
    ["nesting of 64", member(nested(63)), "VALID"],
    ["200 fields more", replace("{", `{${many},`), "VALID"],
    ["keys sorted by UTF-16", member('{"\u{1f600}":2,"\ufb01":1}'), "VALID"],
    ["characters of every length", member('"\u00e9\u20ac\u{1f600}\u{10ffff}\uffff"'), "VALID"],
    ["text that is not in normal form C", member('"e\u0301"'), "VALID"],
    [
      "short escapes and the last control character",
      member('"\\b\\t\\n\\f\\r\\"\\\\\\u001f\u007f"'),
      "VALID",
    ],
    [
      "the largest and the smallest numbers",
      member("[9007199254740991,-9007199254740991,1.7976931348623157e+308,5e-324]"),
      "VALID",
    ],
    ["numbers at the edges of their forms", member("[0,1e+21,0.000001,1e-7,123456.789,-0.5]"), "VALID"],
    ["a second seq that is only nested", member('{"prev":"x","seq":99,"v":2}'), "VALID"],
  ]);
});
