// An outcome by shape, colour and word.

import { ArrowUpFromLine, Check, CircleDashed, CircleQuestionMark, X } from "lucide-react";
import { Evidence } from "../../widgets/evidence.tsx";
import { Icon } from "../../widgets/icon.tsx";
import css from "./cells.module.css";

const SHAPES = new Map([
  ["success", { icon: Check, tone: css.ok }],
  ["failure", { icon: X, tone: css.bad }],
  ["partial", { icon: CircleDashed, tone: css.warn }],
  ["escalated", { icon: ArrowUpFromLine, tone: css.warn }],
]);
const UNKNOWN = { icon: CircleQuestionMark, tone: css.faint };

export function Outcome({ outcome }: { readonly outcome: string | null }) {
  const { icon, tone } = SHAPES.get(outcome ?? "") ?? UNKNOWN;
  return (
    <span className={css.outcome}>
      <span className={tone}>
        <Icon icon={icon} size={13} />
      </span>
      {outcome === null ? <span className={css.faint}>not stated</span> : <Evidence text={outcome} clip />}
    </span>
  );
}
