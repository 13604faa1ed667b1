// Every command and open case by a few letters.

import { useState, useSyncExternalStore } from "react";
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { available, run, watch } from "../keys/registry.ts";
import { COMMANDS } from "../keys/table.ts";
import type { Command } from "../keys/table.ts";
import { Evidence } from "../widgets/evidence.tsx";
import { Keys } from "../widgets/keys.tsx";
import { VerdictMark } from "../widgets/verdict-badge.tsx";
import type { Case } from "../../shared/contract/cases.ts";
import { useApp } from "./context.ts";
import styles from "./palette.module.css";
import { useModel } from "./provider.tsx";
import { rank } from "./rank.ts";
import { caseTitle } from "./titles.ts";

interface PaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys: readonly string[];
  readonly case: Case | null;
  readonly act: () => void;
}

export function Palette({ isOpen, onClose }: PaletteProps) {
  return (
    <ModalOverlay
      className={styles.scrim ?? ""}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className={styles.modal ?? ""}>
        <Dialog aria-label="All commands" className={styles.dialog ?? ""}>
          <Content onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState("");
  const entries = useEntries();
  const shown = rank(query, entries);
  const choose = (id: string): void => {
    onClose();
    // After the dialog has given the focus back, which some commands move on.
    setTimeout(() => entries.find((entry) => entry.id === id)?.act());
  };
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery} filter={() => true}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog that was asked for and is all about this field */}
      <SearchField aria-label="Search commands" className={styles.field ?? ""} autoFocus>
        {/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props -- it is an input, and
            Autocomplete names what it controls */}
        <Input
          className={styles.input ?? ""}
          placeholder="What do you want to do?"
          role="combobox"
          aria-expanded
          aria-haspopup="listbox"
        />
        {/* oxlint-enable jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props */}
      </SearchField>
      <ListBox
        aria-label="Commands"
        className={styles.list ?? ""}
        items={shown}
        dependencies={[query]}
        onAction={(key) => choose(String(key))}
        renderEmptyState={() => <div className={styles.none}>No command is called that.</div>}
      >
        {(entry) => (
          <ListBoxItem id={entry.id} textValue={entry.title} className={styles.item ?? ""}>
            <span className={styles.title}>
              {entry.case !== null && <VerdictMark verdict={entry.case.verdict.verdict} />}
              <Evidence text={entry.title} clip />
            </span>
            <span className={styles.group}>{entry.group}</span>
            <span className={styles.keys}>
              <Keys keys={entry.keys} />
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}

function useEntries(): Entry[] {
  const ready = useSyncExternalStore(watch, available);
  const { cases, go } = useApp();
  const model = useModel();
  const commands: readonly Command[] = COMMANDS.filter(({ id }) => ready.has(id) && id !== "palette");
  return [
    ...commands
      .filter(({ keyOnly }) => keyOnly !== true)
      .map(({ id, title, group, keys }) => ({ id, title, group, keys, case: null, act: () => void run(id) })),
    ...cases.map((one) => ({
      id: `case ${one.id}`,
      title: caseTitle(one, cases),
      group: "Open case",
      keys: [],
      case: one,
      act: () => go(model.placeOf(one.id)),
    })),
  ];
}
