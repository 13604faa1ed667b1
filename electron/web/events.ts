// Events to pages, as text/event-stream (HTML Living Standard, 9.2). Each has a number, which replies carry too: a
// page can put replies behind the events that came before them.

import type { ServerResponse } from "node:http";
import type { ContractEvent } from "../../shared/contract/events.ts";

/** Bytes that wait for a page that does not read. Beyond, its stream is cut; it opens another and asks anew. */
export const MAX_WAITING = 1024 * 1024;
/** A comment goes out this often, so that either side notices when the other is gone without a word. */
export const HEARTBEAT_MS = 15_000;

export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #heartbeat: NodeJS.Timeout;
  #sent = 0;

  constructor(heartbeatMs: number = HEARTBEAT_MS) {
    this.#heartbeat = setInterval(() => this.#write(":\n\n"), heartbeatMs);
    this.#heartbeat.unref();
  }

  /** The number of the last event. */
  get last(): number {
    return this.#sent;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Bytes that wait for the page that is furthest behind. */
  get waiting(): number {
    return Math.max(0, ...[...this.#open].map((response) => response.writableLength));
  }

  /** Begins a stream on a response that has its headers; `onClose` is called once. */
  add(response: ServerResponse, onClose: () => void): void {
    this.#open.add(response);
    response.once("close", () => {
      this.#open.delete(response);
      onClose();
    });
    response.write(`id: ${this.#sent}\ndata:\n\n`);
  }

  send(event: ContractEvent): void {
    this.#sent += 1;
    // JSON has no line ends outside of strings, and none inside: one data line holds it all.
    this.#write(`id: ${this.#sent}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const response of this.#open) response.end();
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength + text.length <= MAX_WAITING) {
        response.write(text);
      } else {
        this.#open.delete(response);
        response.destroy();
      }
    }
  }
}
