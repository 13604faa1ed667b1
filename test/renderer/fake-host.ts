// A host of a few answers, for tests of what stands on the transport.

import type { CallName, Input } from "../../shared/contract/calls.ts";
import type { Case } from "../../shared/contract/cases.ts";
import type { ContractEvent } from "../../shared/contract/events.ts";
import { failure, success } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import type { Transport } from "../../shared/contract/transport.ts";

export type Answers = {
  [N in CallName]?: (input: Input<N>) => Promise<Reply<unknown>> | Reply<unknown>;
};

export interface FakeHost {
  readonly transport: Transport;
  readonly asked: { name: string; input: unknown }[];
  emit(event: unknown): void;
  listeners(): number;
}

export function fakeHost(answers: Answers, more: Partial<Transport> = {}): FakeHost {
  const listeners = new Set<(event: ContractEvent) => void>();
  const asked: FakeHost["asked"] = [];
  return {
    asked,
    listeners: () => listeners.size,
    emit: (event) => {
      for (const listener of listeners) listener(event as ContractEvent);
    },
    transport: {
      kind: "memory",
      call: async (name, input) => {
        asked.push({ name, input });
        const answer = answers[name as CallName] as
          ((input: unknown) => Reply<unknown> | Promise<Reply<unknown>>) | undefined;
        return answer === undefined ? failure("unknown-call", `no answer to ${name}`) : await answer(input);
      },
      on: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      ...more,
    },
  };
}

export { failure, success };

/** A case as the contract has it. */
export function makeCase(id: string, change: Partial<Case> = {}): Case {
  return {
    id,
    path: `/evidence/${id}.inqb`,
    name: `${id}.inqb`,
    origin: "path",
    openedAt: "2026-03-18T09:00:00Z",
    verdict: {
      verdict: "VALID",
      summary: "Every file is as it was sealed.",
      chain: "complete",
      bundle: { path: `/evidence/${id}.inqb`, sha256: "0".repeat(64), size: 10 },
      trust: { path: null, sha256: null },
      signer: null,
      signers: [],
      incident: null,
      entries: 0,
      checks: [],
      limits: [],
      tool: { name: "inquest", version: "0.1.0" },
    },
    verifiedIn: 1,
    inventory: [],
    clocks: [],
    clocksReady: true,
    index: { state: "none", reason: "There is no log." },
    disk: "unchanged",
    trustChanged: false,
    command: "inquest verify x.inqb",
    ...change,
  };
}
