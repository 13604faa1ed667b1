// Where the focus goes when what had it is gone because something was done: to the heading of what came of that.

import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/**
 * For an element with `tabIndex={-1}`. Whenever `result` becomes another one and nothing particular has the focus, the
 * element takes it; at first it does not.
 */
export function useLanding<E extends HTMLElement>(result: unknown): RefObject<E | null> {
  const target = useRef<E>(null);
  const before = useRef(result);
  useEffect(() => {
    if (before.current === result) return;
    before.current = result;
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body || activeElement.tagName === "MAIN")
      target.current?.focus();
  }, [result]);
  return target;
}
