// How every window is made. What Electron has safe by default is said all the same: a default is not a promise.

import type { BrowserWindowConstructorOptions, Session, WebPreferences } from "electron";

export interface PageSettings {
  readonly preload: string;
  readonly session: Session;
  /** Developer tools, for those who work on the program. */
  readonly devTools: boolean;
}

export function webPreferences({ preload, session, devTools }: PageSettings): WebPreferences {
  return {
    preload,
    session,
    devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    // A file that is dropped beside the target must not become the page.
    navigateOnDragDrop: false,
    // A page must not lock its user in with dialogs.
    disableDialogs: true,
  };
}

export const MIN_SIZE = { width: 760, height: 480 };

/** Not shown before there is something to see; until then it has the colour of what comes. */
export function windowOptions(
  page: PageSettings,
  bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number },
  backgroundColor: string,
): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: "Inquest",
    show: false,
    backgroundColor,
    webPreferences: webPreferences(page),
  };
}
