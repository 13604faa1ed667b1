// Where a Chromium is that tests and pictures can use: INQUEST_CHROMIUM, or the system's own. Playwright's is not used, since
// it would have to be downloaded.
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path, or null where there is none. */
export function findChromium() {
  const named = process.env.INQUEST_CHROMIUM;
  if (named !== undefined && named !== "") return named;
  return PLACES.find(existsSync) ?? null;
}

/** Launch options for Playwright. Chromium refuses its sandbox to root. */
export function chromiumOptions() {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error("no Chromium found: install the package chromium, or set INQUEST_CHROMIUM");
  return { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] };
}
