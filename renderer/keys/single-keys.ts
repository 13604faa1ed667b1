// Whether keys that are one character act. They can be turned off (WCAG 2.2, 2.1.4): speech input types them by accident.
// Kept in this browser or window's storage, since it is about the person at this machine.

import { Store } from "../app/store.ts";

const NAME = "inquest.single-keys";

export const singleKeys = new Store<{ readonly on: boolean }>({ on: remembered() });

export function singleKeysAct(): boolean {
  return singleKeys.get().on;
}

export function setSingleKeys(on: boolean): void {
  singleKeys.set({ on });
  try {
    localStorage.setItem(NAME, on ? "on" : "off");
  } catch {
    // No storage: it holds for this window.
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true;
  }
}
