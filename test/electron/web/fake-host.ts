// A host that does nothing but remember what it was asked, and tells what a test has it tell.

import { success } from "../../../shared/contract/reply.ts";
import type { ContractEvent } from "../../../shared/contract/events.ts";
import type { Reply } from "../../../shared/contract/reply.ts";
import type { Host } from "../../../electron/host/types.ts";

export interface FakeHost extends Host {
  readonly calls: { name: string; input: unknown; client: string | undefined }[];
  readonly left: string[];
  readonly uploads: { path: string; name: string }[];
  readonly notices: string[];
  /** Answers calls; by default with an empty object. */
  answer: (
    name: string,
    input: unknown,
    client: string | undefined,
  ) => Reply<unknown> | Promise<Reply<unknown>>;
  emit(event: ContractEvent): void;
}

export function fakeHost(): FakeHost {
  const listeners = new Set<(event: ContractEvent) => void>();
  const host: FakeHost = {
    calls: [],
    left: [],
    uploads: [],
    notices: [],
    answer: () => success({}),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    call: async (name, input, client) => {
      host.calls.push({ name, input, client });
      return host.answer(name, input, client);
    },
    on: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    leave: (client) => {
      host.left.push(client);
    },
    openPath: async () => {},
    addUpload: (path, name) => {
      host.uploads.push({ path, name });
      return "0".repeat(32);
    },
    menu: () => {},
    notice: (_level, message) => {
      host.notices.push(message);
    },
    close: async () => {},
  };
  return host;
}
