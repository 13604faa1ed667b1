// Events fan out to everybody who listens, in order.

import type { ContractEvent } from "../../shared/contract/events.ts";

/** Notices that are kept for the first listener. */
const MAX_KEPT = 20;

export class Events {
  private readonly listeners = new Set<(event: ContractEvent) => void>();
  private readonly onFault: (error: unknown) => void;
  private kept: ContractEvent[] = [];

  /** `onFault` hears of listeners that throw: the others get the event all the same. */
  constructor(onFault: (error: unknown) => void) {
    this.onFault = onFault;
  }

  /** A notice that comes before anybody listens, such as settings that were broken, waits for the first listener. */
  emit(event: ContractEvent): void {
    if (this.listeners.size === 0) {
      if (event.event === "notice") this.kept = [...this.kept, event].slice(-MAX_KEPT);
      return;
    }
    for (const listener of this.listeners) this.tell(listener, event);
  }

  on(listener: (event: ContractEvent) => void): () => void {
    // Each call is a listener of its own, also with a function that listens already.
    const own = (event: ContractEvent): void => listener(event);
    this.listeners.add(own);
    for (const event of this.kept.splice(0)) this.tell(own, event);
    return () => {
      this.listeners.delete(own);
    };
  }

  private tell(listener: (event: ContractEvent) => void, event: ContractEvent): void {
    try {
      listener(event);
    } catch (error) {
      this.onFault(error);
    }
  }
}
