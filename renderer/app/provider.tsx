// The model as React sees it: one value that changes when the state does.

import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { applyTheme } from "../theme/apply.ts";
import { AppContext } from "./context.ts";
import type { App } from "./context.ts";
import type { AppModel } from "./model.ts";
import { caseOf } from "./route.ts";

const ModelContext = createContext<AppModel | null>(null);

/** What the frame alone needs. */
export function useModel(): AppModel {
  const model = useContext(ModelContext);
  if (model === null) throw new Error("useModel needs an AppProvider above it.");
  return model;
}

export function AppProvider({ model, children }: { readonly model: AppModel; readonly children: ReactNode }) {
  const state = useSyncExternalStore(model.store.watch, model.store.get);
  const app = useMemo<App>(() => {
    const { places: _, ...shown } = state;
    const id = caseOf(state.route);
    const current = state.cases.find((one) => one.id === id) ?? null;
    const { go, setTheme, open, openFiles, openDialog, close, verify, save, copy } = model;
    return { ...shown, current, go, setTheme, open, openFiles, openDialog, close, verify, save, copy };
  }, [model, state]);
  const { theme } = state.settings;
  useEffect(() => applyTheme(theme), [theme]);
  return (
    <ModelContext value={model}>
      <AppContext value={app}>{children}</AppContext>
    </ModelContext>
  );
}
