// The way to a host in the same process: for tests, and for whoever tries the interface out without a shell.

import type { ContractEvent } from "../../shared/contract/events.ts";
import { failure } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import type { Transport } from "../../shared/contract/transport.ts";

/** What is needed of a host. */
export interface MemoryHost {
  call(name: string, input: unknown, client?: string): Promise<Reply<unknown>>;
  on(listener: (event: ContractEvent) => void): () => void;
}

/** Everything is copied on its way, so that nothing is shared that another transport would not share. */
export function createMemoryTransport(host: MemoryHost, client = "memory"): Transport {
  return {
    kind: "memory",
    call: async (name, input) => {
      let sent: unknown;
      try {
        sent = structuredClone(input);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return failure("bad-argument", `The input of ${name} cannot be sent: ${reason}`);
      }
      return structuredClone(await host.call(name, sent, client));
    },
    on: (listener) => host.on((event) => listener(structuredClone(event))),
  };
}
