// Counts outcomes while rows come in. A log that makes up a new one for each entry does not make this grow for ever.

import type { IndexMeta } from "./index-schema.ts";

const MAX_COUNTED = 10_000;
const MAX_GIVEN = 200;

export class OutcomeTally {
  private readonly counts = new Map<string, number>();

  add(outcome: string | null): void {
    if (outcome === null) return;
    const count = this.counts.get(outcome);
    if (count !== undefined) this.counts.set(outcome, count + 1);
    else if (this.counts.size < MAX_COUNTED) this.counts.set(outcome, 1);
  }

  /** Most frequent first, equals in text order. */
  list(): IndexMeta["outcomes"] {
    return [...this.counts]
      .map(([outcome, count]) => ({ outcome, count }))
      .sort((a, b) => b.count - a.count || (a.outcome < b.outcome ? -1 : 1))
      .slice(0, MAX_GIVEN);
  }
}
