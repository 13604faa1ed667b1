// Turns key presses of the page into commands.

import { matchCommand } from "./match.ts";
import { available, run } from "./registry.ts";
import { singleKeysAct } from "./single-keys.ts";
import { COMMANDS } from "./table.ts";

/** @param where what the matcher must know of the application now. @returns a function that ends it. */
export function listenForKeys(
  where: () => { readonly platform: string; readonly scope: string },
): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    // Who handled a key first keeps it; menus and dialogs keep all of them.
    if (event.defaultPrevented || (event.target instanceof Element && inOverlay(event.target))) return;
    const id = matchCommand(COMMANDS, event, {
      ...where(),
      inText: event.target instanceof Element && takesText(event.target),
      singleKeys: singleKeysAct(),
      available: available(),
    });
    if (id !== null && run(id)) event.preventDefault();
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}

function inOverlay(element: Element): boolean {
  return element.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null;
}

function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) {
    return !["button", "checkbox", "radio", "range", "file", "submit", "reset"].includes(element.type);
  }
  return element instanceof HTMLTextAreaElement || (element as HTMLElement).isContentEditable;
}
