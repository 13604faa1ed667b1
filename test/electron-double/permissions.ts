// Permissions: Chromium behind the stand-in asks nobody, so the program's handlers are asked beforehand, once a window,
// and Chromium is told their answers, which it then enforces on the page.

import type { DoubleWebContents } from "./web-contents.ts";
import { theContext } from "./chromium.ts";
import { toChromium } from "./addresses.ts";

interface Descriptor {
  readonly name: string;
  readonly sysex?: boolean;
}

/** Electron's name of a permission, and Chromium's. */
export const PERMISSIONS: readonly (readonly [electron: string, chromium: Descriptor])[] = [
  ["notifications", { name: "notifications" }],
  ["geolocation", { name: "geolocation" }],
  ["media", { name: "camera" }],
  ["media", { name: "microphone" }],
  ["midi", { name: "midi" }],
  ["midiSysex", { name: "midi", sysex: true }],
  ["idle-detection", { name: "idle-detection" }],
  ["clipboard-read", { name: "clipboard-read" }],
  ["clipboard-sanitized-write", { name: "clipboard-write" }],
  ["local-fonts", { name: "local-fonts" }],
  ["window-management", { name: "window-management" }],
  ["persistent-storage", { name: "persistent-storage" }],
  ["storage-access", { name: "storage-access" }],
];

const PAGE = "app://inquest/";

export async function setPermissions(contents: DoubleWebContents): Promise<void> {
  const browser = theContext().browser();
  if (browser === null) throw new Error("Chromium is not running");
  // It stays: Chromium forgets what it was told when the one who told it goes.
  const cdp = await browser.newBrowserCDPSession();
  const origin = new URL(toChromium(PAGE)).origin;
  for (const [electron, permission] of PERMISSIONS) {
    const granted = await contents.session.permits(contents, electron, PAGE);
    const setting = granted ? ("granted" as const) : ("denied" as const);
    await cdp.send("Browser.setPermission", { origin, permission, setting });
  }
}
