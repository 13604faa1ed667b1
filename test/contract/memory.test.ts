// The contract over the memory transport: the host itself, with nothing in between but a copy.

import { describe, expect, it } from "vitest";
import { createHost } from "../../electron/host/host.ts";
import { createMemoryTransport } from "../../renderer/api/memory.ts";
import { contractSuite } from "./suite.ts";

contractSuite("memory", async (options) => {
  const host = await createHost(options);
  let clients = 0;
  return {
    host,
    transport: createMemoryTransport(host),
    another: async () => createMemoryTransport(host, `memory-${(clients += 1)}`),
    stop: () => host.close(),
  };
});

describe("the memory transport", () => {
  const echo = {
    call: async (_name: string, input: unknown) => ({ ok: true, value: input }) as const,
    on: () => () => {},
  };

  it("shares nothing between the two sides", async () => {
    const sent = { list: [1] };
    const reply = await createMemoryTransport(echo).call("any", sent);
    expect(reply).toEqual({ ok: true, value: sent });
    expect(reply.ok && reply.value !== sent).toBe(true);
  });

  it("answers with an error where the input cannot be sent", async () => {
    const reply = await createMemoryTransport(echo).call("any", { run: () => {} });
    expect(reply).toMatchObject({ ok: false, error: { code: "bad-argument" } });
  });
});
