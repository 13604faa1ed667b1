// Where bytes come from, in order: a file read whole, a stretch of one, or a part of a deflate stream.

export interface ByteSource {
  /** The next bytes, at least one and at most `limit`: a view that holds until the next call. */
  chunk(limit: number): Promise<Uint8Array>;
}

/** Exactly `length` bytes, in memory of their own. @throws what `chunk` throws at the source's end. */
export async function takeFrom(source: ByteSource, length: number): Promise<Uint8Array> {
  const out = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const piece = await source.chunk(length - at);
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
