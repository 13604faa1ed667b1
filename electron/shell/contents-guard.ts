// What every page refuses, attached where Electron makes it, so that no window can be forgotten: it shows what it was
// made to show, and opens nothing.

import type { App, WebContents } from "electron";

/** @param refused says in the log what was refused. */
export function guardAllContents(app: App, refused: (what: string) => void): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents, refused));
}

export function guardContents(contents: WebContents, refused: (what: string) => void): void {
  // The main process loads the page by `loadURL`, which fires none of these. Of a main frame both are told, the second
  // only where the first was let through.
  contents.on("will-frame-navigate", (event) => {
    event.preventDefault();
    refused(event.isMainFrame ? `going to ${event.url}` : `a frame of ${event.url}`);
  });
  contents.on("will-navigate", (event) => {
    event.preventDefault();
    refused(`going to ${event.url}`);
  });
  contents.on("will-redirect", (event) => {
    event.preventDefault();
    refused(`a redirection to ${event.url}`);
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
    refused("a webview");
  });
  contents.setWindowOpenHandler(({ url }) => {
    refused(`a window of ${url}`);
    return { action: "deny" };
  });
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}
