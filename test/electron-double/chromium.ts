// The Chromium behind the stand-in. It can reach nothing: every request is answered here or refused, and no name is
// ever looked up.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import type { BrowserContext, Page } from "playwright";

let context: BrowserContext | null = null;
let folder: string | null = null;
/** The page that Chromium starts with stays behind the windows and keeps it alive. */
let keeper: Page | null = null;

export function executablePath(): string | undefined {
  const given = process.env["INQUEST_CHROMIUM"];
  if (given !== undefined && given !== "") return given;
  // Where Playwright has brought no browser of its own, the system's.
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
}

export async function launchChromium(): Promise<BrowserContext> {
  folder = mkdtempSync(join(tmpdir(), "inquest-double-"));
  const path = executablePath();
  context = await chromium.launchPersistentContext(folder, {
    ...(path === undefined ? {} : { executablePath: path }),
    headless: true,
    viewport: null,
    serviceWorkers: "block",
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // A port of its own choice, for the test that drives the windows.
      "--remote-debugging-port=0",
      // A camera and a microphone, so that what keeps a page from them is its missing permission.
      "--use-fake-device-for-media-stream",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
  keeper = context.pages()[0] ?? (await context.newPage());
  return context;
}

/** Where another client of Chromium's protocol connects. */
export function endpoint(): string {
  const [port, path] = readFileSync(join(folder!, "DevToolsActivePort"), "utf8").split("\n");
  return `ws://127.0.0.1:${port}${path}`;
}

export function theContext(): BrowserContext {
  if (context === null) throw new Error("Chromium is not running");
  return context;
}

export function isKeeper(page: Page): boolean {
  return page === keeper;
}

export async function closeChromium(): Promise<void> {
  await context?.close().catch(() => {});
  context = null;
  if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  folder = null;
}
