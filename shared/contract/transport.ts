// The way between an interface and its host. Three are there: the desktop's bridge, loopback HTTP, and memory.

import type { ContractEvent } from "./events.ts";
import type { Reply } from "./reply.ts";

/** What is needed of an AbortSignal: the core has no host's types. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
}

export interface Transport {
  readonly kind: "bridge" | "http" | "memory";
  /**
   * Sends one call and resolves with its reply; never rejects. The host parses the input by the contract; the
   * typed client parses the output.
   */
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  /** Events from now on, in order; the answer ends it. */
  on(listener: (event: ContractEvent) => void): () => void;
  /** Sends a file to a host on whose machine it is not. `Blob` and `File` are the page's: the core knows no DOM. */
  readonly upload?: (
    file: unknown,
    name: string,
    onProgress: (progress: { readonly done: number; readonly total: number }) => void,
    signal: CancelSignal,
  ) => Promise<Reply<{ readonly id: string }>>;
  /** The path of a file that was dropped or chosen, where page and host share a machine; "" where it has none. */
  readonly pathOf?: (file: unknown) => string;
}

/** What the desktop's preload puts into the page, as `window.inquest`: these keys and no others. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  on(listener: (event: ContractEvent) => void): () => void;
  pathOf(file: unknown): string;
}
export const BRIDGE_KEYS = ["call", "on", "pathOf"] as const satisfies readonly (keyof Bridge)[];
