// What a key may be trusted for, in words.

import { KEY_ROLES } from "../../../shared/model/trust.ts";
import type { KeyRole } from "../../../shared/model/trust.ts";

export interface RoleWords {
  readonly label: string;
  /** Behind the label, in a table. */
  readonly short: string;
  /** Below the label, where it is chosen. */
  readonly description: string;
}

export const ROLE_WORDS: Readonly<Record<KeyRole, RoleWords>> = {
  bundle: {
    label: "bundle",
    short: "seals bundles",
    description: "Seals evidence bundles: vouches for the list of files in them.",
  },
  log: {
    label: "log",
    short: "signs checkpoints",
    description: "Signs checkpoints of action logs: vouches for all entries up to one.",
  },
  notes: {
    label: "notes",
    short: "signs reviewers\u2019 notes",
    description: "Signs reviewers\u2019 notes: vouches for who wrote them.",
  },
  agent: {
    label: "agent",
    short: "signs single entries",
    description: "Signs single entries of an action log, as the agent that wrote them.",
  },
};

export const ROLE_ITEMS = KEY_ROLES.map((id) => ({ id, ...ROLE_WORDS[id] }));
