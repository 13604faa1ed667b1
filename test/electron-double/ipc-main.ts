// ipcMain: handlers for what a page invokes.

import { DoubleEvent, Emitter } from "./emitter.ts";
import type { DoubleFrame } from "./frames.ts";
import type { DoubleWebContents } from "./web-contents.ts";
import { decode, encode } from "./wire.ts";

type Handler = (event: DoubleEvent, ...args: unknown[]) => unknown;

export class IpcMain extends Emitter {
  readonly handlers = new Map<string, Handler>();

  constructor() {
    // Messages without an answer: a program that wants them has to be given them here first.
    super("ipcMain", []);
  }

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/**
 * Carries one invocation to its handler and the answer back, both cloned. `frame` is null where the frame that sent it
 * has navigated or gone since.
 * @param args as `encode` made them of the list of arguments.
 * @throws Error as ipcRenderer words it.
 */
export async function invoke(
  sender: DoubleWebContents,
  frame: DoubleFrame | null,
  channel: string,
  args: string,
): Promise<unknown> {
  const handler = ipcMain.handlers.get(channel);
  const failed = (reason: string): Error => new Error(`Error invoking remote method '${channel}': ${reason}`);
  if (handler === undefined) throw failed(`Error: No handler registered for '${channel}'`);
  const event = new DoubleEvent({ type: "frame", sender, senderFrame: frame, frameId: 1, processId: 1 });
  try {
    return decode(encode(await handler(event, ...(decode(args) as unknown[]))));
  } catch (error) {
    throw failed(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}
