// The host's core as the desktop shell, the web server and the tests see it: the contract, answered.

import type { Capabilities } from "../../shared/contract/app.ts";
import type { CallName, Input, Output } from "../../shared/contract/calls.ts";
import type { ContractEvent, MenuCommand } from "../../shared/contract/events.ts";
import type { Reply } from "../../shared/contract/reply.ts";

export interface HostOptions {
  readonly kind: "desktop" | "web" | "memory";
  /** Who changes trust, as the record of changes names it. */
  readonly by: string;
  readonly folders: HostFolders;
  /** The trust file; by default the user's own. */
  readonly trustPath?: string | undefined;
  readonly versions: readonly { readonly name: string; readonly version: string }[];
  readonly capabilities: Capabilities;
  /** What only a particular host can do; a call to what is missing here is answered `not-here`. */
  readonly native?: Native;
}

/** Calls that a particular host answers itself. */
export type NativeCall = "pick.bundle" | "save.text" | "window.new";
/** `client` is what the host gave to `Host.call`: the window or session that asks. */
export type Native = { readonly [N in NativeCall]?: (input: Input<N>, client: string) => Promise<Output<N>> };

export interface HostFolders {
  /** Settings, trust. */
  readonly config: string;
  /** What can be made again: indexes. */
  readonly cache: string;
  /** Recent cases, the program's log. */
  readonly state: string;
  /** `node-saturation.inqb` and its trust file are below it. */
  readonly resources: string;
}

export interface Host {
  /**
   * Answers one call of the contract. Never rejects: the input is parsed, and whatever goes wrong is a reply.
   * Long calls of one client are cancelled by `leave`.
   */
  call(name: string, input: unknown, client?: string): Promise<Reply<unknown>>;
  on(listener: (event: ContractEvent) => void): () => void;
  /** A window or session is gone: its long work is cancelled; cases stay open. */
  leave(client: string): void;
  /** Opens what came from outside the page, and says so by `case.opened` or `notice`. */
  openPath(path: string): Promise<void>;
  /** A file that a session has sent, in place under `path`; gives the id for `case.open`. The host removes it. */
  addUpload(path: string, name: string): string;
  /** Passes a choice of the native menu on to the page. */
  menu(command: MenuCommand): void;
  /** Says something to the people at the page, and writes it to the program's log. */
  notice(level: "info" | "warning" | "error", message: string): void;
  /** Ends workers, removes uploads. */
  close(): Promise<void>;
}

export type Handlers = {
  readonly [N in Exclude<CallName, NativeCall>]: (
    input: Input<N>,
    client: string,
  ) => Output<N> | Promise<Output<N>>;
};
