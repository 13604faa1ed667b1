// Any of several, all shown.

import { Check } from "lucide-react";
import { Checkbox as AriaCheckbox, CheckboxGroup as AriaGroup, Label } from "react-aria-components";
import type { ReactNode } from "react";
import styles from "./checkbox-group.module.css";
import field from "./field.module.css";
import type { Choice } from "./select.tsx";

export interface CheckboxGroupProps {
  readonly label: string;
  readonly items: readonly Choice[];
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

export function CheckboxGroup({ label, items, value, onChange }: CheckboxGroupProps) {
  return (
    <AriaGroup className={field.field ?? ""} value={[...value]} onChange={onChange}>
      <Label className={field.label ?? ""}>{label}</Label>
      {items.map((item) => (
        <AriaCheckbox key={item.id} value={item.id} className={styles.checkbox ?? ""}>
          <Content label={item.label} description={item.description} />
        </AriaCheckbox>
      ))}
    </AriaGroup>
  );
}

export interface CheckboxProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
}

export function Checkbox({ label, description, isSelected, onChange }: CheckboxProps) {
  return (
    <AriaCheckbox className={styles.checkbox ?? ""} isSelected={isSelected} onChange={onChange}>
      <Content label={label} description={description} />
    </AriaCheckbox>
  );
}

function Content({ label, description }: { label: string; description: string | undefined }): ReactNode {
  return (
    <>
      <span className={styles.box} aria-hidden>
        <Check size={12} strokeWidth={3} />
      </span>
      <span>
        {label}
        {description !== undefined && <span className={styles.help}>{description}</span>}
      </span>
    </>
  );
}
