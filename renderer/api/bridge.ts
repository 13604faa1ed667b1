// The way to the host in the desktop application: over what its preload put into the page.

import { failure } from "../../shared/contract/reply.ts";
import type { Bridge, Transport } from "../../shared/contract/transport.ts";

/** @param bridge `window.inquest`, as the preload made it. */
export function createBridgeTransport(bridge: Bridge): Transport {
  return {
    kind: "bridge",
    call: async (name, input) => {
      try {
        return await bridge.call(name, input);
      } catch (error) {
        // The main process answers with replies: what is thrown comes from the way there.
        const reason = error instanceof Error ? error.message : String(error);
        return isUncloneable(reason)
          ? failure("bad-argument", `The input of ${name} cannot be sent: ${reason}`)
          : failure("disconnected", `The program behind the page did not answer: ${reason}`);
      }
    },
    on: (listener) => bridge.on(listener),
    pathOf: (file) => bridge.pathOf(file),
  };
}

/** As Chromium words a structured clone that failed. */
function isUncloneable(reason: string): boolean {
  return reason.includes("could not be cloned");
}
