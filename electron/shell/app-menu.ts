// Keeps the application menu as the settings and the recent cases are.

import type { Menu as ElectronMenu } from "electron";
import type { Theme } from "../../shared/contract/app.ts";
import type { RecentCase } from "../../shared/contract/cases.ts";
import { menuTemplate } from "./menu.ts";
import type { MenuActions, MenuState } from "./menu.ts";

export interface AppMenuOptions {
  readonly menu: Pick<typeof ElectronMenu, "buildFromTemplate" | "setApplicationMenu">;
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly actions: MenuActions;
}

export class AppMenu {
  readonly #options: AppMenuOptions;
  #state: MenuState;
  #shown = "";

  constructor(options: AppMenuOptions) {
    this.#options = options;
    const { platform, packaged } = options;
    this.#state = { platform, packaged, theme: "system", recent: [] };
  }

  show(change: { readonly theme?: Theme; readonly recent?: readonly RecentCase[] }): void {
    this.#state = { ...this.#state, ...change };
    const shown = JSON.stringify(this.#state);
    // A menu that is replaced while it is open closes under the pointer.
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { menu, actions } = this.#options;
    menu.setApplicationMenu(menu.buildFromTemplate(menuTemplate(this.#state, actions)));
  }
}
