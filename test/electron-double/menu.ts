// Menu: templates are checked and kept; tests choose items by calling their `click`.

import { NotImplemented, checkKeys, strict } from "./emitter.ts";

const ROLES = new Set(
  (
    "about appMenu close copy cut delete editMenu fileMenu front help hide hideOthers minimize paste quit redo reload " +
    "resetZoom selectAll services toggleDevTools togglefullscreen undo unhide viewMenu window windowMenu zoom zoomIn zoomOut"
  ).split(" "),
);
const TYPES = ["normal", "separator", "submenu", "checkbox", "radio"];
const KEYS = ["id", "label", "role", "type", "accelerator", "click", "enabled", "checked", "submenu"];
const ACCELERATOR = /^(?:(?:CmdOrCtrl|Ctrl|Alt|Shift)\+)*(?:[A-Z0-9]|F\d\d?|Plus|-)$/;

export interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly click?: () => void;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly submenu?: readonly Template[];
}

export interface DoubleMenuItem {
  readonly id: string;
  readonly label: string;
  readonly role: string | null;
  readonly type: string;
  readonly accelerator: string | null;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly submenu: DoubleMenu | null;
  click(): void;
}

export class DoubleMenu {
  readonly items: readonly DoubleMenuItem[];

  constructor(items: readonly DoubleMenuItem[]) {
    this.items = items;
  }

  getMenuItemById(id: string): DoubleMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  }
}

function build(template: readonly Template[]): DoubleMenu {
  return new DoubleMenu(
    template.map((item) => {
      checkKeys(item, KEYS, "MenuItem");
      const { id = "", label = "", role = null, accelerator = null, enabled = true, checked = false } = item;
      const type = item.type ?? (item.submenu === undefined ? "normal" : "submenu");
      if (role !== null && !ROLES.has(role)) throw new NotImplemented(`the menu role ${role}`);
      if (!TYPES.includes(type)) throw new NotImplemented(`the menu item type ${type}`);
      if (accelerator !== null && !ACCELERATOR.test(accelerator))
        throw new NotImplemented(`the keys ${accelerator}`);
      if (label === "" && role === null && type !== "separator")
        throw new Error("A menu item needs a label or a role");
      const submenu = item.submenu === undefined ? null : build(item.submenu);
      const click = (): void => {
        if (enabled) item.click?.();
      };
      return { id, label, role, type, accelerator, enabled, checked, submenu, click };
    }),
  );
}

let applicationMenu: DoubleMenu | null = null;

export const Menu = strict(
  {
    buildFromTemplate: build,
    setApplicationMenu: (menu: DoubleMenu | null): void => {
      applicationMenu = menu;
    },
    getApplicationMenu: (): DoubleMenu | null => applicationMenu,
  },
  "Menu",
);
