// Says in the log what the shell refused: each thing once, and no more of it than a hostile page could fill a disk with.

import { label } from "./label.ts";

const MAX_LINES = 200;

export class Refusals {
  readonly #told = new Set<string>();
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** @param what such as "a request to http://…" */
  readonly add = (what: string): void => {
    const line = label(what, 300);
    if (this.#told.size >= MAX_LINES || this.#told.has(line)) return;
    this.#told.add(line);
    this.#write(`Refused ${line}.`);
  };
}
