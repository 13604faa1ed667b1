// app: the life of the program.

import { existsSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { closeChromium } from "./chromium.ts";
import { DoubleEvent, Emitter, NotImplemented, strict } from "./emitter.ts";
import { becomeReady, isReady } from "./ready.ts";
import { SingleInstance } from "./single-instance.ts";
import { note, state } from "./state.ts";

const EVENTS = [
  "ready",
  "activate",
  "open-file",
  "second-instance",
  "session-created",
  "web-contents-created",
  "browser-window-created",
  "window-all-closed",
  "before-quit",
  "will-quit",
  "quit",
  "child-process-gone",
];

/** What the app needs of windows, which need the app themselves. */
export interface OpenWindow {
  close(): void;
  isDestroyed(): boolean;
}

function beforeReady(what: string): void {
  if (isReady()) throw new Error(`${what} must be called before app is ready`);
}

export class App extends Emitter {
  isPackaged = false;
  /** The program has ended but for what it has yet to let go. */
  leaving = false;
  readonly openWindows = new Set<OpenWindow>();
  readonly commandLine = strict(
    {
      appendSwitch: (name: string, value?: string): void => {
        beforeReady(`app.commandLine.appendSwitch("${name}")`);
        state.switches.push([name, value]);
      },
      hasSwitch: (name: string): boolean => state.switches.some(([each]) => each === name),
      removeSwitch: (name: string): void => {
        beforeReady(`app.commandLine.removeSwitch("${name}")`);
        state.switches.splice(0, state.switches.length, ...state.switches.filter(([each]) => each !== name));
      },
      getSwitchValue: (name: string): string => state.switches.find(([each]) => each === name)?.[1] ?? "",
    },
    "app.commandLine",
  );
  readonly #ready: Promise<void>;
  #becomeReady: () => void = () => {};
  readonly #paths: Record<string, string> = {
    home: homedir(),
    temp: tmpdir(),
    userData: join(tmpdir(), "electron"),
  };
  #name = "Electron";
  #quitting = false;
  #instance: SingleInstance | null = null;

  constructor() {
    super("app", EVENTS);
    this.#ready = new Promise((resolve) => (this.#becomeReady = resolve));
  }

  get name(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getName(): string {
    return this.#name;
  }

  getVersion(): string {
    const path = join(dirname(process.argv[1]!), "..", "package.json");
    return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
  }

  getAppPath(): string {
    return dirname(process.argv[1]!);
  }

  getPath(name: string): string {
    const path = this.#paths[name];
    if (path === undefined) throw new NotImplemented(`app.getPath("${name}")`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (!(name in this.#paths)) throw new NotImplemented(`app.setPath("${name}")`);
    if (!isAbsolute(path)) throw new Error("Path must be absolute");
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
    this.#paths[name] = path;
  }

  isReady(): boolean {
    return isReady();
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  enableSandbox(): void {
    beforeReady("app.enableSandbox()");
    state.sandboxed = true;
  }

  setAppUserModelId(id: string): void {
    note("app.setAppUserModelId", id);
  }

  setAboutPanelOptions(options: object): void {
    note("app.setAboutPanelOptions", options);
  }

  requestSingleInstanceLock(data: unknown = {}): boolean {
    this.#instance ??= new SingleInstance(this.getPath("userData"), (argv, folder, data) =>
      this.emit("second-instance", new DoubleEvent(), argv, folder, data),
    );
    return this.#instance.request(process.argv, process.cwd(), data);
  }

  /** As at the end of the program's entry file, with Chromium running. */
  start(): void {
    becomeReady();
    this.emit("ready", new DoubleEvent(), {});
    this.#becomeReady();
  }

  /** A window has been closed. */
  windowClosed(window: OpenWindow): void {
    this.openWindows.delete(window);
    if (this.openWindows.size > 0) return;
    if (this.#quitting) this.#end();
    else if (!this.emit("window-all-closed")) this.quit();
  }

  quit(): void {
    if (!this.#quitting) {
      const event = new DoubleEvent();
      this.emit("before-quit", event);
      if (event.defaultPrevented) return;
      this.#quitting = true;
    }
    if (this.openWindows.size === 0) this.#end();
    else for (const window of this.openWindows) window.close();
  }

  exit(code = 0): void {
    void this.#leave(code);
  }

  #end(): void {
    const event = new DoubleEvent();
    this.emit("will-quit", event);
    if (event.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.emit("quit", new DoubleEvent(), 0);
    void this.#leave(0);
  }

  async #leave(code: number): Promise<void> {
    this.leaving = true;
    await this.#instance?.release();
    await closeChromium();
    process.exit(code);
  }
}

export const app = new App();
