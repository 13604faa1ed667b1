// One of several, shown closed.

import { Check, ChevronDown } from "lucide-react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect } from "react-aria-components";
import { SelectValue, Text } from "react-aria-components";
import field from "./field.module.css";
import popup from "./popup.module.css";
import styles from "./select.module.css";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
}

export interface SelectProps {
  readonly label: string;
  readonly items: readonly Choice[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** The label names the control without being shown. */
  readonly hideLabel?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
}

export function Select({
  label,
  items,
  value,
  onChange,
  hideLabel = false,
  isDisabled = false,
}: SelectProps) {
  return (
    <AriaSelect
      className={field.field ?? ""}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isDisabled={isDisabled}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {!hideLabel && <Label className={field.label ?? ""}>{label}</Label>}
      <Button className={styles.button ?? ""}>
        <SelectValue className={styles.value ?? ""}>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={popup.popover ?? ""} offset={4}>
        <ListBox className={popup.list ?? ""}>
          {items.map((item) => (
            <ListBoxItem key={item.id} id={item.id} textValue={item.label} className={popup.item ?? ""}>
              {({ isSelected }) => (
                <>
                  <span className={popup.mark}>{isSelected && <Check size={14} aria-hidden />}</span>
                  <Text slot="label" className={popup.text ?? ""}>
                    {item.label}
                  </Text>
                  {item.description !== undefined && (
                    <Text slot="description" className={popup.help ?? ""}>
                      {item.description}
                    </Text>
                  )}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
