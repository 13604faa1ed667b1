// What every session refuses: requests that leave the application, permissions, devices, downloads, dictionaries.

import type { Session } from "electron";
import { START_URL, isOurs } from "./origin.ts";

/** The only permission that is given, to our own page alone: "Copy" puts text into the clipboard. */
const COPY = "clipboard-sanitized-write";

export interface SessionGuardOptions {
  /** Developer tools load themselves from `devtools:`; packaged programs have none. */
  readonly devTools: boolean;
  /** Says in the log what was refused. */
  readonly refused: (what: string) => void;
}

export function guardSession(session: Session, { devTools, refused }: SessionGuardOptions): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const allowed = isAllowedRequest(details.url, devTools);
    if (!allowed) refused(`a request to ${details.url}`);
    callback({ cancel: !allowed });
  });

  session.setPermissionCheckHandler((_contents, permission, origin) => permission === COPY && isOurs(origin));
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const allowed = permission === COPY && details.isMainFrame && isOurs(details.requestingUrl);
    if (!allowed) refused(`the permission ${permission}`);
    callback(allowed);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));

  session.on("will-download", (event, item) => {
    event.preventDefault();
    refused(`a download from ${item.getURL()}`);
  });

  // Chromium fetches dictionaries for its spelling checker, even where no window uses one.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL(`${START_URL}dictionaries/`);
}

/** `data:` and `blob:` hold their content themselves; which of them a page may use, its own policy says. */
export function isAllowedRequest(address: string, devTools: boolean): boolean {
  const protocol = URL.parse(address)?.protocol;
  if (protocol === "data:" || protocol === "blob:") return true;
  if (protocol === "devtools:") return devTools;
  return isOurs(address);
}
