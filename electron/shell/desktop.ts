// The desktop application once it is ready: one host, its windows, its menu, and what passes between them.

import { join } from "node:path";
import type { BrowserWindow, BrowserWindowConstructorOptions } from "electron";
import type * as Electron from "electron";
import type { Settings } from "../../shared/contract/app.ts";
import type { RecentCase } from "../../shared/contract/cases.ts";
import type { ContractEvent } from "../../shared/contract/events.ts";
import type { Host, Native } from "../host/types.ts";
import { AppMenu } from "./app-menu.ts";
import { openDoor } from "./door.ts";
import type { Inbox } from "./inbox.ts";
import { nativeCalls } from "./native.ts";
import { Progress, taskOf } from "./progress.ts";
import { recover } from "./recovery.ts";
import { applyTheme, backgroundOf } from "./theme.ts";
import { WindowFile } from "./window-file.ts";
import type { PageSettings } from "./window-options.ts";
import { Windows } from "./windows.ts";

export interface DesktopOptions {
  readonly electron: Pick<typeof Electron, "app" | "dialog" | "ipcMain" | "Menu" | "nativeTheme" | "screen">;
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly page: PageSettings;
  /** Makes the host around what only this application can do. */
  readonly createHost: (native: Native) => Promise<Host>;
  readonly stateFolder: string;
  readonly inbox: Inbox;
  /** Says in the log what was refused. */
  readonly refused: (what: string) => void;
}

/** After these calls the list of recent cases may be another. */
const CHANGE_RECENT: ReadonlySet<string> = new Set(["case.open", "case.verify", "recent.forget"]);

export class Desktop {
  readonly #options: DesktopOptions;
  readonly #windows: Windows;
  readonly #file: WindowFile;
  readonly #menu: AppMenu;
  readonly #progress = new Progress();
  readonly #host: Host;

  /** The first window is open when it resolves; its page may be loading still. */
  static async start(options: DesktopOptions): Promise<Desktop> {
    let desktop: Desktop | null = null;
    const native = nativeCalls({
      dialog: options.electron.dialog,
      windowOf: (client) => desktop?.windows.of(client) ?? null,
      newWindow: () => desktop?.windows.open(),
    });
    desktop = new Desktop(options, await options.createHost(native));
    await desktop.#open();
    return desktop;
  }

  private constructor(options: DesktopOptions, host: Host) {
    const { nativeTheme, screen, dialog, Menu, app } = options.electron;
    this.#options = options;
    this.#host = host;
    this.#file = new WindowFile(join(options.stateFolder, "window.json"));
    this.#windows = new Windows({
      create: options.createWindow,
      page: options.page,
      areas: () => {
        const main = screen.getPrimaryDisplay();
        const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
        return [main, ...others].map(({ workArea }) => workArea);
      },
      background: () => backgroundOf(nativeTheme),
      file: this.#file,
      opened: (window, client) => {
        const lost = (): void => host.leave(client);
        window.webContents.on("did-navigate", lost);
        recover(window, { dialog, lost, say: (message) => host.notice("warning", message) });
      },
      closed: (client) => host.leave(client),
    });
    this.#menu = new AppMenu({
      menu: Menu,
      platform: process.platform,
      packaged: app.isPackaged,
      actions: {
        command: (command) => host.menu(command),
        open: (path) => void options.inbox.add({ bundles: [path], sample: false, problems: [] }),
        openSample: () => void options.inbox.add({ bundles: [], sample: true, problems: [] }),
        newWindow: () => this.#windows.open(),
        setTheme: (theme) => void this.#setTheme(theme),
      },
    });
  }

  get windows(): Windows {
    return this.#windows;
  }

  /** Ends the host's work. All windows are closed by then. */
  async close(): Promise<void> {
    await Promise.all([this.#host.close(), this.#file.written()]);
  }

  async #open(): Promise<void> {
    const { electron, inbox, refused } = this.#options;
    openDoor(electron.ipcMain, {
      isOurWindow: (contents) => this.#windows.isOurs(contents),
      call: (name, input, client) => this.#call(name, input, client),
      refused,
    });
    electron.nativeTheme.on("updated", () => this.#windows.setBackground(backgroundOf(electron.nativeTheme)));
    await this.#readSettings();
    await this.#readRecent();
    this.#windows.open();
    this.#host.on((event) => this.#told(event));
    inbox.connect({
      host: this.#host,
      send: (event) => this.#windows.send(event),
      done: () => {
        this.#progress.allEnded();
        this.#windows.setProgress(this.#progress.fraction());
        void this.#readRecent();
      },
    });
  }

  async #call(name: string, input: unknown, client: string): ReturnType<Host["call"]> {
    const reply = await this.#host.call(name, input, client);
    const task = name === "task.cancel" ? null : taskOf(input);
    if (task !== null) {
      this.#progress.ended(task);
      this.#windows.setProgress(this.#progress.fraction());
    }
    if (CHANGE_RECENT.has(name)) void this.#readRecent();
    return reply;
  }

  #told(event: ContractEvent): void {
    if (event.event === "task.progress") {
      this.#progress.told(event);
      this.#windows.setProgress(this.#progress.fraction());
    }
    if (event.event === "settings.changed") this.#show(event.settings);
    this.#windows.send(event);
  }

  #show({ theme }: Settings): void {
    applyTheme(this.#options.electron.nativeTheme, theme);
    this.#menu.show({ theme });
  }

  async #readSettings(): Promise<void> {
    const reply = await this.#host.call("settings.get", {});
    this.#show(reply.ok ? (reply.value as Settings) : { theme: "system" });
  }

  async #readRecent(): Promise<void> {
    const reply = await this.#host.call("recent.list", {});
    if (reply.ok) this.#menu.show({ recent: reply.value as RecentCase[] });
  }

  async #setTheme(theme: Settings["theme"]): Promise<void> {
    const current = await this.#host.call("settings.get", {});
    const settings = current.ok ? (current.value as Settings) : {};
    const reply = await this.#host.call("settings.set", { ...settings, theme });
    if (!reply.ok) this.#host.notice("error", reply.error.message);
  }
}
