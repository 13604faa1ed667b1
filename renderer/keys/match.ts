// Which command a key press means. Pure: what the press was, where it happened, and what can be done now.

import { splitKeys } from "./names.ts";
import type { Command } from "./table.ts";

/** What is needed of a KeyboardEvent. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** An input method is composing a character: the key is its own. */
  readonly isComposing: boolean;
}

export interface KeyPlace {
  /** Node's process.platform. */
  readonly platform: string;
  /** The focus is where keys write text. */
  readonly inText: boolean;
  /** False: keys that are one character do nothing (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** The screen that shows. */
  readonly scope: string;
  /** Commands that are bound. */
  readonly available: ReadonlySet<string>;
}

/** The id of the command; null where the press means none. A screen's own command comes before a global one. */
export function matchCommand(commands: readonly Command[], press: KeyPress, place: KeyPlace): string | null {
  if (press.isComposing) return null;
  const meant = commands.filter(
    (command) =>
      place.available.has(command.id) &&
      (command.scope === "global" || command.scope === place.scope) &&
      command.keys.some((keys) => matchesKeys(keys, press, place)),
  );
  return (meant.find((command) => command.scope !== "global") ?? meant[0])?.id ?? null;
}

/** Whether a press is a combination. Letters go by what they write, on other scripts by where the key is. */
export function matchesKeys(
  keys: string,
  press: KeyPress,
  place: Omit<KeyPlace, "scope" | "available">,
): boolean {
  const parts = splitKeys(keys);
  const key = parts.at(-1)!;
  const mod = parts.includes("Mod");
  const alt = parts.includes("Alt");
  const single = isSingleKey(keys);
  if (single && (place.inText || !place.singleKeys)) return false;
  const mac = place.platform === "darwin";
  if ((mac ? press.metaKey : press.ctrlKey) !== mod) return false;
  if ((mac ? press.ctrlKey : press.metaKey) || press.altKey !== alt) return false;
  // A sign stands where the keyboard has it, with Shift or without; a letter and a named key say what they want.
  const sign = key.length === 1 && !/[a-z]/i.test(key);
  if (!sign && press.shiftKey !== parts.includes("Shift")) return false;
  return pressed(press) === key.toLowerCase();
}

/** A combination that is one character: what might be typed by accident, or by speech. */
export function isSingleKey(keys: string): boolean {
  const parts = splitKeys(keys);
  return parts.at(-1)!.length === 1 && !parts.includes("Mod") && !parts.includes("Alt");
}

function pressed({ key, code }: KeyPress): string {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  const foreign = key.length === 1 && (key.codePointAt(0) ?? 0) > 0x7f;
  return (foreign && letter !== undefined ? letter : key).toLowerCase();
}
