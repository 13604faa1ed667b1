// The one table of commands: it binds the keys, and the key sheet and the palette are made from it.

import { useEffect, useRef } from "react";
import { register } from "./registry.ts";

export type Group = "Case" | "Go" | "Checks" | "Records" | "View" | "Help";

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  /** Combinations such as "Mod+Shift+p", "F6", "?"; Mod is Ctrl, and Cmd on a Mac. */
  readonly keys: readonly string[];
  /** Where it acts: everywhere, or while the screen of that name shows. A screen's command comes first. */
  readonly scope: Scope;
  /** Not in the palette: what makes sense only as a key. */
  readonly keyOnly?: boolean;
}
export type Scope = "global" | "verification" | "records" | "trust";

export const COMMANDS = [
  { id: "case.open-dialog", title: "Open a bundle", group: "Case", keys: ["Mod+o"], scope: "global" },
  { id: "case.open-sample", title: "Open the sample", group: "Case", keys: [], scope: "global" },
  { id: "case.verify", title: "Verify again", group: "Case", keys: [], scope: "global" },
  {
    id: "export.verification",
    title: "Save the verification report",
    group: "Case",
    keys: ["Mod+e"],
    scope: "global",
  },
  {
    id: "command.copy",
    title: "Copy the command that gives this verdict",
    group: "Case",
    keys: [],
    scope: "global",
  },
  { id: "case.close", title: "Close this case", group: "Case", keys: [], scope: "global" },
  { id: "case.next", title: "Next open case", group: "Case", keys: ["}"], scope: "global" },
  { id: "case.previous", title: "Previous open case", group: "Case", keys: ["{"], scope: "global" },
  { id: "task.cancel", title: "Cancel what is running", group: "Case", keys: ["Escape"], scope: "global" },

  { id: "go.verification", title: "Go to verification", group: "Go", keys: ["1"], scope: "global" },
  { id: "go.records", title: "Go to records", group: "Go", keys: ["2"], scope: "global" },
  { id: "go.trust", title: "Go to trust", group: "Go", keys: ["9"], scope: "global" },
  { id: "go.start", title: "Go to start", group: "Go", keys: ["0"], scope: "global" },
  {
    id: "region.next",
    title: "Next part of the window",
    group: "Go",
    keys: ["F6"],
    scope: "global",
    keyOnly: true,
  },
  {
    id: "region.previous",
    title: "Previous part of the window",
    group: "Go",
    keys: ["Shift+F6"],
    scope: "global",
    keyOnly: true,
  },

  { id: "check.next-failed", title: "Next failed check", group: "Checks", keys: ["F8"], scope: "global" },
  {
    id: "check.previous-failed",
    title: "Previous failed check",
    group: "Checks",
    keys: ["Shift+F8"],
    scope: "global",
  },

  { id: "find.focus", title: "Search", group: "Records", keys: ["/"], scope: "global" },
  { id: "rows.next", title: "Next row", group: "Records", keys: ["j"], scope: "records", keyOnly: true },
  {
    id: "rows.previous",
    title: "Previous row",
    group: "Records",
    keys: ["k"],
    scope: "records",
    keyOnly: true,
  },

  { id: "theme.system", title: "Theme: as the system", group: "View", keys: [], scope: "global" },
  { id: "theme.light", title: "Theme: light", group: "View", keys: [], scope: "global" },
  { id: "theme.dark", title: "Theme: dark", group: "View", keys: [], scope: "global" },
  { id: "window.new", title: "New window", group: "View", keys: [], scope: "global" },

  { id: "palette", title: "All commands", group: "Help", keys: ["Mod+Shift+p"], scope: "global" },
  { id: "help.keys", title: "Show all keys", group: "Help", keys: ["?"], scope: "global" },
  { id: "help.about", title: "About Inquest", group: "Help", keys: [], scope: "global" },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]["id"];

export function commandOf(id: CommandId): Command {
  return COMMANDS.find((command) => command.id === id)!;
}

/**
 * Binds a command while the component is there; null: there is nothing to do now, the keys stay free. A `fallback` acts
 * only where no other component has bound the command.
 */
export function useCommand(
  id: CommandId,
  handler: (() => void) | null,
  { fallback = false }: { readonly fallback?: boolean } = {},
): void {
  // The newest handler is called without binding anew at every render, which would change who came last.
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  const bound = handler !== null;
  useEffect(
    () => (bound ? register(id, () => newest.current?.(), fallback) : undefined),
    [id, bound, fallback],
  );
}
