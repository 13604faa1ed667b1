// Bytes and their text forms: hex, base64 (RFC 4648), strict UTF-8.

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** UTF-8 bytes to text; throws TypeError on any byte sequence that is not UTF-8. A BOM is kept. */
export function decodeUtf8(bytes: Uint8Array): string {
  // TextDecoder refuses views on shared memory in some hosts: such bytes are copied first.
  return decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes));
}

/** Text to UTF-8. Lone surrogates become U+FFFD, so callers that sign check for them first. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

export function toHex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += byte.toString(16).padStart(2, "0");
  return out;
}

/** Even-length hex of any case to bytes, or null. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i += 1) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i;

/** RFC 4648 section 4, padded. */
export function toBase64(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += ALPHABET[word >> 18]! + ALPHABET[(word >> 12) & 63]!;
    out += (left > 1 ? ALPHABET[(word >> 6) & 63]! : "=") + (left > 2 ? ALPHABET[word & 63]! : "=");
  }
  return out;
}

/**
 * Strict RFC 4648 section 4: padded, no line breaks, and unused bits zero, so that each byte string has
 * exactly one text. Null where the text is not that.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  const digits = text.length - padding;
  let at = 0;
  let bits = 0;
  let word = 0;
  for (let i = 0; i < digits; i += 1) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? VALUES[code]! : -1;
    if (value < 0) return null;
    word = ((word << 6) | value) & 0xff_ffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at] = (word >> bits) & 0xff;
      at += 1;
    }
  }
  return (word & ((1 << bits) - 1)) === 0 ? out : null;
}

/** Standard or URL-safe base64 (RFC 4648 sections 4 and 5), padding optional: what DSSE 1.0 must accept. */
export function fromAnyBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const urlSafe = /[-_]/.test(text);
  if (urlSafe && /[+/]/.test(text)) return null;
  const standard = urlSafe ? text.replaceAll("-", "+").replaceAll("_", "/") : text;
  const bare = standard.replace(/={1,2}$/, "");
  if (standard !== bare && standard.length % 4 !== 0) return null;
  return bare.length % 4 === 1 ? null : fromBase64(bare + "=".repeat((4 - (bare.length % 4)) % 4));
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
