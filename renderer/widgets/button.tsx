// Buttons: one main action a view, plain ones beside it, quiet ones in rows, danger for what cannot be undone.

import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { ButtonProps as AriaButtonProps } from "react-aria-components";
import styles from "./button.module.css";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";
import type { IconLike } from "./icon.tsx";
import { Tip } from "./tip.tsx";

export interface ButtonProps extends Omit<
  AriaButtonProps,
  "children" | "className" | "style" | "onPress" | "isDisabled"
> {
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  readonly variant?: "main" | "plain" | "quiet" | "danger" | undefined;
  readonly icon?: IconLike | undefined;
  readonly size?: "s" | "m" | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly className?: string | undefined;
}

export function Button({
  children,
  onPress,
  variant = "plain",
  icon,
  size = "m",
  isDisabled = false,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      isDisabled={isDisabled}
      onPress={() => onPress?.()}
      className={cx(styles.button, styles[variant], styles[size], className)}
    >
      {icon !== undefined && <Icon icon={icon} size={size === "s" ? 13 : 15} />}
      <span className={styles.words}>{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  /** Its name, shown as a tip too. */
  readonly label: string;
  readonly icon: IconLike;
}

export function IconButton({
  label,
  icon,
  onPress,
  variant = "quiet",
  size = "m",
  isDisabled = false,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        isDisabled={isDisabled}
        onPress={() => onPress?.()}
        className={cx(styles.button, styles[variant], styles[size], styles.square, className)}
      >
        <Icon icon={icon} size={size === "s" ? 13 : 15} />
      </AriaButton>
    </Tip>
  );
}
