// A line or a block of text that the user writes.

import { CircleAlert } from "lucide-react";
import type { RefObject } from "react";
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from "react-aria-components";
import { cx } from "./cx.ts";
import styles from "./field.module.css";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string | undefined;
  /** One sentence; its presence marks the field. */
  readonly error?: string | undefined;
  readonly multiline?: boolean | undefined;
  readonly mono?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly inputRef?: RefObject<HTMLInputElement | null> | undefined;
  /** Takes the focus when it appears: for the first field of a dialog. */
  readonly focusFirst?: boolean | undefined;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, description, error, multiline = false, mono = false } = props;
  const control = cx(styles.control, multiline && styles.area, mono && styles.mono);
  const more = props.placeholder === undefined ? {} : { placeholder: props.placeholder };
  return (
    <AriaTextField
      className={styles.field ?? ""}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isDisabled={props.isDisabled ?? false}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field of a dialog, where the focus goes anyway
      autoFocus={props.focusFirst ?? false}
      spellCheck={mono ? "false" : "true"}
      autoComplete="off"
    >
      <Label className={styles.label ?? ""}>{label}</Label>
      {multiline ? (
        <TextArea className={control} rows={4} {...more} />
      ) : (
        <Input className={control} ref={props.inputRef ?? null} {...more} />
      )}
      {description !== undefined && (
        <Text slot="description" className={styles.help ?? ""}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ""}>
        <CircleAlert size={13} aria-hidden />
        {error}
      </FieldError>
    </AriaTextField>
  );
}
