// The screen that the route names.

import { RecordsScreen } from "../screens/records/index.ts";
import { StartScreen } from "../screens/start/index.ts";
import { TrustScreen } from "../screens/trust/index.ts";
import { VerificationScreen } from "../screens/verification/index.ts";
import { Ribbon } from "../widgets/ribbon.tsx";
import { useApp } from "./context.ts";

export function Screen() {
  const { route, current } = useApp();
  if (route.screen === "trust") return <TrustScreen />;
  if (route.screen === "start" || current === null) return <StartScreen />;
  // Another case is another screen: nothing of the one before stays in it.
  if (route.screen === "records") {
    return <RecordsScreen key={current.id} case={current} params={route.params ?? {}} />;
  }
  return <VerificationScreen key={current.id} case={current} />;
}

/** What verification found stays in sight on every later screen of the case. */
export function CaseRibbon() {
  const { route, current } = useApp();
  if (current === null || route.screen === "verification") return null;
  return <Ribbon case={current} />;
}
