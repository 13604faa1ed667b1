// Who waits for whom in a case's thread: what somebody looks at goes first, indexing and clocks give way.

import { setImmediate } from "node:timers/promises";

export class RightOfWay {
  private reading = 0;
  private free: PromiseWithResolvers<void> | null = null;

  /** Background work waits while this is done. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    this.reading += 1;
    try {
      return await work();
    } finally {
      this.reading -= 1;
      if (this.reading === 0) {
        this.free?.resolve();
        this.free = null;
      }
    }
  }

  /** Between two pieces of background work: lets messages in, and waits for what goes first. */
  async giveWay(): Promise<void> {
    await setImmediate();
    while (this.reading > 0) {
      this.free ??= Promise.withResolvers<void>();
      await this.free.promise;
    }
  }
}
