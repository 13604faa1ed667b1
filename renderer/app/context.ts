// What screens know of the application around them, and what they may ask of it.

import { createContext, useContext } from "react";
import type { AppInfo, Settings, Theme } from "../../shared/contract/app.ts";
import type { Case, CaseSource } from "../../shared/contract/cases.ts";
import type { Route } from "./route.ts";

export type { Route } from "./route.ts";

/** Long work under way: bytes, bytes a second, seconds. */
export interface Busy {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  readonly cancel: () => void;
}

export interface SavedText {
  /** File name to suggest. */
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface App {
  readonly info: AppInfo;
  readonly settings: Settings;
  readonly setTheme: (theme: Theme) => void;
  /** All open cases, in the order in which they were opened. */
  readonly cases: readonly Case[];
  /** The case of the route. */
  readonly current: Case | null;
  readonly route: Route;
  /** `replace` leaves no step behind in the history. */
  readonly go: (route: Route, options?: { readonly replace?: boolean }) => void;
  /** Opens a bundle and goes to its verification. Tells the user what went wrong; never rejects. */
  readonly open: (source: CaseSource) => Promise<void>;
  /** The same for files that were dropped or chosen: by path where the host shares the machine, else sent. */
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  /** Lets the user choose a bundle: native dialog, or the browser's. */
  readonly openDialog: () => void;
  readonly close: (id: string) => Promise<void>;
  /** Reads trust file and bundle again. Never rejects. */
  readonly verify: (id: string) => Promise<void>;
  readonly busy: Busy | null;
  /** Native dialog or download, with a toast. Never rejects. */
  readonly save: (file: SavedText) => Promise<void>;
  /** To the clipboard; `what` names it in the toast: "Command line". Never rejects. */
  readonly copy: (text: string, what: string) => Promise<void>;
  /** Why the last opening failed, until the next one; shown on the start screen. */
  readonly openFailure: string | null;
}

export const AppContext = createContext<App | null>(null);

/** @throws Error outside the application. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("useApp needs the application above it.");
  return app;
}
