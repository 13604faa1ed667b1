// The windows that are open: each shows the same page over the same host.

import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents } from "electron";
import type { ContractEvent } from "../../shared/contract/events.ts";
import { clientOf } from "./door.ts";
import { label } from "./label.ts";
import { Mailbox } from "./mailbox.ts";
import { START_URL } from "./origin.ts";
import { placeWindow } from "./placement.ts";
import type { WindowFile } from "./window-file.ts";
import { windowOptions } from "./window-options.ts";
import type { PageSettings } from "./window-options.ts";

export interface WindowsOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly page: PageSettings;
  /** Work areas of the displays, the main one first. */
  readonly areas: () => readonly Rectangle[];
  readonly background: () => string;
  readonly file: WindowFile;
  /** Each new window, before it loads its page. */
  readonly opened: (window: BrowserWindow, client: string) => void;
  /** A window is gone. */
  readonly closed: (client: string) => void;
}

export class Windows {
  readonly #options: WindowsOptions;
  readonly #open = new Map<BrowserWindow, Mailbox>();
  /** The one that was used last: what comes from outside goes to it. */
  #front: BrowserWindow | null = null;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  open(): BrowserWindow {
    const { create, page, areas, background, file, opened, closed } = this.#options;
    const saved = file.read();
    const window = create(windowOptions(page, placeWindow(saved, areas(), this.#open.size), background()));
    const contents = window.webContents;
    const client = clientOf(contents);
    if (saved?.maximised === true && this.#open.size === 0) window.maximize();
    this.#open.set(window, new Mailbox(contents));
    this.#front = window;

    window.once("ready-to-show", () => window.show());
    window.on("focus", () => (this.#front = window));
    window.on("page-title-updated", (event, title) => {
      event.preventDefault();
      window.setTitle(label(title, 200));
    });
    window.on("close", () => {
      void file.write({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
    });
    window.on("closed", () => {
      this.#open.delete(window);
      if (this.#front === window) this.#front = this.all().at(-1) ?? null;
    });
    contents.on("destroyed", () => closed(client));
    opened(window, client);
    // A failure is shown as Chromium shows it; there is nothing that this program could add.
    window.loadURL(START_URL).catch(() => {});
    return window;
  }

  all(): BrowserWindow[] {
    return [...this.#open.keys()];
  }

  /** Brings a window before the user, making one where there is none. */
  bringUp(): BrowserWindow {
    if (this.#front === null) return this.open();
    const window = this.#front;
    if (window.isMinimized()) window.restore();
    if (window.isVisible()) window.focus();
    return window;
  }

  isOurs(contents: WebContents): boolean {
    return this.all().some((window) => window.webContents === contents);
  }

  of(client: string): BrowserWindow | null {
    return this.all().find((window) => clientOf(window.webContents) === client) ?? null;
  }

  /** Choices of the menu and bundles from outside concern one window; all else concerns every one. */
  send(event: ContractEvent): void {
    const one = event.event === "menu.command" || event.event === "case.opened";
    if (one) this.#open.get(this.bringUp())?.send(event);
    else for (const mailbox of this.#open.values()) mailbox.send(event);
  }

  setBackground(colour: string): void {
    for (const window of this.all()) window.setBackgroundColor(colour);
  }

  setProgress(fraction: number): void {
    for (const window of this.all()) window.setProgressBar(fraction);
  }
}
