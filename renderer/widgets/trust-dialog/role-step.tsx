// The third step: what the key may sign.

import type { KeyPreview } from "../../../shared/contract/trust.ts";
import { KEY_ROLES } from "../../../shared/model/trust.ts";
import type { KeyRole } from "../../../shared/model/trust.ts";
import { CheckboxGroup } from "../checkbox-group.tsx";
import { Evidence } from "../evidence.tsx";
import { newRoles } from "./key-text.ts";
import { ROLE_ITEMS } from "./roles.ts";
import type { Claim } from "./trust-dialog.tsx";
import styles from "./trust-dialog.module.css";

export interface RoleStepProps {
  readonly shown: KeyPreview;
  readonly roles: readonly KeyRole[];
  readonly onRoles: (roles: KeyRole[]) => void;
  readonly claim: Claim | null;
}

export function RoleStep({ shown, roles, onRoles, claim }: RoleStepProps) {
  const has = shown.known?.roles ?? [];
  const items = ROLE_ITEMS.filter(({ id }) => !has.includes(id));
  const added = newRoles(shown, roles);
  return (
    <>
      <p className={styles.lead}>
        A signature by <Evidence text={shown.hint} mono /> counts for what you choose here and for nothing
        else.
        {has.length > 0 && ` It counts for ${has.join(", ")} already.`}
      </p>
      <CheckboxGroup
        label="What may this key sign?"
        items={items}
        value={[...added]}
        onChange={(ids) => onRoles(KEY_ROLES.filter((role) => ids.includes(role)))}
      />
      {claim !== null && !has.includes(claim.role) && (
        <p className={styles.note}>
          The bundle needs it for <strong>{claim.role}</strong>.
        </p>
      )}
      {added.length === 0 && <p className={styles.note}>Choose at least one.</p>}
    </>
  );
}
