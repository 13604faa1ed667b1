import { describe, expect, it } from "vitest";
import { MENU_COMMANDS } from "../../../shared/contract/events.ts";
import { keyNames, splitKeys } from "../../../renderer/keys/names.ts";
import { COMMANDS } from "../../../renderer/keys/table.ts";
import type { Command } from "../../../renderer/keys/table.ts";

const commands: readonly Command[] = COMMANDS;

describe("the table of commands", () => {
  it("has each id once", () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it("gives no key to two commands of one scope", () => {
    const all = commands.flatMap(({ keys, scope }) => keys.map((key) => `${scope} ${key.toLowerCase()}`));
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  it("has every command of the native menu", () => {
    const ids = commands.map(({ id }) => id);
    for (const command of MENU_COMMANDS) expect(ids, command).toContain(command);
  });

  it("has the keys that reviewers are promised", () => {
    const keysOf = (id: string): readonly string[] => commands.find((one) => one.id === id)?.keys ?? [];
    expect(keysOf("case.open-dialog")).toContain("Mod+o");
    expect(keysOf("export.verification")).toContain("Mod+e");
    expect(keysOf("palette")).toContain("Mod+Shift+p");
    expect(keysOf("help.keys")).toContain("?");
    expect(keysOf("region.next")).toContain("F6");
    expect(keysOf("check.next-failed")).toContain("F8");
    expect(keysOf("find.focus")).toContain("/");
    expect(keysOf("rows.next")).toContain("j");
    expect(keysOf("rows.previous")).toContain("k");
  });

  it("spells its combinations in one way: known modifiers in order, then the key", () => {
    for (const { id, keys } of commands) {
      for (const combination of keys) {
        const modifiers = splitKeys(combination).slice(0, -1).join("+");
        expect(["", "Mod", "Shift", "Alt", "Mod+Shift"], id).toContain(modifiers);
      }
    }
  });
});

describe("keys in words", () => {
  it("are those of the keyboard at hand", () => {
    expect(keyNames("Mod+Shift+p", "linux")).toEqual(["Ctrl", "Shift", "P"]);
    expect(keyNames("Mod+Shift+p", "darwin")).toEqual(["⌘", "⇧", "P"]);
    expect(keyNames("Escape", "win32")).toEqual(["Esc"]);
    expect(keyNames("Mod++", "linux")).toEqual(["Ctrl", "+"]);
    expect(keyNames("+", "linux")).toEqual(["+"]);
  });
});
