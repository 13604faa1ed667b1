// Makes calls over a transport and holds every answer, error and event against the contract.

import { expect } from "vitest";
import { CALLS } from "../../shared/contract/calls.ts";
import type { CallName, Input, Output } from "../../shared/contract/calls.ts";
import { eventSchema } from "../../shared/contract/events.ts";
import type { ContractEvent } from "../../shared/contract/events.ts";
import { contractErrorSchema, unwrap } from "../../shared/contract/reply.ts";
import type { ContractError } from "../../shared/contract/reply.ts";
import type { Transport } from "../../shared/contract/transport.ts";

export class Caller {
  private readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  /** The answer of a call that must go well. */
  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const value = unwrap(await this.transport.call(name, input));
    return CALLS[name].output.parse(value) as Output<N>;
  }

  /** The error of a call that must not. */
  async refusal(name: string, input: unknown): Promise<ContractError> {
    const reply = await this.transport.call(name, input);
    if (reply.ok) expect.fail(`${name} was answered: ${JSON.stringify(reply.value).slice(0, 200)}`);
    const error = contractErrorSchema.parse(reply.error);
    expect(error.message).not.toMatch(/\n|^\s*at /);
    return error;
  }

  /** The events from now on, up to and with the first that `last` holds for. */
  async listen(last: (event: ContractEvent) => boolean): Promise<ContractEvent[]> {
    const { promise, resolve, reject } = Promise.withResolvers<ContractEvent[]>();
    const heard: ContractEvent[] = [];
    let done = false;
    const stop = this.transport.on((event) => {
      // More may come before this listener is ended.
      if (done) return;
      const parsed = eventSchema.safeParse(event);
      if (!parsed.success) reject(new Error(`no event of the contract: ${JSON.stringify(event)}`));
      heard.push(event);
      done = last(event);
      if (done) resolve(heard);
    });
    return promise.finally(stop);
  }

  /** Asks again after each event, until the answer is the one that is waited for. */
  async until<T>(ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = async (): Promise<void> => {
      try {
        const value = await ask();
        if (is(value)) resolve(value);
      } catch (error) {
        reject(error);
      }
    };
    const stop = this.transport.on(() => void look());
    void look();
    return promise.finally(stop);
  }

  /** Opens a bundle and gives the case's identifier. */
  async opened(path: string): Promise<string> {
    const task = `open-${Math.random().toString(36).slice(2)}`;
    return (await this.call("case.open", { source: { kind: "path", path }, task })).id;
  }
}
