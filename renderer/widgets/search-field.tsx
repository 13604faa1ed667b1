// A field that narrows what is shown. Escape empties it, and leaves it when it is empty.

import { Search, X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { Button, Input, SearchField as AriaSearchField } from "react-aria-components";
import styles from "./search-field.module.css";

export interface SearchFieldProps {
  /** Its name; not shown. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly inputRef?: RefObject<HTMLInputElement | null> | undefined;
  readonly onSubmit?: ((value: string) => void) | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  /** Escape in an empty field: takes the focus to what is searched. Without it the field just loses the focus. */
  readonly onLeave?: (() => void) | undefined;
}

export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, placeholder, inputRef, onSubmit, onKeyDown, onLeave } = props;
  const keyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    onKeyDown?.(event);
    if (event.key !== "Escape" || value !== "" || event.defaultPrevented) return;
    event.preventDefault();
    event.currentTarget.blur();
    onLeave?.();
  };
  return (
    <AriaSearchField
      className={styles.search ?? ""}
      aria-label={label}
      value={value}
      onChange={onChange}
      {...(onSubmit === undefined ? {} : { onSubmit })}
    >
      <Search className={styles.glass} size={14} aria-hidden />
      <Input
        className={styles.input ?? ""}
        placeholder={placeholder ?? ""}
        ref={inputRef ?? null}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={keyDown}
      />
      <Button className={styles.clear ?? ""} aria-label="Clear search">
        <X size={13} aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
