// The open cases: as many tabs as there is room for, the rest in a menu.

import { FolderOpen, X } from "lucide-react";
import type { Case } from "../../shared/contract/cases.ts";
import { commandOf } from "../keys/table.ts";
import { visible } from "../../shared/encoding/visible.ts";
import { IconButton } from "../widgets/button.tsx";
import { cx } from "../widgets/cx.ts";
import { Evidence } from "../widgets/evidence.tsx";
import { formatNumberOf } from "../widgets/format.ts";
import { MenuButton } from "../widgets/menu-button.tsx";
import { VerdictMark } from "../widgets/verdict-badge.tsx";
import { useApp } from "./context.ts";
import styles from "./case-switcher.module.css";
import { useModel } from "./provider.tsx";
import { formatRoute } from "./route.ts";
import { shownCases } from "./shown-cases.ts";
import { caseTitle } from "./titles.ts";
import { useWidth } from "./width.ts";

/** Pixels of a window that a tab needs beyond what the header needs anyway. */
const OTHERS = 560;
const TAB = 240;

export function CaseSwitcher() {
  const { cases, current, go, openDialog } = useApp();
  const model = useModel();
  const room = Math.max(1, Math.floor((useWidth() - OTHERS) / TAB));
  const { shown, hidden } = shownCases(cases, current?.id ?? null, room);
  return (
    <nav className={styles.cases} aria-label="Open cases">
      {shown.length > 0 && (
        <ul className={styles.tabs}>
          {shown.map((one) => (
            <CaseTab key={one.id} case={one} />
          ))}
        </ul>
      )}
      {hidden.length > 0 && (
        <MenuButton
          label={formatNumberOf(hidden.length, "more open case")}
          size="s"
          variant="quiet"
          items={hidden.map((one) => ({
            id: one.id,
            label: visible(caseTitle(one, cases)),
            icon: <VerdictMark verdict={one.verdict.verdict} stale={isStale(one)} />,
          }))}
          onAction={(id) => go(model.placeOf(id))}
        >
          +{hidden.length}
        </MenuButton>
      )}
      <IconButton label={commandOf("case.open-dialog").title} icon={FolderOpen} onPress={openDialog} />
    </nav>
  );
}

function CaseTab({ case: one }: { readonly case: Case }) {
  const { cases, current, close } = useApp();
  const model = useModel();
  const isCurrent = current?.id === one.id;
  const title = caseTitle(one, cases);
  return (
    <li className={cx(styles.tab, isCurrent && styles.current)}>
      <a
        href={formatRoute(isCurrent ? { screen: "verification", case: one.id } : model.placeOf(one.id))}
        className={styles.link}
        aria-current={isCurrent ? "true" : undefined}
      >
        <VerdictMark verdict={one.verdict.verdict} stale={isStale(one)} />
        <Evidence text={title} clip className={styles.title} />
      </a>
      <IconButton
        label={`Close ${visible(title)}`}
        icon={X}
        size="s"
        onPress={() => void close(one.id)}
        className={styles.close}
      />
    </li>
  );
}

function isStale({ disk, trustChanged }: Case): boolean {
  return disk !== "unchanged" || trustChanged;
}
