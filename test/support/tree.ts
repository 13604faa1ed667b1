// RFC 6962 section 2.1, straight from its definitions and not from the product's code.

import { createHash } from "node:crypto";

export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function sha256Hex(bytes: string | Uint8Array): string {
  return sha256(bytes).toString("hex");
}

/** MTH(D): the root over these lines. */
export function treeRoot(lines: readonly (string | Uint8Array)[]): Buffer {
  if (lines.length === 0) return sha256();
  if (lines.length === 1) return sha256(Uint8Array.of(0), lines[0]!);
  const k = split(lines.length);
  return sha256(Uint8Array.of(1), treeRoot(lines.slice(0, k)), treeRoot(lines.slice(k)));
}

/** PATH(m, D): the inclusion proof of line m. */
export function treePath(m: number, lines: readonly (string | Uint8Array)[]): Buffer[] {
  if (lines.length <= 1) return [];
  const k = split(lines.length);
  if (m < k) return [...treePath(m, lines.slice(0, k)), treeRoot(lines.slice(k))];
  return [...treePath(m - k, lines.slice(k)), treeRoot(lines.slice(0, k))];
}

function split(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}
