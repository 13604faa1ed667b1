// Light or dark, as the attribute that tokens.css goes by.

import type { Theme } from "../../shared/contract/app.ts";

const NAME = "inquest.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme = "system";

/** Before the settings are known: what this window showed last, so that it does not flash. */
export function applyFirstTheme(): void {
  try {
    const last = localStorage.getItem(NAME);
    if (last === "light" || last === "dark") chosen = last;
  } catch {
    // No storage: the system decides.
  }
  show();
  dark.addEventListener("change", show);
}

export function applyTheme(theme: Theme): void {
  chosen = theme;
  show();
  try {
    localStorage.setItem(NAME, theme);
  } catch {
    // It is applied all the same.
  }
}

function show(): void {
  const shown = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  document.documentElement.dataset["theme"] = shown;
}
