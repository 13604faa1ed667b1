// The one door between pages and the host. It looks at who calls; what is called is for the host to parse.

import type { IpcMain, WebContents } from "electron";
import { failure } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import { CALL_CHANNEL } from "./channels.ts";
import { refusal } from "./sender.ts";

export interface DoorOptions {
  readonly isOurWindow: (contents: WebContents) => boolean;
  readonly call: (name: string, input: unknown, client: string) => Promise<Reply<unknown>>;
  /** Says in the log what was refused. */
  readonly refused: (what: string) => void;
}

export function openDoor(ipc: Pick<IpcMain, "handle">, { isOurWindow, call, refused }: DoorOptions): void {
  ipc.handle(CALL_CHANNEL, async (event, ...given: readonly unknown[]): Promise<Reply<unknown>> => {
    const why = refusal(event, isOurWindow);
    if (why !== null) {
      refused(`a call: ${why}`);
      return failure("unauthorised", "Only the program's own page may make calls.");
    }
    const [name, input] = given;
    if (given.length !== 2 || typeof name !== "string") {
      return failure("bad-argument", "A call has a name and an input.");
    }
    return call(name, input, clientOf(event.sender));
  });
}

/** How the host knows a window. */
export function clientOf(contents: Pick<WebContents, "id">): string {
  return `window-${contents.id}`;
}
