// Errors with a stable code. A message says what was wrong, where, and what to do.

/** A fault in an input: `code` is stable and documented, `message` is one sentence for people. */
export class Fault extends Error {
  readonly code: string;
  readonly place: Place;

  constructor(code: string, message: string, place: Place = {}) {
    // A fault is about an input and not about this code: nobody reads its stack, and taking one is what costs.
    const errors = Error as { stackTraceLimit?: number };
    const limit = errors.stackTraceLimit;
    if (limit !== undefined) errors.stackTraceLimit = 0;
    super(message);
    if (limit !== undefined) errors.stackTraceLimit = limit;
    this.name = "Fault";
    this.code = code;
    this.place = place;
  }
}

/** Where in the evidence something stands. Lines count from 1, sequence numbers from 0. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly seq?: number;
  readonly expected?: string;
  readonly found?: string;
}
