// Events for one window, kept while its page loads: a page that is not there yet hears them when it is.

import type { WebContents } from "electron";
import type { ContractEvent } from "../../shared/contract/events.ts";
import { EVENT_CHANNEL } from "./channels.ts";
import { isOurs } from "./origin.ts";

/** Progress comes often, and what a page missed of it nobody needs. */
const MAX_WAITING = 256;

export class Mailbox {
  readonly #contents: WebContents;
  #waiting: ContractEvent[] = [];
  #ready = false;

  constructor(contents: WebContents) {
    this.#contents = contents;
    // Not when a navigation starts: that is also told of those that are then refused.
    contents.on("did-navigate", () => {
      this.#ready = false;
    });
    contents.on("render-process-gone", () => {
      this.#ready = false;
    });
    contents.on("dom-ready", () => {
      this.#ready = true;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const event of waiting) this.send(event);
    });
  }

  send(event: ContractEvent): void {
    if (this.#contents.isDestroyed()) return;
    if (this.#ready) {
      // Whatever else a window might show, it hears nothing of cases.
      if (isOurs(this.#contents.getURL())) this.#contents.send(EVENT_CHANNEL, event);
    } else if (event.event !== "task.progress") {
      this.#waiting = [...this.#waiting.slice(1 - MAX_WAITING), event];
    }
  }
}
