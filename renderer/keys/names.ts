// Key combinations in words: "Mod+Shift+p" is Ctrl, Shift, P, and on a Mac the signs of its keyboard.

const NAMES: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  " ": "Space",
};
const MAC_NAMES: Readonly<Record<string, string>> = { ...NAMES, Mod: "⌘", Shift: "⇧", Alt: "⌥" };

/** The names of a combination's keys in order. */
export function keyNames(combination: string, platform: string): string[] {
  const names = platform === "darwin" ? MAC_NAMES : NAMES;
  return splitKeys(combination).map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** "Mod++" is Mod and "+". */
export function splitKeys(combination: string): string[] {
  return combination === "+" ? ["+"] : combination.split(/\+(?!$)/);
}
