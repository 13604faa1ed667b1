// How many characters of the monospaced face a width has room for.

import { useEffect, useState } from "react";
import type { RefObject } from "react";

const SAMPLE = 100;

/** `sample` is an element that holds SAMPLE_TEXT in the face. */
export function useColumns(sample: RefObject<HTMLElement | null>, width: number): number {
  const [unit, setUnit] = useState(7);
  useEffect(() => {
    let live = true;
    const measure = (): void => {
      const measured = (sample.current?.getBoundingClientRect().width ?? 0) / SAMPLE;
      if (live && measured > 0) setUnit(measured);
    };
    measure();
    // The face may come after the first layout.
    void document.fonts.ready.then(measure);
    return () => {
      live = false;
    };
  }, [sample]);
  return Math.max(20, Math.floor(width / unit));
}

export const SAMPLE_TEXT = "0".repeat(SAMPLE);
