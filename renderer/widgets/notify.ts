// Short messages that come and go. Errors and warnings stay until they are dismissed.

export type Level = "info" | "ok" | "warning" | "error";

export interface Toast {
  readonly id: number;
  readonly level: Level;
  readonly title: string;
  readonly message?: string | undefined;
}

/** Milliseconds that a message stays which says nothing to act upon. */
export const STAY_MS = 6_000;
/** Messages at once; those that stay never give way to those that go by themselves. */
const MOST_PASSING = 2;
const MOST_STAYING = 4;

let last = 0;
let toasts: readonly Toast[] = [];
const watchers = new Set<() => void>();

/** The answer takes it away again. The same words are shown once. */
export function notify(toast: {
  readonly level: Level;
  readonly title: string;
  readonly message?: string | undefined;
}): () => void {
  const id = ++last;
  const others = toasts.filter(({ title, message }) => title !== toast.title || message !== toast.message);
  const all = [...others, { ...toast, id }];
  const passing = all.filter(({ level }) => !stays(level)).slice(-MOST_PASSING);
  const staying = all.filter(({ level }) => stays(level)).slice(-MOST_STAYING);
  set(all.filter((one) => passing.includes(one) || staying.includes(one)));
  return () => dismiss(id);
}

export function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function watchToasts(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function stays(level: Level): boolean {
  return level === "warning" || level === "error";
}

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}
