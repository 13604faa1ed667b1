import { describe, expect, it } from "vitest";
import { isSingleKey, matchCommand } from "../../../renderer/keys/match.ts";
import type { KeyPlace, KeyPress } from "../../../renderer/keys/match.ts";
import { COMMANDS } from "../../../renderer/keys/table.ts";
import type { Command } from "../../../renderer/keys/table.ts";

const ALL = new Set<string>(COMMANDS.map(({ id }) => id));

function press(key: string, change: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  return { key, code, ...none, ...change };
}

function meaning(pressed: KeyPress, change: Partial<KeyPlace> = {}): string | null {
  const place = { platform: "linux", inText: false, singleKeys: true, scope: "records", available: ALL };
  return matchCommand(COMMANDS, pressed, { ...place, ...change });
}

describe("a key press", () => {
  it("means Ctrl for Mod, and Cmd on a Mac, and neither for the other", () => {
    expect(meaning(press("o", { ctrlKey: true }))).toBe("case.open-dialog");
    expect(meaning(press("o", { metaKey: true }))).toBeNull();
    expect(meaning(press("o", { metaKey: true }), { platform: "darwin" })).toBe("case.open-dialog");
    expect(meaning(press("o", { ctrlKey: true }), { platform: "darwin" })).toBeNull();
    expect(meaning(press("o"))).toBeNull();
  });

  it("needs its modifiers and no others", () => {
    expect(meaning(press("P", { ctrlKey: true, shiftKey: true }))).toBe("palette");
    expect(meaning(press("p", { ctrlKey: true }))).toBeNull();
    expect(meaning(press("O", { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(meaning(press("o", { ctrlKey: true, altKey: true }))).toBeNull();
    expect(meaning(press("F6"))).toBe("region.next");
    expect(meaning(press("F6", { shiftKey: true }))).toBe("region.previous");
  });

  it("is the same with caps lock on", () => {
    expect(meaning(press("O", { ctrlKey: true }))).toBe("case.open-dialog");
    expect(meaning(press("P", { ctrlKey: true, shiftKey: true }))).toBe("palette");
  });

  it("means a sign wherever the keyboard has it", () => {
    expect(meaning(press("?", { shiftKey: true, code: "Slash" }))).toBe("help.keys");
    expect(meaning(press("?", { code: "KeyM" }))).toBe("help.keys");
    expect(meaning(press("/", { shiftKey: true, code: "Digit7" }))).toBe("find.focus");
  });

  it("means a letter by its place where the script is another", () => {
    expect(meaning(press("щ", { ctrlKey: true, code: "KeyO" }))).toBe("case.open-dialog");
    expect(meaning(press("о", { code: "KeyJ" }))).toBe("rows.next");
  });

  it("means a letter by what it writes where the layout is another", () => {
    expect(meaning(press("o", { ctrlKey: true, code: "KeyS" }))).toBe("case.open-dialog");
  });

  it("in a text field means only what writes nothing there", () => {
    const inText = { inText: true };
    expect(meaning(press("j"), inText)).toBeNull();
    expect(meaning(press("?", { shiftKey: true }), inText)).toBeNull();
    expect(meaning(press("1"), inText)).toBeNull();
    expect(meaning(press("o", { ctrlKey: true }), inText)).toBe("case.open-dialog");
    expect(meaning(press("Escape"), inText)).toBe("task.cancel");
    expect(meaning(press("F6"), inText)).toBe("region.next");
  });

  it("means nothing while a character is being composed", () => {
    expect(meaning(press("o", { ctrlKey: true, isComposing: true }))).toBeNull();
    expect(meaning(press("Escape", { isComposing: true }))).toBeNull();
  });

  it("of one character means nothing where those are turned off", () => {
    expect(meaning(press("j"), { singleKeys: false })).toBeNull();
    expect(meaning(press("?"), { singleKeys: false })).toBeNull();
    expect(meaning(press("o", { ctrlKey: true }), { singleKeys: false })).toBe("case.open-dialog");
    expect(meaning(press("F8"), { singleKeys: false })).toBe("check.next-failed");
  });

  it("means nothing that is not bound now", () => {
    expect(meaning(press("o", { ctrlKey: true }), { available: new Set() })).toBeNull();
  });

  it("means a screen's command on that screen alone", () => {
    expect(meaning(press("j"))).toBe("rows.next");
    expect(meaning(press("j"), { scope: "trust" })).toBeNull();
  });

  it("means the screen's command before the global one, where both are bound", () => {
    const commands: Command[] = [
      { id: "everywhere", title: "", group: "View", keys: ["Escape"], scope: "global" },
      { id: "here", title: "", group: "View", keys: ["Escape"], scope: "records" },
    ];
    const place = { platform: "linux", inText: false, singleKeys: true, scope: "records" };
    const both = { ...place, available: new Set(["everywhere", "here"]) };
    const one = { ...place, available: new Set(["everywhere"]) };
    expect(matchCommand(commands, press("Escape"), both)).toBe("here");
    expect(matchCommand(commands, press("Escape"), one)).toBe("everywhere");
  });
});

describe("a key of one character", () => {
  it("is what may be typed by accident", () => {
    expect(["j", "?", "1", "Shift+J"].map(isSingleKey)).toEqual([true, true, true, true]);
    expect(["Mod+o", "F6", "Escape", "Alt+j"].map(isSingleKey)).toEqual([false, false, false, false]);
  });
});
