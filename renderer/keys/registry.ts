// Which commands can be carried out now, and by whom. Whoever bound a command last carries it out.

const bound = new Map<string, (() => void)[]>();
const watchers = new Set<() => void>();
let present: ReadonlySet<string> = new Set();

/** The answer unbinds it. A fallback acts only where nobody else has bound the command. */
export function register(id: string, handler: () => void, fallback = false): () => void {
  const others = bound.get(id) ?? [];
  bound.set(id, fallback ? [handler, ...others] : [...others, handler]);
  changed();
  return () => {
    const left = (bound.get(id) ?? []).filter((one) => one !== handler);
    if (left.length === 0) bound.delete(id);
    else bound.set(id, left);
    changed();
  };
}

/** False where nothing is bound to it. */
export function run(id: string): boolean {
  const handler = bound.get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** For useSyncExternalStore: the commands that are bound; the same set until that changes. */
export function available(): ReadonlySet<string> {
  return present;
}

export function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function changed(): void {
  if (present.size === bound.size && [...bound.keys()].every((id) => present.has(id))) return;
  present = new Set(bound.keys());
  for (const watcher of watchers) watcher();
}
