// The stream of the host's events: opened, watched, and opened again when it breaks.

import type { ContractEvent } from "../../../shared/contract/events.ts";
import { StreamParser } from "./stream-parser.ts";

/** The host sends something every 15 s; this long without is a connection that broke without a word. */
const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** A reply waits this long at most for events that came before it. */
const BEHIND_MS = 2_000;

export type Opening = "open" | "unauthorised" | "unreachable";

export interface FeedOptions {
  /** Asks for the stream; rejects where the host cannot be reached. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEvent: (event: ContractEvent) => void;
  /** The stream is there again; `missed` says whether events were sent meanwhile. */
  readonly onReturn: (missed: boolean) => void;
  /** The stream broke and could not be opened again at once. It is tried further. */
  readonly onLost: () => void;
  /** The host no longer knows the session: it is not tried further. */
  readonly onRefused: () => void;
  /** Waits; for tests. */
  readonly pause?: (ms: number) => Promise<void>;
}

export class EventFeed {
  readonly #options: Required<FeedOptions>;
  readonly #waiting = new Set<() => void>();
  #stop = new AbortController();
  #ended = false;
  #isOpen = false;
  #last = 0;

  constructor(options: FeedOptions) {
    this.#options = { pause, ...options };
  }

  /** Opens the stream for the first time; where that works, it is kept open until `end`. */
  async start(): Promise<Opening> {
    const { opening, reader } = await this.#open();
    if (reader !== null) void this.#run(reader);
    return opening;
  }

  end(): void {
    this.#ended = true;
    this.#stop.abort();
  }

  /** Resolves when the events up to this number have been told, or cannot come soon. */
  async reached(number: number): Promise<void> {
    if (!this.#isOpen || this.#last >= number) return;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.#isOpen && this.#last < number) return;
        done();
      };
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(done, BEHIND_MS);
      this.#waiting.add(look);
    });
  }

  async #open(): Promise<{ opening: Opening; reader: ReadableStreamDefaultReader<Uint8Array> | null }> {
    this.#stop = new AbortController();
    // What ends it while it is tried must not be lost with the new controller.
    if (this.#ended) return { opening: "unreachable", reader: null };
    try {
      const response = await this.#options.open(this.#stop.signal);
      if (response.ok && response.body !== null) {
        this.#isOpen = true;
        return { opening: "open", reader: response.body.getReader() };
      }
      await response.body?.cancel();
      return { opening: response.status === 401 ? "unauthorised" : "unreachable", reader: null };
    } catch {
      return { opening: "unreachable", reader: null };
    }
  }

  async #run(first: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    let reader: ReadableStreamDefaultReader<Uint8Array> | null = first;
    for (let returned = false; reader !== null; returned = true) {
      await this.#read(reader, returned);
      this.#isOpen = false;
      this.#wake();
      reader = await this.#again();
    }
  }

  /** Tries until there is a stream again; null where there will be none. */
  async #again(): Promise<ReadableStreamDefaultReader<Uint8Array> | null> {
    const { onLost, onRefused, pause } = this.#options;
    for (let wait = FIRST_WAIT_MS; !this.#ended; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const { opening, reader } = await this.#open();
      if (reader !== null || this.#ended) return reader;
      if (opening === "unauthorised") {
        onRefused();
        return null;
      }
      if (wait === FIRST_WAIT_MS) onLost();
      await pause(wait);
    }
    return null;
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>, returned: boolean): Promise<void> {
    const parser = new StreamParser();
    const decoder = new TextDecoder();
    let watch = this.#watch();
    let greeted = false;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = this.#watch();
        for (const { id, data } of parser.push(decoder.decode(value, { stream: true }))) {
          const missed = greeted ? false : Number(id) !== this.#last;
          this.#last = Number(id);
          if (data !== "") this.#options.onEvent(JSON.parse(data) as ContractEvent);
          else if (!greeted && returned) this.#options.onReturn(missed);
          greeted = true;
          this.#wake();
        }
      }
    } catch {
      // A broken stream is opened again.
    } finally {
      clearTimeout(watch);
      this.#stop.abort();
    }
  }

  #watch(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#stop.abort(), SILENCE_MS);
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}
