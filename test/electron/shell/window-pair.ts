// A window and the main process in one thread: the built preload on one side, the door on the other, and between them
// copies, as between processes.

import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import type { IpcMain, WebContents } from "electron";
import type { Bridge } from "../../../shared/contract/transport.ts";
import { openDoor } from "../../../electron/shell/door.ts";
import type { DoorOptions } from "../../../electron/shell/door.ts";
import { START_URL } from "../../../electron/shell/origin.ts";
import { ROOT } from "../../support/cli.ts";

type Handler = (event: object, ...args: unknown[]) => Promise<unknown>;
export const PRELOAD = join(ROOT, "dist/preload.cjs");

/** What a preload puts into its page, and how the page's events come in. */
interface Loaded {
  readonly exposed: ReadonlyMap<string, unknown>;
  readonly channels: EventEmitter;
  readonly required: readonly string[];
}

/** Runs a preload as a sandboxed one runs: of modules it gets `electron` alone. */
export function loadPreload(invoke: (channel: string, ...args: unknown[]) => Promise<unknown>): Loaded {
  const exposed = new Map<string, unknown>();
  const channels = new EventEmitter();
  const required: string[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, value: unknown) => exposed.set(key, value) },
    ipcRenderer: {
      invoke,
      on: (channel: string, listener: (...args: unknown[]) => void) => channels.on(channel, listener),
    },
    webUtils: {
      getPathForFile: (file: { path?: string }) => {
        if (file.path === undefined) throw new TypeError("no file");
        return file.path;
      },
    },
  };
  runInNewContext(readFileSync(PRELOAD, "utf8"), {
    require: (name: string) => {
      required.push(name);
      if (name !== "electron") throw new Error(`module not found: ${name}`);
      return electron;
    },
    exports: {},
    module: { exports: {} },
  });
  return { exposed, channels, required };
}

/** The main process's side of a window: as much of it as the door and the mailbox look at. */
export class PairedContents extends EventEmitter {
  readonly mainFrame = { url: START_URL, parent: null };
  readonly id: number;
  readonly #channels: EventEmitter;

  constructor(id: number, channels: EventEmitter) {
    super();
    this.id = id;
    this.#channels = channels;
  }

  isDestroyed(): boolean {
    return false;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#channels.emit(channel, {}, ...structuredClone(args));
  }

  get asContents(): WebContents {
    return this as unknown as WebContents;
  }
}

/** One door, and windows in front of it. */
export class Pair {
  readonly #handlers = new Map<string, Handler>();
  readonly windows: PairedContents[] = [];

  constructor(call: DoorOptions["call"], refused: DoorOptions["refused"] = () => {}) {
    const handle = (channel: string, handler: Handler): void => void this.#handlers.set(channel, handler);
    openDoor({ handle } as unknown as Pick<IpcMain, "handle">, {
      isOurWindow: (contents) => this.windows.some((window) => window.asContents === contents),
      call,
      refused,
    });
  }

  window(): { readonly bridge: Bridge; readonly contents: PairedContents } {
    const loaded = loadPreload((channel, ...args) =>
      this.invoke(contents, contents.mainFrame, channel, args),
    );
    const contents: PairedContents = new PairedContents(this.windows.length + 1, loaded.channels);
    this.windows.push(contents);
    return { bridge: loaded.exposed.get("inquest") as Bridge, contents };
  }

  /** What arrives from a frame; null where the frame is gone. */
  async invoke(
    sender: object,
    senderFrame: object | null,
    channel: string,
    args: unknown[],
  ): Promise<unknown> {
    const sent = structuredClone(args);
    return structuredClone(await this.#handlers.get(channel)!({ sender, senderFrame }, ...sent));
  }
}
