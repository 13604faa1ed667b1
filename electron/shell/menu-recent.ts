// "Open Recent": file names and titles are evidence's own words, so they are made visible and cut.

import type { MenuItemConstructorOptions } from "electron";
import type { RecentCase } from "../../shared/contract/cases.ts";
import { label } from "./label.ts";

const MAX_ITEMS = 12;

export function recentItems(
  recent: readonly RecentCase[],
  open: (path: string) => void,
): MenuItemConstructorOptions[] {
  if (recent.length === 0) return [{ label: "Nothing Yet", enabled: false }];
  return recent.slice(0, MAX_ITEMS).map(({ path, name, missing, incident }) => ({
    label: menuLabel(`${name}${incident === null ? "" : ` (${incident.id})`}${missing ? ", missing" : ""}`),
    enabled: !missing,
    click: () => open(path),
  }));
}

/** An ampersand alone would underline the letter after it. */
function menuLabel(text: string): string {
  return label(text, 80).replaceAll("&", "&&");
}
