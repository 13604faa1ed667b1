// A word about a control, on hover and on focus. What it says must not be needed to use the control.

import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";
import styles from "./tip.module.css";

export interface TipProps {
  readonly text: string;
  /** One control that can have the focus. */
  readonly children: ReactElement;
}

export function Tip({ text, children }: TipProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={60}>
      {children}
      <Tooltip className={styles.tip ?? ""} offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
