// Who allowed it: the policy's rule, whether its snapshot is here to be read, approvals, and the actor.

import { CircleAlert, FileCheck } from "lucide-react";
import { Button } from "../../widgets/button.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { Icon } from "../../widgets/icon.tsx";
import { FactList, Facts, Row, Value } from "./facts.tsx";
import type { Allowed, Approval } from "./model/allowed.ts";
import { Section } from "./section.tsx";
import css from "./allowed-section.module.css";

export interface AllowedSectionProps {
  readonly allowed: Allowed;
  readonly policyPath: string | null;
  readonly onOpenFile: (path: string) => void;
}

export function AllowedSection({ allowed, policyPath, onOpenFile }: AllowedSectionProps) {
  const { rule, version, decision, snapshot, approvals } = allowed;
  return (
    <Section title="Who allowed it">
      <FactList>
        <Row label="Policy">
          {rule === null ? (
            <span className={css.faint}>no rule stated</span>
          ) : (
            <Value value={rule} look="code" />
          )}
          {version !== null && (
            <>
              {" version "}
              <Value value={version} look="code" />
            </>
          )}
        </Row>
        {decision !== null && (
          <Row label="Decision">
            <Value value={decision} look="code" />
          </Row>
        )}
        {snapshot !== null && (
          <Row label="Snapshot">
            <Value value={snapshot} look="hash" />
            <span className={css.snapshot} data-missing={policyPath === null || undefined}>
              <Icon icon={policyPath === null ? CircleAlert : FileCheck} size={13} />
              {policyPath === null ? "not in the bundle" : "in the bundle"}
              {policyPath !== null && (
                <Button size="s" variant="quiet" onPress={() => onOpenFile(policyPath)}>
                  Open
                </Button>
              )}
            </span>
          </Row>
        )}
        <Facts facts={allowed.policyFacts} />
        {approvals.map((approval, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- approvals have no other identity
          <Row key={place} label={place === 0 ? "Approval" : ""}>
            <ApprovalLine approval={approval} />
          </Row>
        ))}
        <Facts facts={allowed.actorFacts} />
      </FactList>
    </Section>
  );
}

function ApprovalLine({ approval: { decision, by, at, more } }: { readonly approval: Approval }) {
  return (
    <>
      {decision === null ? "not stated" : <Value value={decision} look="prose" />}
      {by !== null && (
        <>
          {" by "}
          <Value value={by} look="prose" />
        </>
      )}
      {at !== null && (
        <>
          {", "}
          <Value value={at} look="time" />
        </>
      )}
      {more.map(({ label, values }) => (
        <span key={label} className={css.more}>
          {" · "}
          <Evidence text={label} mono />{" "}
          {values.map((value, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- values may be equal
            <Value key={place} value={value} look="code" />
          ))}
        </span>
      ))}
    </>
  );
}
