// A button that opens a list of actions.

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import button from "./button.module.css";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";
import type { IconLike } from "./icon.tsx";
import { Keys } from "./keys.tsx";
import popup from "./popup.module.css";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconLike | undefined;
  readonly keys?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly isDisabled?: boolean | undefined;
}

export interface MenuButtonProps {
  readonly label: string;
  readonly icon?: IconLike | undefined;
  readonly items: readonly MenuEntry[];
  readonly onAction: (id: string) => void;
  readonly variant?: "main" | "plain" | "quiet" | undefined;
  readonly size?: "s" | "m" | undefined;
  /** Shows the icon alone; the label is its name. */
  readonly iconOnly?: boolean | undefined;
  /** Shown in place of the label. */
  readonly children?: ReactNode;
  readonly className?: string | undefined;
}

export function MenuButton(props: MenuButtonProps) {
  const { label, icon, items, onAction, variant = "plain", size = "m", iconOnly = false } = props;
  return (
    <MenuTrigger>
      <AriaButton
        aria-label={label}
        className={cx(
          button.button,
          button[variant],
          button[size],
          iconOnly && button.square,
          props.className,
        )}
      >
        {icon !== undefined && <Icon icon={icon} size={size === "s" ? 13 : 15} />}
        {!iconOnly && <span className={button.words}>{props.children ?? label}</span>}
        {!iconOnly && <ChevronDown size={13} aria-hidden />}
      </AriaButton>
      <Popover className={popup.popover ?? ""} offset={4} placement="bottom start">
        <Menu className={popup.list ?? ""} onAction={(key) => onAction(String(key))}>
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              isDisabled={item.isDisabled ?? false}
              className={popup.item ?? ""}
            >
              {item.icon !== undefined && (
                <span className={popup.mark}>
                  <Icon icon={item.icon} />
                </span>
              )}
              {item.description === undefined ? (
                // Without the slot all words are the name, the keys with them, as they stand there.
                <span className={popup.text}>{item.label} </span>
              ) : (
                <Text slot="label" className={popup.text ?? ""}>
                  {item.label}
                </Text>
              )}
              {item.description !== undefined && (
                <Text slot="description" className={popup.help ?? ""}>
                  {item.description}
                </Text>
              )}
              {item.keys !== undefined && (
                <span className={popup.keys}>
                  <Keys keys={item.keys} />
                </span>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
