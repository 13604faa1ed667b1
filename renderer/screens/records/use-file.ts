// The bytes of a file, a piece at a time as they are asked for.

import { useCallback, useEffect, useState } from "react";
import { useClient } from "../../api/context.tsx";
import { fromBase64, joined } from "./model/content.ts";

/** What one call may give (contract: files.read). */
const PIECE = 1_048_576;
/** As much as is held at once; a page that holds more is slow, and nobody reads it. */
export const MOST_BYTES = 64 * PIECE;

export interface FileBytes {
  readonly bytes: Uint8Array | null;
  /** Of the whole file; null until it is known. */
  readonly size: number | null;
  readonly loading: boolean;
  readonly error: Error | null;
  /** Fetches so many further pieces. */
  readonly more: (pieces: number) => void;
}

const EMPTY = { bytes: null, size: null, error: null, wanted: 1 };

interface Held {
  readonly bytes: Uint8Array | null;
  readonly size: number | null;
  readonly error: Error | null;
  /** Pieces. */
  readonly wanted: number;
}

export function useFile(caseId: string, path: string): FileBytes {
  const client = useClient();
  const [held, hold] = useState<Held>(EMPTY);
  const { bytes, size, wanted, error } = held;
  const have = bytes?.length ?? 0;
  const complete = size !== null && have >= size;
  const loading = error === null && !complete && (bytes === null || have < wanted * PIECE);

  useEffect(() => {
    if (!loading) return;
    let live = true;
    const read = async (): Promise<void> => {
      const answer = await client.call("files.read", { case: caseId, path, offset: have, length: PIECE });
      if (!live) return;
      const piece = fromBase64(answer.base64);
      hold((before) => ({
        ...before,
        bytes: before.bytes === null ? piece : joined([before.bytes, piece]),
        // A piece of nothing ends the file, whatever its size was said to be.
        size: piece.length === 0 ? have : answer.size,
      }));
    };
    read().catch((error: unknown) => {
      if (!live) return;
      hold((before) => ({ ...before, error: error instanceof Error ? error : new Error(String(error)) }));
    });
    return () => {
      live = false;
    };
  }, [client, caseId, path, have, loading]);

  const more = useCallback((pieces: number): void => {
    hold((before) => ({
      ...before,
      error: null,
      wanted: Math.ceil((before.bytes?.length ?? 0) / PIECE) + pieces,
    }));
  }, []);
  return { bytes, size, loading, error, more };
}
