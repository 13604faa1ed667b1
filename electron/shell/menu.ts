// The application menu, by each platform's customs. Choices go to the page as commands of its own table, to the shell,
// or to what the platform does itself.

import type { MenuItemConstructorOptions } from "electron";
import { THEMES } from "../../shared/contract/app.ts";
import type { Theme } from "../../shared/contract/app.ts";
import type { RecentCase } from "../../shared/contract/cases.ts";
import type { MenuCommand } from "../../shared/contract/events.ts";
import { recentItems } from "./menu-recent.ts";

export interface MenuState {
  readonly platform: NodeJS.Platform;
  /** Reloading and developer tools are for those who work on the program. */
  readonly packaged: boolean;
  readonly theme: Theme;
  readonly recent: readonly RecentCase[];
}

export interface MenuActions {
  readonly command: (command: MenuCommand) => void;
  readonly open: (path: string) => void;
  readonly openSample: () => void;
  readonly newWindow: () => void;
  readonly setTheme: (theme: Theme) => void;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: "separator" };
const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: "As the System",
  light: "Light",
  dark: "Dark",
};

export function menuTemplate(state: MenuState, actions: MenuActions): Item[] {
  const mac = state.platform === "darwin";
  return [
    ...(mac ? [applicationMenu()] : []),
    fileMenu(state, actions, mac),
    { role: "editMenu" },
    viewMenu(state, actions),
    windowMenu(actions, mac),
    helpMenu(actions, mac),
  ];
}

function applicationMenu(): Item {
  return {
    role: "appMenu",
    submenu: [
      { role: "about" },
      LINE,
      { role: "services" },
      LINE,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      LINE,
      { role: "quit" },
    ],
  };
}

function fileMenu({ recent }: MenuState, actions: MenuActions, mac: boolean): Item {
  return {
    label: "&File",
    submenu: [
      command(actions, "Open…", "case.open-dialog", "CmdOrCtrl+O"),
      { label: "Open Recent", submenu: recentItems(recent, actions.open) },
      { label: "Open Sample Incident", click: actions.openSample },
      LINE,
      command(actions, "Verify Again", "case.verify"),
      command(actions, "Export Verification Report…", "export.verification", "CmdOrCtrl+E"),
      LINE,
      command(actions, "Close Case", "case.close"),
      mac ? { role: "close" } : { role: "close", label: "Close Window" },
      ...(mac ? [] : [LINE, { role: "quit" } satisfies Item]),
    ],
  };
}

function viewMenu({ packaged, theme }: MenuState, actions: MenuActions): Item {
  return {
    label: "&View",
    submenu: [
      command(actions, "Start", "go.start"),
      command(actions, "Verification", "go.verification"),
      command(actions, "Records", "go.records"),
      command(actions, "Trusted Keys", "go.trust"),
      LINE,
      command(actions, "Commands…", "palette", "CmdOrCtrl+Shift+P"),
      LINE,
      {
        label: "Theme",
        submenu: THEMES.map((each) => ({
          label: THEME_LABELS[each],
          type: "radio",
          checked: each === theme,
          click: () => actions.setTheme(each),
        })),
      },
      LINE,
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      LINE,
      { role: "togglefullscreen" },
      ...(packaged
        ? []
        : [LINE, { role: "reload" } satisfies Item, { role: "toggleDevTools" } satisfies Item]),
    ],
  };
}

function windowMenu({ newWindow }: MenuActions, mac: boolean): Item {
  return {
    role: "windowMenu",
    submenu: [
      { label: "New Window", accelerator: "CmdOrCtrl+Shift+N", click: newWindow },
      LINE,
      { role: "minimize" },
      ...(mac ? [{ role: "zoom" } satisfies Item, LINE, { role: "front" } satisfies Item] : []),
    ],
  };
}

function helpMenu(actions: MenuActions, mac: boolean): Item {
  return {
    role: "help",
    submenu: [
      command(actions, "Keyboard Shortcuts", "help.keys"),
      // macOS has it in the application's own menu.
      ...(mac ? [] : [command(actions, "About Inquest", "help.about")]),
    ],
  };
}

/** The page binds these keys itself; the menu shows them, and answers where the page has not. */
function command(actions: MenuActions, label: string, name: MenuCommand, accelerator?: string): Item {
  return {
    label,
    id: name,
    click: () => actions.command(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}
