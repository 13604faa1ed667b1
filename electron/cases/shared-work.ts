// Work that several may ask for at once and that is done once: it is cancelled when all of them have given up.

import { cancelled } from "./failures.ts";

export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

export interface LongOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

interface Asker {
  readonly options: LongOptions;
  readonly leave: () => void;
}

export class SharedWork<T> {
  private readonly askers = new Set<Asker>();
  private readonly controller = new AbortController();
  readonly done: Promise<T>;

  constructor(work: (options: LongOptions) => Promise<T>) {
    const onProgress = (progress: Progress): void => {
      for (const { options } of this.askers) options.onProgress(progress);
    };
    this.done = work({ signal: this.controller.signal, onProgress });
    this.done.catch(() => {});
  }

  /** True where it was cancelled: nobody new joins. */
  get abandoned(): boolean {
    return this.controller.signal.aborted;
  }

  cancel(): void {
    this.controller.abort(cancelled());
  }

  /**
   * Waits for the result.
   * @throws CallError `cancelled` where this asker gave up; the last one waits until all is put away.
   */
  async join(options: LongOptions): Promise<T> {
    const gone = Promise.withResolvers<never>();
    gone.promise.catch(() => {});
    const asker: Asker = { options, leave: () => void this.leave(asker, gone.reject) };
    this.askers.add(asker);
    options.signal.addEventListener("abort", asker.leave, { once: true });
    if (options.signal.aborted) asker.leave();
    try {
      return await Promise.race([this.done, gone.promise]);
    } finally {
      this.askers.delete(asker);
      options.signal.removeEventListener("abort", asker.leave);
    }
  }

  private async leave(asker: Asker, reject: (error: Error) => void): Promise<void> {
    this.askers.delete(asker);
    if (this.askers.size === 0) {
      this.cancel();
      await this.done.catch(() => {});
    }
    reject(cancelled());
  }
}

/** The work of that name that is under way, or new work once an abandoned one is put away. */
export async function sharedWork<T>(
  works: Map<string, SharedWork<T>>,
  name: string,
  make: (options: LongOptions) => Promise<T>,
): Promise<SharedWork<T>> {
  for (let before = works.get(name); before !== undefined; before = works.get(name)) {
    if (!before.abandoned) return before;
    await before.done.catch(() => {});
  }
  const work = new SharedWork(make);
  works.set(name, work);
  const forget = (): void => void works.delete(name);
  work.done.then(forget, forget);
  return work;
}
