// Names of screens and cases, as header, window title and menus give them.

import { visible } from "../../shared/encoding/visible.ts";
import type { Case } from "../../shared/contract/cases.ts";
import type { CaseScreen, Route } from "./route.ts";

export const SCREEN_TITLES: Readonly<Record<CaseScreen, string>> = {
  verification: "Verification",
  records: "Records",
};

/** What a case is called: its incident where somebody trusted says it, else its file. Text of evidence: not made visible. */
export function caseTitle(one: Case): string {
  const { incident } = one.verdict;
  return incident === null ? one.name : `${incident.id} · ${incident.title}`;
}

/** The window's title. */
export function titleOf(route: Route, current: Case | null): string {
  if (route.screen === "start") return "Inquest";
  if (route.screen === "trust") return "Trust · Inquest";
  const name = current === null ? "" : `${visible(caseTitle(current))} · `;
  return `${SCREEN_TITLES[route.screen]} · ${name}Inquest`;
}
