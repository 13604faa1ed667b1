// Names of screens and cases, as header, window title and menus give them.

import { visible } from "../../shared/encoding/visible.ts";
import type { Case } from "../../shared/contract/cases.ts";
import type { CaseScreen, Route } from "./route.ts";

export const SCREEN_TITLES: Readonly<Record<CaseScreen, string>> = {
  verification: "Verification",
  records: "Records",
};

/**
 * What a case is called: its incident where somebody trusted says it, else its file. Where others of `open` are of the
 * same incident, the file's name tells them apart. Text of evidence: not made visible.
 */
export function caseTitle(one: Case, open: readonly Case[]): string {
  const title = incidentTitle(one);
  if (title === null) return one.name;
  const isShared = open.some((other) => other.id !== one.id && incidentTitle(other) === title);
  return isShared ? `${one.name} · ${title}` : title;
}

function incidentTitle({ verdict: { incident } }: Case): string | null {
  return incident === null ? null : `${incident.id} · ${incident.title}`;
}

/** The window's title. */
export function titleOf(route: Route, current: Case | null, open: readonly Case[]): string {
  if (route.screen === "start") return "Inquest";
  if (route.screen === "trust") return "Trust · Inquest";
  const name = current === null ? "" : `${visible(caseTitle(current, open))} · `;
  return `${SCREEN_TITLES[route.screen]} · ${name}Inquest`;
}
