// What runs inside Chromium: the preload, in an isolated world of its own as Electron runs it, and the bridge between
// that world and the page's. The functions are sent as source, so they use nothing from outside themselves.

/// <reference lib="dom" />

import { decode, encode } from "./wire.ts";

export const WORLD = "electron-preload";
/** A function of the isolated world alone, through which it speaks to the main process. */
export const BINDING = "electronDoubleSend";
/** A function of the isolated world alone, through which the main process speaks to it. */
export const DELIVER = "electronDoubleDeliver";

interface Side {
  /** Makes what may cross out of a value: functions and promises become numbers of a table. */
  pack(value: unknown): unknown;
  tell(message: object): void;
  handle(listener: (message: { op: string; [key: string]: unknown }) => void): void;
}

/**
 * One side of the bridge. Worlds share the document's events and nothing else; what an event carries is cloned on the
 * way, files included, by Chromium itself.
 */
function makeSide(own: string, other: string): Side & { open(value: unknown): unknown } {
  type Packed = {
    kind: string;
    value?: unknown;
    entries?: [string, unknown][];
    items?: unknown[];
    id?: number;
  };
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const answers: { ok: boolean; value: unknown }[] = [];
  let promises = 0;
  let handler: (message: { op: string; [key: string]: unknown }) => void = () => {};
  // The page may put its own in their place later.
  const dispatch = globalThis.dispatchEvent.bind(globalThis);
  const { CustomEvent } = globalThis;

  const tell = (detail: object): void => {
    dispatch(new CustomEvent(other, { detail }));
  };
  const failure = (error: unknown): Packed => ({
    kind: "error",
    value: error instanceof Error ? error.message : String(error),
  });
  const pack = (value: unknown, depth = 0): Packed => {
    if (depth > 1000) throw new Error("the value is nested too deeply for the bridge");
    if (typeof value === "function") {
      return { kind: "function", id: functions.push(value as (...args: unknown[]) => unknown) - 1 };
    }
    if (typeof value === "symbol") throw new Error("An object could not be cloned.");
    if (typeof value !== "object" || value === null) return { kind: "value", value };
    if (value instanceof Promise) {
      const id = promises++;
      value.then(
        (value: unknown) => tell({ op: "settle", id, ok: true, value: pack(value) }),
        (error: unknown) => tell({ op: "settle", id, ok: false, value: failure(error) }),
      );
      return { kind: "promise", id };
    }
    if (value instanceof Error) return failure(value);
    if (Array.isArray(value))
      return { kind: "array", items: value.map((item: unknown) => pack(item, depth + 1)) };
    if (Object.prototype.toString.call(value) !== "[object Object]") return { kind: "value", value };
    return {
      kind: "object",
      entries: Object.entries(value).map(([key, item]) => [key, pack(item, depth + 1)]),
    };
  };
  const open = (packed: unknown): unknown => {
    const { kind, value, entries, items, id } = packed as Packed;
    switch (kind) {
      case "function":
        return (...args: unknown[]): unknown => {
          tell({ op: "call", id, args: args.map((arg) => pack(arg)) });
          const answer = answers.pop();
          if (answer === undefined) throw new Error("An object could not be cloned.");
          if (!answer.ok) throw open(answer.value);
          return open(answer.value);
        };
      case "promise":
        return new Promise((resolve, reject) => waiting.set(id!, { resolve, reject }));
      case "error":
        return new Error(value as string);
      case "array":
        return items!.map(open);
      case "object":
        return Object.fromEntries(entries!.map(([key, item]) => [key, open(item)]));
      default:
        return value;
    }
  };

  globalThis.addEventListener(own, (event) => {
    const message = (event as CustomEvent).detail as { op: string; [key: string]: unknown } | null;
    // What Chromium could not clone comes as nothing.
    if (message === null || message === undefined) return;
    switch (message.op) {
      case "call": {
        let answer: object;
        try {
          const run = functions[message["id"] as number]!;
          answer = { op: "answer", ok: true, value: pack(run(...(message["args"] as unknown[]).map(open))) };
        } catch (error) {
          answer = { op: "answer", ok: false, value: failure(error) };
        }
        tell(answer);
        break;
      }
      case "answer":
        answers.push(message as unknown as { ok: boolean; value: unknown });
        break;
      case "settle": {
        const call = waiting.get(message["id"] as number)!;
        waiting.delete(message["id"] as number);
        if (message["ok"] === true) call.resolve(open(message["value"]));
        else call.reject(open(message["value"]));
        break;
      }
      default:
        handler(message);
    }
  });
  return { pack, open, tell, handle: (listener) => void (handler = listener) };
}

/** Runs in the page's own world, before any script of the page: puts there what the preload exposes. */
function installPage(side: ReturnType<typeof makeSide>): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value === "object" && value !== null) {
      for (const item of Object.values(value)) freeze(item);
      Object.freeze(value);
    }
    return value;
  };
  side.handle((message) => {
    if (message.op !== "expose" || Object.hasOwn(globalThis, message["key"] as string)) return;
    Object.defineProperty(globalThis, message["key"] as string, {
      value: freeze(side.open(message["value"])),
      enumerable: true,
    });
  });
  side.tell({ op: "hello" });
}

interface PreloadTools {
  readonly side: ReturnType<typeof makeSide>;
  readonly encode: typeof import("./wire.ts").encode;
  readonly decode: typeof import("./wire.ts").decode;
  readonly binding: string;
  readonly deliver: string;
  readonly run: (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;
}

/** Runs in the isolated world of each new document of the top frame: the preload, with what a sandboxed one has. */
function installPreload({ side, encode, decode, binding, deliver, run }: PreloadTools): void {
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const send = (message: object): void =>
    world[binding]!(JSON.stringify({ ...message, href: location.href }));
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const exposed: { key: string; value: unknown }[] = [];
  let paths: Record<string, string> = {};
  let count = 0;

  const strictly = <T extends object>(target: T, name: string): T =>
    new Proxy(target, {
      get(target, key, receiver) {
        if (typeof key === "string" && !(key in target)) {
          throw new Error(`the stand-in for Electron does not have ${name}.${key} in a preload`);
        }
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const encoded = encode(args);
      const id = count++;
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject });
        send({ type: "invoke", id, channel, args: encoded });
      });
    },
    on: (channel: string, listener: (...args: unknown[]) => void): void => {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
    },
    removeListener: (channel: string, listener: (...args: unknown[]) => void): void => {
      listeners.get(channel)?.delete(listener);
    },
  };
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown): void => {
      if (exposed.some((each) => each.key === key)) {
        throw new Error("Cannot bind an API on top of an existing property on the window object");
      }
      const value = side.pack(api);
      exposed.push({ key, value });
      side.tell({ op: "expose", key, value });
    },
  };
  const webUtils = {
    getPathForFile: (file: unknown): string => {
      if (!(file instanceof File)) throw new TypeError("The argument must be of type File");
      return paths[file.name] ?? "";
    },
  };

  side.handle((message) => {
    if (message.op === "hello") for (const each of exposed) side.tell({ op: "expose", ...each });
  });
  Object.defineProperty(globalThis, deliver, {
    value: (text: string): void => {
      const message = decode(text) as Record<string, unknown>;
      if (message["type"] === "paths") paths = message["paths"] as Record<string, string>;
      if (message["type"] === "reply") {
        const call = calls.get(message["id"] as number)!;
        calls.delete(message["id"] as number);
        if (message["ok"] === true) call.resolve(message["value"]);
        else call.reject(new Error(message["value"] as string));
      }
      if (message["type"] === "event") {
        const event = { sender: ipcRenderer, preventDefault: () => {} };
        for (const listener of listeners.get(message["channel"] as string) ?? []) {
          listener(event, ...(message["args"] as unknown[]));
        }
      }
    },
  });
  // The page's title, which Chromium tells nobody in time.
  let title = "";
  new MutationObserver(() => {
    if (document.title === title) return;
    title = document.title;
    send({ type: "title", title });
  }).observe(document, { childList: true, characterData: true, subtree: true });

  const require = (name: string): unknown => {
    if (name === "electron") {
      return strictly(
        {
          ipcRenderer: strictly(ipcRenderer, "ipcRenderer"),
          contextBridge: strictly(contextBridge, "contextBridge"),
          webUtils: strictly(webUtils, "webUtils"),
        },
        "electron",
      );
    }
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    run(require, module, module.exports);
    send({ type: "loaded" });
  } catch (error) {
    send({ type: "preload-error", message: error instanceof Error ? error.message : String(error) });
  }
}

/** The two scripts of a window whose preload this is. Frames inside the page get neither. */
export function worldScripts(
  preload: string,
  channel: string,
): { readonly page: string; readonly preload: string } {
  const [page, isolated] = [JSON.stringify(`${channel}-page`), JSON.stringify(`${channel}-preload`)];
  return {
    page: `if (window === window.top) (${String(installPage)})((${String(makeSide)})(${page}, ${isolated}));`,
    preload: `if (window === window.top) (${String(installPreload)})({
      side: (${String(makeSide)})(${isolated}, ${page}),
      encode: ${String(encode)},
      decode: ${String(decode)},
      binding: ${JSON.stringify(BINDING)},
      deliver: ${JSON.stringify(DELIVER)},
      run: (require, module, exports) => {\n${preload}\n},
    });`,
  };
}
