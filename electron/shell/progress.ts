// What the task bar shows: all long work that is under way, as one fraction.

import type { EventOf } from "../../shared/contract/events.ts";

export class Progress {
  readonly #tasks = new Map<string, { done: number; total: number }>();

  told({ task, done, total }: Pick<EventOf<"task.progress">, "task" | "done" | "total">): void {
    if (total > 0 && done < total) this.#tasks.set(task, { done, total });
    else this.#tasks.delete(task);
  }

  /** The call is answered, however it went. */
  ended(task: string): void {
    this.#tasks.delete(task);
  }

  /** Work that no window asked for is over. */
  allEnded(): void {
    this.#tasks.clear();
  }

  /** For `setProgressBar`: 0 to 1, or -1 where there is nothing to show. */
  fraction(): number {
    let done = 0;
    let total = 0;
    for (const task of this.#tasks.values()) {
      done += task.done;
      total += task.total;
    }
    return total === 0 ? -1 : done / total;
  }
}

/** The task that a call's input names, as long calls do. */
export function taskOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null || !("task" in input)) return null;
  return typeof input.task === "string" ? input.task : null;
}
