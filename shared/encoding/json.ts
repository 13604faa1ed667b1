// A strict JSON reader (RFC 8259 restricted to I-JSON, RFC 7493). JSON.parse keeps the last of two equal
// keys in silence and rounds 9007199254740993; evidence must not be read that way.

import { Fault } from "../model/fault.ts";
import { MAX_JSON_DEPTH, MAX_JSON_VALUES } from "../model/limits.ts";

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export type JsonFaultCode =
  | "json-syntax"
  | "json-duplicate-key"
  | "json-unsafe-number"
  | "json-lone-surrogate"
  | "json-too-deep"
  | "json-too-large";

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const INTEGER = /^-?[0-9]+$/;
const HEX4 = /^[0-9a-fA-F]{4}$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Parses one JSON text. Objects have no prototype, so that a key such as `__proto__` is only a key.
 * @throws Fault with a JsonFaultCode; the message names the column, counted in UTF-16 units from 1.
 */
export function parseJson(text: string, maxDepth: number = MAX_JSON_DEPTH): JsonValue {
  return new Reader(text, maxDepth).document();
}

/** parseJson for texts that must hold an object. */
export function parseJsonObject(text: string): JsonObject {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new Fault("json-syntax", "the text is not a JSON object");
  return value;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

class Reader {
  private at = 0;
  private values = 0;
  private readonly text: string;
  private readonly maxDepth: number;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  document(): JsonValue {
    this.space();
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail("json-syntax", "text follows the end of the JSON value");
    return value;
  }

  private value(depth: number): JsonValue {
    this.values += 1;
    if (this.values > MAX_JSON_VALUES)
      this.fail("json-too-large", `there are more than ${MAX_JSON_VALUES} values`);
    switch (this.text[this.at]) {
      case "{":
        return this.object(depth + 1);
      case "[":
        return this.array(depth + 1);
      case '"':
        return this.string();
      case "t":
        return this.word("true", true);
      case "f":
        return this.word("false", false);
      case "n":
        return this.word("null", null);
      case undefined:
        return this.fail("json-syntax", "the text ends where a value is expected");
      default:
        return this.number();
    }
  }

  private object(depth: number): JsonObject {
    this.checkDepth(depth);
    const out = Object.create(null) as JsonObject;
    this.at += 1;
    this.space();
    if (this.take("}")) return out;
    for (;;) {
      const start = this.at;
      if (this.text[this.at] !== '"') this.fail("json-syntax", "a key in double quotes is expected");
      const key = this.string();
      if (key in out) {
        this.at = start;
        this.fail("json-duplicate-key", `the key ${JSON.stringify(key)} stands twice in one object`);
      }
      this.space();
      if (!this.take(":")) this.fail("json-syntax", "a colon is expected");
      this.space();
      out[key] = this.value(depth);
      this.space();
      if (this.take("}")) return out;
      if (!this.take(",")) this.fail("json-syntax", "a comma or } is expected");
      this.space();
    }
  }

  private array(depth: number): JsonValue[] {
    this.checkDepth(depth);
    const out: JsonValue[] = [];
    this.at += 1;
    this.space();
    if (this.take("]")) return out;
    for (;;) {
      out.push(this.value(depth));
      this.space();
      if (this.take("]")) return out;
      if (!this.take(",")) this.fail("json-syntax", "a comma or ] is expected");
      this.space();
    }
  }

  private string(): string {
    const { text } = this;
    const start = this.at;
    let out = "";
    let from = (this.at += 1);
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (Number.isNaN(code)) this.fail("json-syntax", "a string is not closed");
      if (code === 0x22) break;
      if (code < 0x20) this.fail("json-syntax", "a control character stands unescaped in a string");
      if (code === 0x5c) {
        out += text.slice(from, this.at) + this.escape();
        from = this.at;
      } else {
        this.at += 1;
      }
    }
    out += text.slice(from, this.at);
    this.at += 1;
    if (!out.isWellFormed()) {
      this.at = start;
      this.fail("json-lone-surrogate", "a string holds half of a surrogate pair");
    }
    return out;
  }

  private escape(): string {
    const letter = this.text[this.at + 1];
    if (letter === "u") {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (!HEX4.test(hex)) this.fail("json-syntax", "\\u is not followed by four hexadecimal digits");
      this.at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const plain = letter === undefined ? undefined : ESCAPES[letter];
    if (plain === undefined) this.fail("json-syntax", "an unknown escape stands in a string");
    this.at += 2;
    return plain;
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const literal = NUMBER.exec(this.text)?.[0];
    if (literal === undefined) return this.fail("json-syntax", "a value is expected");
    const value = Number(literal);
    if (!Number.isFinite(value) || (INTEGER.test(literal) && !Number.isSafeInteger(value))) {
      this.fail("json-unsafe-number", `the number ${literal.slice(0, 40)} is outside what I-JSON can hold`);
    }
    this.at += literal.length;
    return value;
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail("json-syntax", "a value is expected");
    this.at += word.length;
    return value;
  }

  private checkDepth(depth: number): void {
    if (depth > this.maxDepth) this.fail("json-too-deep", `the nesting is deeper than ${this.maxDepth}`);
  }

  private take(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private fail(code: JsonFaultCode, what: string): never {
    throw new Fault(code, `${what} (column ${this.at + 1})`);
  }
}
