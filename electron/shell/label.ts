// Text that may come from evidence, for titles and menus, which the platform draws: nothing in it moves or hides the
// rest.

import { visible } from "../../shared/encoding/visible.ts";

/** At most `length` characters, with an ellipsis where there was more. */
export function label(text: string, length: number): string {
  const characters = Array.from(visible(text.slice(0, length * 2)));
  if (characters.length <= length) return characters.join("");
  return `${characters.slice(0, length - 1).join("")}…`;
}
