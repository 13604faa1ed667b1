// The search within one outline: what is wanted, where it stands, and which of those places is the current one.

import { useDeferredValue, useMemo, useState } from "react";
import { findAll } from "./find.ts";
import { CLOSE, OPEN } from "./outline.ts";
import type { Outline } from "./outline.ts";
import type { Hits } from "./pieces.ts";

export interface HitSearch {
  readonly wanted: string;
  readonly want: (text: string) => void;
  readonly hits: Hits | null;
  /** Goes on by so many places, around the ends, and answers where that is; null where there are none. */
  readonly step: (by: number) => number | null;
}

export function useHits(outline: Outline): HitSearch {
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState({ offsets: new Int32Array(0), current: 0 });
  const sought = useDeferredValue(wanted);
  const offsets = useMemo(() => hitsIn(outline, sought), [outline, sought]);
  const current = at.offsets === offsets ? at.current : 0;
  const hits = useMemo(
    () => (sought === "" ? null : { offsets, length: sought.length, current }),
    [offsets, sought, current],
  );
  const step = (by: number): number | null => {
    if (offsets.length === 0) return null;
    const next = (current + by + offsets.length) % offsets.length;
    setAt({ offsets, current: next });
    return offsets[next]!;
  };
  return { wanted, want: setWanted, hits, step };
}

/** Places within one key or value; what stands between them is the writer's layout and is not searched. */
export function hitsIn(outline: Outline, wanted: string): Int32Array<ArrayBuffer> {
  const { length } = wanted;
  return Int32Array.from(
    findAll(outline.text, wanted).filter((offset) => {
      if (outline.lines === 0) return false;
      const line = outline.lineAt(offset);
      const inKey = offset >= outline.keyStart(line) && offset + length <= outline.keyEnd(line);
      const kind = outline.kindCode(line);
      const inValue =
        kind !== OPEN &&
        kind !== CLOSE &&
        offset >= outline.start(line) &&
        offset + length <= outline.end(line);
      return inKey || inValue;
    }),
  );
}
