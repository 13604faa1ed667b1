// The contract with types: inputs and outputs of every call, progress of long ones, events by name.

import { CALLS } from "../../shared/contract/calls.ts";
import type { CallName, Input, LongCallName, Output } from "../../shared/contract/calls.ts";
import { eventSchema } from "../../shared/contract/events.ts";
import type { ContractEvent, EventName, EventOf } from "../../shared/contract/events.ts";
import { CallError, unwrap } from "../../shared/contract/reply.ts";
import type { Transport } from "../../shared/contract/transport.ts";

/** Events that nobody would learn of otherwise; whatever else is asked for anew at the start. */
const WAITING: ReadonlySet<EventName> = new Set(["notice", "case.opened", "menu.command"]);
const MAX_EARLY = 50;

/** How far long work is: bytes, bytes a second, seconds; null while that cannot be said. */
export type Progress = Omit<EventOf<"task.progress">, "event" | "task">;

export interface LongOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Aborting it cancels the work in the host; the call then fails with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

export interface Client {
  readonly transport: Transport;
  /** @throws CallError what the host answered, or `internal` where its answer breaks the contract. */
  readonly call: <N extends CallName>(name: N, input: Input<N>) => Promise<Output<N>>;
  /** A call that reports progress; the client names the task. @throws CallError */
  readonly long: <N extends LongCallName>(
    name: N,
    input: Omit<Input<N>, "task">,
    options?: LongOptions,
  ) => Promise<Output<N>>;
  /** Listens to one kind of event; the answer ends that. */
  readonly on: <N extends EventName>(name: N, listener: (event: EventOf<N>) => void) => () => void;
  /** Stops listening to the host. */
  readonly close: () => void;
}

/** @param makeTask names a task; only tests give their own. */
export function createClient(
  transport: Transport,
  makeTask: () => string = () => crypto.randomUUID(),
): Client {
  const listeners = new Map<EventName, Set<(event: ContractEvent) => void>>();
  // What a host tells before anybody is there to act: a file of the command line that was opened, or could not be.
  let early: ContractEvent[] = [];
  const close = transport.on((raw) => {
    // What is no event of the contract has no listener: an older page beside a newer host stays up.
    const parsed = eventSchema.safeParse(raw);
    if (!parsed.success) return;
    const hearing = listeners.get(parsed.data.event);
    if (hearing === undefined && WAITING.has(parsed.data.event))
      early = [...early, parsed.data].slice(-MAX_EARLY);
    for (const listener of hearing ?? []) listener(parsed.data);
  });

  const on: Client["on"] = (name, listener) => {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all);
    const own = listener as (event: ContractEvent) => void;
    all.add(own);
    const waiting = early.filter(({ event }) => event === name);
    early = early.filter(({ event }) => event !== name);
    for (const event of waiting) own(event);
    return () => all.delete(own);
  };

  const call: Client["call"] = async (name, input) => {
    const value = unwrap(await transport.call(name, input));
    const parsed = CALLS[name].output.safeParse(value);
    if (parsed.success) return parsed.data as Output<typeof name>;
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? "" : ` (at ${issue.path.join(".")})`;
    throw new CallError({
      code: "internal",
      message: `The program's answer to ${name} does not have the agreed form${where}. Reload the page; if that does not help, page and program are of different versions.`,
    });
  };

  const long: Client["long"] = async (name, input, { onProgress, signal } = {}) => {
    if (signal?.aborted === true) throw cancelled();
    const task = makeTask();
    const stop = on("task.progress", ({ event: _event, task: of, ...progress }) => {
      if (of === task) onProgress?.(progress);
    });
    const cancel = (): void => void transport.call("task.cancel", { task });
    signal?.addEventListener("abort", cancel);
    try {
      return await call(name, { ...input, task } as Input<typeof name>);
    } finally {
      signal?.removeEventListener("abort", cancel);
      stop();
    }
  };

  return { transport, call, long, on, close };
}

export function cancelled(): CallError {
  return new CallError({ code: "cancelled", message: "Cancelled." });
}
