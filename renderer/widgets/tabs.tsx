// Views of one thing side by side, one shown.

import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import styles from "./tabs.module.css";

export interface TabEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly children: ReactNode;
}

export interface TabsProps {
  /** Names the list of tabs. */
  readonly label: string;
  readonly items: readonly TabEntry[];
  readonly value?: string | undefined;
  readonly onChange?: ((id: string) => void) | undefined;
}

export function Tabs({ label, items, value, onChange }: TabsProps) {
  return (
    <AriaTabs
      className={styles.tabs ?? ""}
      onSelectionChange={(key) => onChange?.(String(key))}
      {...(value === undefined ? {} : { selectedKey: value })}
    >
      <TabList aria-label={label} className={styles.list ?? ""}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={styles.tab ?? ""}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.panel ?? ""}>
          {item.children}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
