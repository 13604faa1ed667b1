// Work that is done at once is not worth a change of what is seen.

import { useEffect, useState } from "react";

const NOTICED_MS = 250;

/** True once `on` has held for long enough to be noticed. */
export function useSlow(on: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setSlow(true), NOTICED_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [on]);
  return on && slow;
}
