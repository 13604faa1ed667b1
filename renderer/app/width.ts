// The window's width, for what rules of style cannot decide.

import { useSyncExternalStore } from "react";

export function useWidth(): number {
  return useSyncExternalStore(watch, () => window.innerWidth);
}

function watch(watcher: () => void): () => void {
  window.addEventListener("resize", watcher);
  return () => window.removeEventListener("resize", watcher);
}
