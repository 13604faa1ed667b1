// What the bytes of a file are shown as.

export type ContentKind = "json" | "json-lines" | "text" | "binary";

/** What can be chosen for each kind, the first by default. */
export const WAYS: Readonly<Record<ContentKind, readonly Way[]>> = {
  json: ["tree", "text", "hex"],
  "json-lines": ["tree", "text", "hex"],
  text: ["text", "hex"],
  binary: ["hex"],
};
export type Way = "tree" | "text" | "hex";

export interface Content {
  readonly kind: ContentKind;
  /** Empty where the bytes are no text. */
  readonly text: string;
}

/** By the bytes, and by the name where they are text. `partial`: more follows, a character may be cut in two. */
export function contentOf(path: string, bytes: Uint8Array, partial: boolean): Content {
  const text = textOf(bytes, partial);
  if (text === null) return { kind: "binary", text: "" };
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return { kind: "json-lines", text };
  return { kind: /\.json$/i.test(path) ? "json" : "text", text };
}

/** UTF-8 without NUL, or null. */
function textOf(bytes: Uint8Array, partial: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: partial });
  } catch {
    return null;
  }
}

export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** One row of a hex dump. */
export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  /** Printable ASCII as it is, anything else a dot. */
  readonly ascii: string;
}

export function hexRow(bytes: Uint8Array, row: number, perRow: number): HexRow {
  const start = row * perRow;
  const part = bytes.subarray(start, start + perRow);
  const pairs = Array.from(part, (byte) => byte.toString(16).padStart(2, "0"));
  while (pairs.length < perRow) pairs.push("  ");
  const groups: string[] = [];
  for (let i = 0; i < pairs.length; i += 8) groups.push(pairs.slice(i, i + 8).join(" "));
  return {
    offset: start.toString(16).padStart(8, "0"),
    hex: groups.join("  "),
    ascii: Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join(
      "",
    ),
  };
}
