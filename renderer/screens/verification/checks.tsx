// Every check of a verdict, by group, with the way from failure to failure.

import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { ChevronDown, ChevronRight } from "lucide-react";
import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { Key } from "react-aria-components";
import type { Check } from "../../../shared/model/verdict.ts";
import { useCommand } from "../../keys/table.ts";
import { Button as ActionButton } from "../../widgets/button.tsx";
import { cx } from "../../widgets/cx.ts";
import { Evidence } from "../../widgets/evidence.tsx";
import { Keys } from "../../widgets/keys.tsx";
import { ResultIcon } from "../../widgets/result-icon.tsx";
import { CheckRow } from "./check-row.tsx";
import styles from "./checks.module.css";
import { failures, groupChecks, isProblem, isQuiet, nextFailure } from "./model/groups.ts";
import type { CheckFilter, CheckGroupView } from "./model/groups.ts";

export interface ChecksProps {
  readonly checks: readonly Check[];
  readonly caseId: string;
}

export function Checks({ checks, caseId }: ChecksProps) {
  const [filter, setFilter] = useState<CheckFilter>("all");
  const [explained, setExplained] = useState(true);
  /** Rows that the user opened or closed against what is usual. */
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const groups = useMemo(() => groupChecks(checks, filter), [checks, filter]);
  const problems = checks.filter((check) => isProblem(check)).length;
  const isOpen = (check: Check): boolean =>
    turned.get(check.id) ?? (check.result === "fail" || (explained && !isQuiet(check)));
  const turn = (check: Check, open: boolean): void => setTurned((map) => new Map(map).set(check.id, open));
  const { list, said, toNext } = useFailures(checks, (check) => turn(check, true));
  return (
    <section className={styles.checks} aria-label="Checks" ref={list}>
      <div className={styles.head}>
        <div className={styles.bar}>
          <ToggleButtonGroup
            className={styles.segments ?? ""}
            aria-label="Checks to show"
            disallowEmptySelection
            selectedKeys={[filter]}
            onSelectionChange={(keys: ReadonlySet<Key>) =>
              setFilter(keys.has("problems") ? "problems" : "all")
            }
          >
            <ToggleButton id="all" className={styles.segment ?? ""}>
              All {checks.length}
            </ToggleButton>
            <ToggleButton id="problems" className={styles.segment ?? ""}>
              Problems only {problems}
            </ToggleButton>
          </ToggleButtonGroup>
          <ToggleButton
            className={styles.toggle ?? ""}
            isSelected={explained}
            onChange={(on) => {
              setExplained(on);
              setTurned(new Map());
            }}
          >
            Explanations
          </ToggleButton>
          {toNext !== null && (
            <ActionButton size="s" variant="quiet" className={styles.next} onPress={toNext}>
              Next failure <Keys keys="F8" />
            </ActionButton>
          )}
        </div>
        {explained && groups.length > 0 && (
          <div className={styles.columns} aria-hidden>
            <span>Check</span>
            <span>Found</span>
            <span>Proves</span>
            <span>Does not prove</span>
          </div>
        )}
      </div>
      {groups.map((group) => (
        <Group key={group.group} group={group}>
          {group.checks.map((check) => (
            <CheckRow
              key={check.id}
              check={check}
              caseId={caseId}
              isOpen={isOpen(check)}
              onTurn={(open) => turn(check, open)}
            />
          ))}
        </Group>
      ))}
      {groups.length === 0 && <p className={styles.none}>No check failed, and none was left out.</p>}
      <output className={styles.said}>{said}</output>
    </section>
  );
}

function Group({ group, children }: { readonly group: CheckGroupView; readonly children: ReactNode }) {
  const id = `group-${group.group}`;
  const [open, setOpen] = useState(false);
  const { quiet, folds, checks } = group;
  return (
    <section aria-labelledby={id}>
      <h2 className={cx(styles.group, folds && styles.folds, quiet && styles.quiet)}>
        <ResultIcon result={group.result} size={folds ? 14 : 15} />
        {folds ? (
          <Button className={styles.turn ?? ""} id={id} aria-expanded={open} onPress={() => setOpen(!open)}>
            {group.title}
            {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          </Button>
        ) : (
          <span id={id}>{group.title}</span>
        )}
        {folds && (
          <span className={styles.about}>
            <Evidence
              text={checks.length === 1 ? checks[0]!.detail : checks.map(({ title }) => title).join(", ")}
            />
          </span>
        )}
        <span className={styles.count}>{group.count}</span>
      </h2>
      {(!folds || open) && <ul className={styles.list}>{children}</ul>}
    </section>
  );
}

/** F8 and Shift+F8: opens the failed check, brings it into view, gives it the focus and says which it is. */
function useFailures(checks: readonly Check[], open: (check: Check) => void) {
  const list = useRef<HTMLElement>(null);
  const [target, setTarget] = useState<{ readonly check: Check } | null>(null);
  const [said, setSaid] = useState("");
  const failed = useMemo(() => failures(checks), [checks]);
  const step = (backwards: boolean): void => {
    const focused = list.current?.querySelector("[data-check]:focus-within, [data-check]:focus");
    const current = focused?.getAttribute("data-check") ?? target?.check.id ?? null;
    const check = nextFailure(checks, current, backwards);
    if (check === null) return;
    open(check);
    setTarget({ check });
    setSaid(`Failed check ${failed.indexOf(check) + 1} of ${failed.length}: ${check.title}.`);
  };
  useEffect(() => {
    if (target === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-check="${target.check.id}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }, [target]);
  const any = failed.length > 0;
  useCommand("check.next-failed", any ? () => step(false) : null);
  useCommand("check.previous-failed", any ? () => step(true) : null);
  return { list, said, toNext: any ? () => step(false) : null };
}
