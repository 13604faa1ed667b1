// BrowserWindow: a page with a frame around it that nobody sees.

import { isAbsolute } from "node:path";
import { app } from "./app.ts";
import { DoubleEvent, Emitter, NotImplemented, checkKeys } from "./emitter.ts";
import { isReady } from "./ready.ts";
import { session as sessions } from "./session.ts";
import type { DoubleSession } from "./session.ts";
import { state } from "./state.ts";
import type { Box } from "./state.ts";
import { DoubleWebContents } from "./web-contents.ts";

const OPTIONS = [
  "x",
  "y",
  "width",
  "height",
  "minWidth",
  "minHeight",
  "title",
  "show",
  "backgroundColor",
  "icon",
  "webPreferences",
];
const PREFERENCES = [
  "preload",
  "session",
  "partition",
  "devTools",
  "sandbox",
  "contextIsolation",
  "nodeIntegration",
  "nodeIntegrationInWorker",
  "nodeIntegrationInSubFrames",
  "webSecurity",
  "allowRunningInsecureContent",
  "experimentalFeatures",
  "webviewTag",
  "plugins",
  "spellcheck",
  "navigateOnDragDrop",
  "disableDialogs",
];
/** The stand-in knows no other way than the safe one. */
const REQUIRED: Readonly<Record<string, boolean>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
};
const EVENTS = [
  "ready-to-show",
  "show",
  "hide",
  "focus",
  "blur",
  "close",
  "closed",
  "page-title-updated",
  "responsive",
  "unresponsive",
  "maximize",
  "unmaximize",
];

interface Options extends Partial<Box> {
  readonly title?: string;
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: Record<string, unknown> & { preload?: string; session?: DoubleSession };
}

export class BrowserWindow extends Emitter {
  static #open = new Set<BrowserWindow>();
  static #focused: BrowserWindow | null = null;

  readonly webContents: DoubleWebContents;
  /** Of the task bar, -1 for none. */
  progress = -1;
  #title: string;
  #background: string;
  #bounds: Box;
  #visible = false;
  #maximised = false;
  #minimised = false;
  #destroyed = false;

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#open];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.#focused;
  }

  static fromWebContents(contents: DoubleWebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  constructor(options: Options = {}) {
    super("BrowserWindow", EVENTS);
    if (!isReady()) throw new Error("Cannot create BrowserWindow before app is ready");
    checkKeys(options, OPTIONS, "BrowserWindow options");
    const preferences = options.webPreferences ?? {};
    checkPreferences(preferences);
    const { session, ...shown } = preferences;
    state.windows.push({ ...options, webPreferences: { ...shown, partition: session?.partition ?? "" } });

    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? app.name;
    this.#background = options.backgroundColor ?? "#FFFFFF";
    const contents = new DoubleWebContents(session ?? sessions.defaultSession, preferences.preload!, {
      width,
      height,
    });
    this.webContents = contents;
    app.openWindows.add(this);
    BrowserWindow.#open.add(this);
    app.emit("web-contents-created", new DoubleEvent(), contents);
    app.emit("browser-window-created", new DoubleEvent(), this);
    contents.once("did-finish-load", () => this.emit("ready-to-show"));
    contents.on("page-title-updated", (event: DoubleEvent, title: string, explicit: boolean) => {
      this.emit("page-title-updated", event, title, explicit);
      if (!event.defaultPrevented) this.#title = title;
    });
    contents.pageClosed = () => this.destroy();
    if (options.show !== false) this.show();
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.emit("show");
    this.focus();
  }

  isVisible(): boolean {
    return this.#visible;
  }

  focus(): void {
    if (BrowserWindow.#focused === this) return;
    BrowserWindow.#focused?.emit("blur");
    BrowserWindow.#focused = this;
    this.emit("focus");
  }

  isFocused(): boolean {
    return BrowserWindow.#focused === this;
  }

  minimize(): void {
    this.#minimised = true;
  }

  isMinimized(): boolean {
    return this.#minimised;
  }

  restore(): void {
    this.#minimised = false;
  }

  maximize(): void {
    this.#maximised = true;
    this.emit("maximize");
  }

  unmaximize(): void {
    this.#maximised = false;
    this.emit("unmaximize");
  }

  isMaximized(): boolean {
    return this.#maximised;
  }

  getBounds(): Box {
    return this.#maximised ? { ...state.displays[0]!.workArea } : { ...this.#bounds };
  }

  getNormalBounds(): Box {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Box>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getBackgroundColor(): string {
    return this.#background;
  }

  setBackgroundColor(colour: string): void {
    this.#background = colour;
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  close(): void {
    const event = new DoubleEvent();
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    BrowserWindow.#open.delete(this);
    if (BrowserWindow.#focused === this) BrowserWindow.#focused = null;
    void this.webContents.destroy();
    this.emit("closed");
    app.windowClosed(this);
  }
}

function checkPreferences(preferences: Record<string, unknown>): void {
  checkKeys(preferences, PREFERENCES, "webPreferences");
  for (const [name, value] of Object.entries(REQUIRED)) {
    if (preferences[name] !== value)
      throw new NotImplemented(`webPreferences.${name} that is not said to be ${value}`);
  }
  if (typeof preferences["preload"] !== "string" || !isAbsolute(preferences["preload"])) {
    throw new Error("preload must be an absolute path");
  }
}
