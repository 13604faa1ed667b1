// Orders of rows that queries have made, under names: a page asks for a part of one.

import { callError } from "./failures.ts";

const MAX_VIEWS = 8;

/** Lines in an order. The order of the log itself, either way, takes no memory. */
export type View =
  | { readonly kind: "log"; readonly length: number; readonly descending: boolean }
  | { readonly kind: "lines"; readonly lines: Uint32Array };

export class Views {
  private readonly prefix: string;
  private readonly views = new Map<string, View>();
  private made = 0;

  /** @param prefix of names, in digits and small letters */
  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Takes a view in, and lets the one go that was not used for longest. */
  add(view: View): string {
    this.made += 1;
    const name = `${this.prefix}v${this.made}`;
    this.views.set(name, view);
    const oldest = this.views.keys().next().value;
    if (this.views.size > MAX_VIEWS && oldest !== undefined) this.views.delete(oldest);
    return name;
  }

  /** @throws CallError `no-such-view`. */
  get(name: string): View {
    const view = this.views.get(name);
    if (view === undefined)
      throw callError("no-such-view", "That order of the records is no longer kept: ask again.");
    this.views.delete(name);
    this.views.set(name, view);
    return view;
  }

  clear(): void {
    this.views.clear();
  }
}

export function viewLength(view: View): number {
  return view.kind === "log" ? view.length : view.lines.length;
}

/** Where a line stands in a view, from 0; null where it does not. */
export function positionOf(view: View, line: number): number | null {
  if (view.kind === "log") {
    if (line > view.length) return null;
    return view.descending ? view.length - line : line - 1;
  }
  const at = view.lines.indexOf(line);
  return at < 0 ? null : at;
}
