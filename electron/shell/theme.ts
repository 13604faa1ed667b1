// Light or dark, as the settings say, for the page, native controls and the window before its page is there.

import type { NativeTheme } from "electron";
import type { Theme } from "../../shared/contract/app.ts";

/** `--bg` of renderer/theme/tokens.css, where a window shows it before the page does. */
export const BACKGROUND = { light: "#f6f7f9", dark: "#0f131a" };

export function backgroundOf({ shouldUseDarkColors }: Pick<NativeTheme, "shouldUseDarkColors">): string {
  return shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/** The page's own `prefers-color-scheme` follows. */
export function applyTheme(native: Pick<NativeTheme, "themeSource">, theme: Theme): void {
  if (native.themeSource !== theme) native.themeSource = theme;
}
