// Evidence that would like to be more than text, and a page that would like to speak to somebody else.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { FORGED_TRUST, hostileIn } from "./bundles.ts";
import { goTo, openBundle, recordPane } from "./steps.ts";

interface Watched {
  readonly requests: string[];
  readonly complaints: string[];
}

/** Everything that the page asks for, and everything that the browser complains of. */
function watch(page: Page): Watched {
  const seen: Watched = { requests: [], complaints: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.complaints.push(message.text());
  });
  page.on("pageerror", (error) => seen.complaints.push(error.message));
  page.on("dialog", (dialog) => {
    seen.complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return seen;
}

test("scripts, links, bidi overrides and terminal escapes of evidence are shown as text", async ({
  launch,
  folder,
}) => {
  const app = await launch({ trust: FORGED_TRUST });
  const { page } = app;
  const seen = watch(page);
  await openBundle(app, await hostileIn(folder), "VALID");
  await expect(page.getByText("<script>window.pwned=2</script>").first()).toBeVisible();
  await goTo(page, "Records");
  const grid = page.getByRole("grid", { name: /action log/i });
  await grid.getByRole("row").nth(1).click();
  const pane = recordPane(page);
  await expect(pane).toContainText("javascript:alert(0)");
  await page.getByRole("tab", { name: /Files/ }).click();
  const files = page.getByRole("grid", { name: /files/i });
  await files.getByRole("row", { name: /onerror/ }).click();
  await expect(page.getByText("<!doctype html>").first()).toBeVisible();
  await goTo(page, "Verification");

  expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
  expect(
    await page.locator("img[src=x], a[href^='javascript'], a[href*='evil.example'], iframe").count(),
  ).toBe(0);
  const text = await page.locator("body").innerText();
  expect(text).not.toMatch(/[\p{Cf}\u202a-\u202e\u2066-\u2069]/u);
  expect(text).not.toContain("\u001b");
  expect(text).toContain("202e");
  const { origin } = new URL(page.url());
  expect(seen.requests.filter((url) => !url.startsWith(origin) && !/^(data|blob|app):/.test(url))).toEqual(
    [],
  );
  expect(seen.complaints).toEqual([]);
});

test("the page can speak to nobody but its host", async ({ launch }) => {
  const { page } = await launch({ sample: true });
  const outcome = await page.evaluate(async () => {
    const tried: Record<string, string> = {};
    const attempt = async (name: string, act: () => Promise<unknown>): Promise<void> => {
      tried[name] = await act().then(
        () => "went out",
        () => "refused",
      );
    };
    await attempt("fetch", () => fetch("https://example.com/", { mode: "no-cors" }));
    await attempt(
      "image",
      () =>
        new Promise((done, fail) => {
          const image = new Image();
          image.addEventListener("load", done);
          image.addEventListener("error", fail);
          image.src = "https://example.com/x.png";
        }),
    );
    await attempt(
      "socket",
      () =>
        new Promise((done, fail) => {
          const socket = new WebSocket("wss://example.com/");
          socket.addEventListener("open", done);
          socket.addEventListener("error", fail);
        }),
    );
    tried["beacon"] = navigator.sendBeacon("https://example.com/", "x") ? "queued" : "refused";
    // oxlint-disable-next-line typescript/no-implied-eval -- it is what the policy must refuse
    await attempt("eval", async () => new Function("return 1")() as unknown);
    return tried;
  });
  expect(outcome).toMatchObject({ fetch: "refused", image: "refused", socket: "refused", eval: "refused" });
});
