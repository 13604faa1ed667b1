// The body of a call, whole, and no larger than calls ever are.

import type { IncomingMessage } from "node:http";

export const MAX_BODY = 16 * 1024 * 1024;

/** Resolves with the bytes, or null where there are more than `limit`. Rejects where the sender goes away. */
export async function readBody(request: IncomingMessage, limit: number = MAX_BODY): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return null;
  const parts: Buffer[] = [];
  let length = 0;
  // The request outlives a body that is too large: there is an answer to send.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

/** The JSON value of bytes, or undefined where they are none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
