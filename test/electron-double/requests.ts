// Every request of every page: asked of the program, answered by its own scheme, or stopped. Nothing goes out.

import type { BrowserContext, Frame, Page, Request as PageRequest, Route } from "playwright";
import { fromChromium } from "./addresses.ts";
import { isKeeper } from "./chromium.ts";
import { state } from "./state.ts";
import { contentsOf } from "./web-contents.ts";
import type { DoubleWebContents } from "./web-contents.ts";

let count = 0;

export async function answerRequests(context: BrowserContext): Promise<void> {
  await context.route("**/*", (route) => answer(route));
  context.on("page", (page) => {
    // A window that the program was asked about by `setWindowOpenHandler`, and whatever its answer: it does not stay.
    if (isKeeper(page)) return;
    void closeIfOpened(page);
  });
}

async function closeIfOpened(page: Page): Promise<void> {
  const opener = await page.opener().catch(() => null);
  if (opener !== null) await page.close().catch(() => {});
}

async function answer(route: Route): Promise<void> {
  const request = route.request();
  const url = fromChromium(request.url());
  const frame = frameOf(request);
  const contents = frame === null ? undefined : contentsOf(frame.page());
  if (contents === undefined) {
    // Of a window that a page opened, which is being closed.
    await route.abort("aborted").catch(() => {});
    return;
  }
  if (request.isNavigationRequest()) {
    if (!contents.allowsNavigation(frame!.parentFrame() === null, request.url())) {
      await route.abort("aborted").catch(() => {});
      return;
    }
  }
  const details = {
    id: ++count,
    url,
    method: request.method(),
    resourceType: resourceType(request),
    webContents: contents,
  };
  if (!(await contents.session.allows(details))) {
    await route.abort("blockedbyclient").catch(() => {});
    return;
  }
  await serve(route, contents, url);
}

async function serve(route: Route, { session }: DoubleWebContents, url: string): Promise<void> {
  const handler = session.protocol.handlers.get(url.slice(0, url.indexOf(":")));
  if (handler === undefined) {
    state.escaped.push({ kind: "request", url });
    await route.abort("internetdisconnected").catch(() => {});
    return;
  }
  const request = route.request();
  const response = await handler(new Request(url, { method: request.method() }));
  await route
    .fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
    .catch(() => {});
}

/** Null for what belongs to no frame. */
function frameOf(request: PageRequest): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

function resourceType(request: PageRequest): string {
  return request.isNavigationRequest() ? "mainFrame" : request.resourceType();
}
