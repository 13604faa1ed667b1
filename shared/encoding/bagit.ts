// BagIt 1.0 (RFC 8493): the bag declaration, the metadata file, and manifests.

import { Fault } from "../model/fault.ts";
import { decodeUtf8, encodeUtf8 } from "./bytes.ts";

export const BAG_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/** RFC 8493 section 2.1.1. @throws Fault `bagit-declaration`. */
export function checkBagDeclaration(bytes: Uint8Array): void {
  const text = text8(bytes, "bagit.txt", "bagit-declaration");
  if (!/^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)?$/.test(text)) {
    throw new Fault("bagit-declaration", "bagit.txt does not declare a BagIt 1.0 bag in UTF-8", {
      file: "bagit.txt",
      expected: BAG_DECLARATION,
      found: text.slice(0, 120),
    });
  }
}

/** Lines `Label: value` of bag-info.txt (RFC 8493 section 2.2.2), folded lines joined. @throws Fault `bag-info`. */
export function parseBagInfo(bytes: Uint8Array): [label: string, value: string][] {
  const out: [string, string][] = [];
  const lines = text8(bytes, "bag-info.txt", "bag-info").split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  for (const [i, line] of lines.entries()) {
    const last = out.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] += ` ${line.trim()}`;
      continue;
    }
    const match = /^([^:\s][^:]*):[ \t]?(.*)$/.exec(line);
    if (match === null) {
      throw new Fault("bag-info", "a line of bag-info.txt is not of the form 'Label: value'", {
        file: "bag-info.txt",
        line: i + 1,
      });
    }
    out.push([match[1]!, match[2]!]);
  }
  return out;
}

/**
 * The value `<bytes>.<files>` of Payload-Oxum (RFC 8493 section 2.2.2), or null where there is none.
 * @throws Fault `payload-oxum` where it is malformed or stands twice.
 */
export function payloadOxum(info: readonly [string, string][]): { bytes: number; files: number } | null {
  const values = info
    .filter(([label]) => label.toLowerCase() === "payload-oxum")
    .map(([, value]) => value.trim());
  if (values.length === 0) return null;
  const match = /^([0-9]{1,15})\.([0-9]{1,15})$/.exec(values[0]!);
  if (match === null || values.length > 1) {
    const place = { file: "bag-info.txt", found: values.join(", ").slice(0, 120) };
    throw new Fault(
      "payload-oxum",
      "bag-info.txt states the payload's size (Payload-Oxum) twice or not as bytes.files",
      place,
    );
  }
  return { bytes: Number(match[1]), files: Number(match[2]) };
}

/**
 * Reads a SHA-256 manifest: path to 64 lowercase hex digits. RFC 8493 section 2.1.3: a checksum, white space,
 * and the path with CR, LF and % percent-encoded.
 * @throws Fault `manifest-syntax` or `manifest-duplicate`, with the line.
 */
export function parseManifest(bytes: Uint8Array, file: string): Map<string, string> {
  const out = new Map<string, string>();
  let number = 0;
  for (const line of linesOf(text8(bytes, file, "manifest-syntax"))) {
    number += 1;
    const place = { file, line: number };
    const match = /^([0-9a-fA-F]{64})[ \t]+(.+)$/.exec(line);
    const path = match === null ? null : decodeManifestPath(match[2]!);
    if (match === null || path === null) {
      throw new Fault("manifest-syntax", `line ${number} of ${file} is not '<sha256>  <path>'`, place);
    }
    if (out.has(path)) {
      throw new Fault("manifest-duplicate", `${file} lists ${JSON.stringify(path)} twice`, place);
    }
    out.set(path, match[1]!.toLowerCase());
  }
  return out;
}

/** Writes a manifest in path order, in the form that `sha256sum -c` reads. */
export function formatManifest(digests: ReadonlyMap<string, string>): Uint8Array {
  const paths = [...digests.keys()].sort();
  return encodeUtf8(paths.map((path) => `${digests.get(path)!}  ${encodeManifestPath(path)}\n`).join(""));
}

/** One line after the other, so that the first bad one ends the reading of however many there are. */
function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\n|\r/g;
  let from = 0;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    yield text.slice(from, match.index);
    from = end.lastIndex;
  }
  if (from < text.length) yield text.slice(from);
}

function encodeManifestPath(path: string): string {
  return path.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function decodeManifestPath(path: string): string | null {
  if (/%(?!25|0[aAdD])/.test(path)) return null;
  return path.replaceAll(/%(25|0[aAdD])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function text8(bytes: Uint8Array, file: string, code: string): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    throw new Fault(code, `${file} is not valid UTF-8`, { file });
  }
}
