// Icons as widgets take them: a component of lucide-react, or an element that is one already.

import type { LucideIcon } from "lucide-react";
import { isValidElement } from "react";
import type { ReactElement } from "react";

export type IconLike = LucideIcon | ReactElement;

/** Decoration: the words beside it, or the control's name, say what it means. */
export function Icon({ icon, size = 15 }: { readonly icon: IconLike; readonly size?: number }): ReactElement {
  if (isValidElement(icon)) return icon;
  const Component = icon;
  return <Component size={size} strokeWidth={1.75} aria-hidden focusable="false" />;
}
