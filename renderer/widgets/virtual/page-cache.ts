// Rows fetched in pages, as they come into view: a few pages kept, requests for rows scrolled past never begun.

export interface PageCacheOptions<T> {
  readonly count: number;
  readonly load: (from: number, count: number) => Promise<readonly T[]>;
  /** The first page, where it is here already. */
  readonly first?: readonly T[];
  readonly pageSize?: number;
  /** Pages kept; those used longest ago go first. */
  readonly maxPages?: number;
  /** Requests at one time: scrolling far must not queue up what is no longer looked at. */
  readonly maxRequests?: number;
}

export class PageCache<T> {
  readonly count: number;
  private readonly load: PageCacheOptions<T>["load"];
  private readonly pageSize: number;
  private readonly maxPages: number;
  private readonly maxRequests: number;
  /** In order of use, the latest last. */
  private readonly pages = new Map<number, readonly T[]>();
  private readonly running = new Map<number, Promise<void>>();
  private readonly failed = new Map<number, Error>();
  private wanted: number[] = [];
  /** Pages that may come into view next: fetched when those in view are here, and not while one scrolls on. */
  private ahead: number[] = [];
  private readonly listeners = new Set<() => void>();
  /** Goes up whenever a row came or a request failed. */
  version = 0;

  constructor(options: PageCacheOptions<T>) {
    const { count, load, first, pageSize = 200, maxPages = 60, maxRequests = 3 } = options;
    this.count = count;
    this.load = load;
    this.pageSize = pageSize;
    this.maxPages = maxPages;
    this.maxRequests = maxRequests;
    if (first !== undefined) this.pages.set(0, first);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getVersion = (): number => this.version;

  /** The row, where it is here. */
  get(index: number): T | undefined {
    return this.pages.get(Math.floor(index / this.pageSize))?.[index % this.pageSize];
  }

  /** Why some rows are not here, where that is so. */
  get failure(): Error | undefined {
    return this.failed.values().next().value;
  }

  /** Rows `first` to before `end` are in view. Their pages are fetched, then one before and two after. */
  want(first: number, end: number): void {
    const from = Math.floor(first / this.pageSize);
    const to = Math.floor(Math.max(first, end - 1) / this.pageSize);
    const last = Math.ceil(this.count / this.pageSize) - 1;
    const isPage = (page: number): boolean => page >= 0 && page <= last;
    this.wanted = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(isPage);
    this.ahead = [to + 1, from - 1, to + 2].filter(isPage);
    for (const page of [...this.ahead, ...this.wanted]) this.touch(page);
    this.next();
  }

  /** True where all these rows are here: `first` to before `end`. */
  has(first: number, end: number): boolean {
    for (let page = Math.floor(first / this.pageSize); page * this.pageSize < end; page += 1)
      if (!this.pages.has(page)) return false;
    return true;
  }

  /** One row, fetched where it is not here. @throws what the request throws. */
  async fetch(index: number): Promise<T | undefined> {
    const page = Math.floor(index / this.pageSize);
    if (!this.pages.has(page)) {
      this.failed.delete(page);
      await (this.running.get(page) ?? this.start(page));
      if (this.failed.has(page)) throw this.failed.get(page);
    }
    return this.get(index);
  }

  /** Tries again what failed. */
  retry(): void {
    this.failed.clear();
    this.next();
    this.changed();
  }

  private next(): void {
    const missing = this.wanted.filter((page) => !this.pages.has(page) && !this.failed.has(page));
    for (const page of missing.length > 0 ? missing : this.ahead) {
      if (this.running.size >= this.maxRequests) return;
      if (!this.pages.has(page) && !this.running.has(page) && !this.failed.has(page)) void this.start(page);
    }
  }

  private start(page: number): Promise<void> {
    const request = Promise.resolve().then(() => this.run(page));
    this.running.set(page, request);
    return request;
  }

  private async run(page: number): Promise<void> {
    const from = page * this.pageSize;
    try {
      const rows = await this.load(from, Math.min(this.pageSize, this.count - from));
      this.pages.set(page, rows);
      this.evict();
    } catch (error) {
      this.failed.set(page, error instanceof Error ? error : new Error(String(error)));
    }
    this.running.delete(page);
    this.next();
    this.changed();
  }

  private touch(page: number): void {
    const rows = this.pages.get(page);
    if (rows === undefined) return;
    this.pages.delete(page);
    this.pages.set(page, rows);
  }

  private evict(): void {
    for (const page of this.pages.keys()) {
      if (this.pages.size <= this.maxPages) return;
      if (!this.wanted.includes(page) && !this.ahead.includes(page)) this.pages.delete(page);
    }
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
