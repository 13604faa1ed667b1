// The decision chain of an action: why, how sure, who allowed it, what else, what it did, what came of it.

import { TriangleAlert } from "lucide-react";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatCount, formatDuration, formatNumberOf } from "../../widgets/format.ts";
import { Icon } from "../../widgets/icon.tsx";
import { Time } from "../../widgets/time.tsx";
import { AllowedSection } from "./allowed-section.tsx";
import { ConfidenceScale } from "./confidence-scale.tsx";
import { FactList, Facts, Row, Value } from "./facts.tsx";
import { ItemList } from "./items.tsx";
import type { Decision } from "./model/decision.ts";
import type { Fact } from "./model/fact.ts";
import type { Items } from "./model/lists.ts";
import type { Condition } from "./model/why.ts";
import { Outcome } from "./outcome.tsx";
import { Section } from "./section.tsx";
import css from "./decision-chain.module.css";

export interface DecisionChainProps {
  readonly decision: Decision;
  readonly policyPath: string | null;
  readonly onOpenFile: (path: string) => void;
}

export function DecisionChain({ decision, policyPath, onOpenFile }: DecisionChainProps) {
  const { why, sure, came, did } = decision;
  return (
    <>
      <div className={css.heading}>
        <h3 className={css.title}>
          <Evidence text={decision.title} />
        </h3>
        <p className={css.by}>
          {decision.id !== null && (
            <>
              <Evidence text={decision.id} mono />
              {" · "}
            </>
          )}
          {decision.time !== null && <Time value={decision.time} />}
          {decision.actor !== null && (
            <>
              {" · by "}
              <Evidence text={decision.actor} />
            </>
          )}
        </p>
      </div>

      <Section title="Why">
        <FactList>
          {why.summary !== null && (
            <Row label="Trigger">
              <Value value={why.summary} look="prose" />
            </Row>
          )}
          {why.condition !== null && (
            <Row label="Observed">
              <ConditionLine condition={why.condition} />
            </Row>
          )}
          <Facts facts={why.facts} />
          {why.summary === null && why.condition === null && why.facts.length === 0 && (
            <Row label="Trigger">not stated</Row>
          )}
        </FactList>
      </Section>

      <ListSection title="Signals" list={decision.signals} first={3} />

      <Section title="How sure">
        <ConfidenceScale sure={sure} />
        {sure.words !== null && <p className={css.words}>{sure.words}</p>}
        {sure.confidence === null && sure.facts.length === 0 && (
          <p className={css.words}>No confidence is stated.</p>
        )}
        {sure.confidence !== null && sure.thresholds === null && (
          <p className={css.words}>The entry states no thresholds that could be read.</p>
        )}
        {sure.doubts.map((doubt) => (
          <Doubt key={doubt} text={doubt} />
        ))}
        <FactList>
          <Facts facts={sure.facts} />
        </FactList>
      </Section>

      <AllowedSection allowed={decision.allowed} policyPath={policyPath} onOpenFile={onOpenFile} />
      <ListSection title="What else it considered" list={decision.considered} />

      <Section title="What it did">
        {!did.acted && <p className={css.words}>It called nothing: no action was taken.</p>}
        <FactList>
          <Facts facts={did.facts} />
        </FactList>
      </Section>
      <ListSection title="Tool calls" list={decision.calls} />

      <Section title="What came of it">
        <FactList>
          {(came.outcome !== null || !isStated(came.facts, "Outcome")) && (
            <Row label="Outcome">
              <Outcome outcome={came.outcome} />
            </Row>
          )}
          {came.detail !== null && (
            <Row label="Detail">
              <Value value={came.detail} look="prose" />
            </Row>
          )}
          {came.duration !== null && (
            <Row label="Duration">
              {formatDuration(came.duration)}{" "}
              {came.duration >= 1_000 && <span className={css.faint}>{formatCount(came.duration)} ms</span>}
            </Row>
          )}
          {came.duration === null && !isStated(came.facts, "Duration") && (
            <Row label="Duration">
              <span className={css.faint}>none stated</span>
            </Row>
          )}
          {came.fallback !== null && (
            <Row label="Fallback">
              <Evidence text={came.fallback} />
            </Row>
          )}
          {came.rollback !== null && (
            <Row label="Rollback">
              <Evidence text={came.rollback} />
            </Row>
          )}
          <Facts facts={came.facts} />
        </FactList>
      </Section>

      {decision.model.length > 0 && (
        <Section title="Model and prompt">
          <FactList>
            <Facts facts={decision.model} />
          </FactList>
        </Section>
      )}
      {decision.ids.length > 0 && (
        <Section title="Ids">
          <FactList>
            <Facts facts={decision.ids} />
          </FactList>
        </Section>
      )}
      {decision.other.length > 0 && (
        <Section title="Other fields">
          <FactList>
            <Facts facts={decision.other} />
          </FactList>
        </Section>
      )}
    </>
  );
}

/** The field is there in another form than it should have, and shown as it is. */
function isStated(facts: readonly Fact[], label: string): boolean {
  return facts.some((fact) => fact.known && fact.label === label);
}

interface ListSectionProps {
  readonly title: string;
  readonly list: Items;
  readonly first?: number;
}

function ListSection({ title, list, first }: ListSectionProps) {
  if (list.items.length === 0 && list.odd.length === 0) return null;
  return (
    <Section
      title={title}
      aside={list.items.length > 3 ? formatNumberOf(list.items.length, "item") : undefined}
    >
      <ItemList list={list} {...(first === undefined ? {} : { first })} />
    </Section>
  );
}

function ConditionLine({ condition }: { readonly condition: Condition }) {
  const { observed, operator, threshold, unit, window, holds } = condition;
  return (
    <>
      <span className={css.condition}>
        {observed === null ? "not stated" : <Value value={observed} look="code" />}{" "}
        {threshold !== null && (
          <>
            <Evidence text={operator} mono /> <Value value={threshold} look="code" />{" "}
          </>
        )}
        <Evidence text={unit} mono />
        {window !== null && (
          <>
            {" in "}
            <Value value={window} look="code" /> s
          </>
        )}
        {threshold === null && " (no threshold is stated)"}
      </span>
      {holds === false && <Doubt text="The observed value does not meet the threshold as it is stated." />}
    </>
  );
}

/** What the entry says does not agree with what else it says. */
function Doubt({ text }: { readonly text: string }) {
  return (
    <p className={css.doubt}>
      <Icon icon={TriangleAlert} size={14} /> {text}
    </p>
  );
}
