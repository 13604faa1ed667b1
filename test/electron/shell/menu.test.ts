import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it } from "vitest";
import { AppMenu } from "../../../electron/shell/app-menu.ts";
import { menuTemplate } from "../../../electron/shell/menu.ts";
import type { MenuActions, MenuState } from "../../../electron/shell/menu.ts";
import { BACKGROUND, applyTheme, backgroundOf } from "../../../electron/shell/theme.ts";
import { MENU_COMMANDS } from "../../../shared/contract/events.ts";
import { ROOT } from "../../support/cli.ts";

type Item = MenuItemConstructorOptions;
const none: MenuActions = {
  command: () => {},
  open: () => {},
  openSample: () => {},
  newWindow: () => {},
  setTheme: () => {},
};
const state: MenuState = { platform: "linux", packaged: true, theme: "system", recent: [] };
const recent = {
  path: "/cases/a.inqb",
  name: "a.inqb",
  openedAt: "2026-03-01T00:00:00Z",
  verdict: "VALID" as const,
  incident: null,
  missing: false,
};

function all(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...all((item.submenu as Item[] | undefined) ?? [])]);
}
function roles(of: Partial<MenuState>): (string | undefined)[] {
  return all(menuTemplate({ ...state, ...of }, none)).map(({ role }) => role);
}
function press(item: Item | undefined): void {
  (item!.click as () => void)();
}

describe("the application menu", () => {
  it("has every command that the contract has for it, once", () => {
    const said: string[] = [];
    const items = all(menuTemplate(state, { ...none, command: (command) => said.push(command) }));
    for (const item of items) if (item.id !== undefined) press(item);
    expect(said.toSorted()).toEqual([...MENU_COMMANDS].toSorted());
  });

  it("has on macOS the application's own menu, and about and quit in it alone", () => {
    const [first] = menuTemplate({ ...state, platform: "darwin" }, none);
    expect(first?.role).toBe("appMenu");
    expect(roles({ platform: "darwin" }).filter((role) => role === "quit" || role === "about")).toEqual([
      "about",
      "quit",
    ]);
    expect(roles({ platform: "win32" })).toContain("quit");
    expect(roles({ platform: "linux" })).not.toContain("hide");
  });

  it("has developer tools only where the program is not packaged", () => {
    expect(roles({ packaged: true })).not.toEqual(expect.arrayContaining(["toggleDevTools"]));
    expect(roles({ packaged: true })).not.toContain("reload");
    expect(roles({ packaged: false })).toEqual(expect.arrayContaining(["reload", "toggleDevTools"]));
  });

  it("binds no keys twice", () => {
    const keys = all(menuTemplate({ ...state, packaged: false }, none)).flatMap(
      ({ accelerator }) => accelerator ?? [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("lists recent cases with nothing hidden in their names, and opens them by their path", () => {
    const opened: string[] = [];
    const cases = [
      { ...recent, name: "a & b\u202e.inqb", incident: { id: "INC-1", title: "x" } },
      { ...recent, path: "/gone.inqb", name: "gone.inqb", missing: true },
      ...Array.from({ length: 20 }, () => recent),
    ];
    const items = all(
      menuTemplate({ ...state, recent: cases }, { ...none, open: (path) => opened.push(path) }),
    );
    const submenu = items.find(({ label }) => label === "Open Recent")!.submenu as Item[];
    expect(submenu.slice(0, 2).map(({ label, enabled }) => [label, enabled])).toEqual([
      [String.raw`a && b\u{202e}.inqb (INC-1)`, true],
      ["gone.inqb, missing", false],
    ]);
    expect(submenu.length).toBe(12);
    press(submenu[0]);
    expect(opened).toEqual(["/cases/a.inqb"]);
  });

  it("is made again only where it would be another", () => {
    let made = 0;
    const menu = { buildFromTemplate: () => ({}) as never, setApplicationMenu: () => void (made += 1) };
    const kept = new AppMenu({ menu, platform: "linux", packaged: true, actions: none });
    kept.show({ theme: "dark" });
    kept.show({ theme: "dark" });
    kept.show({ recent: [] });
    kept.show({ recent: [recent] });
    expect(made).toBe(2);
  });
});

describe("the theme", () => {
  it("has for a window the colour that the page will have", () => {
    const css = readFileSync(join(ROOT, "renderer/theme/tokens.css"), "utf8");
    const colours = [...css.matchAll(/--bg: (#\w+);/g)].map(([, colour]) => colour);
    expect(colours.slice(0, 2)).toEqual([BACKGROUND.light, BACKGROUND.dark]);
    expect([true, false].map((dark) => backgroundOf({ shouldUseDarkColors: dark }))).toEqual([
      BACKGROUND.dark,
      BACKGROUND.light,
    ]);
  });

  it("is set where it is another", () => {
    const native = { themeSource: "system" as const };
    applyTheme(native, "dark");
    expect(native.themeSource).toBe("dark");
  });
});
