// The whole flow without a mouse.

import { expect, test } from "./fixtures.ts";
import { FORGED_TRUST, tamperedIn } from "./bundles.ts";
import { verdictOf } from "./steps.ts";

test("a review by keyboard alone: open, read, find the failure, the record, and the way back", async ({
  launch,
  folder,
}) => {
  const app = await launch({ trust: FORGED_TRUST });
  const { page } = app;
  await app.choose(await tamperedIn(folder));
  await expect(verdictOf(page)).toContainText("What did the system do");
  await page.keyboard.press("Control+o");
  await expect(verdictOf(page)).toContainText("INVALID");
  await page.keyboard.press("F8");
  const failed = page.locator("[data-check]:focus");
  await expect(failed).toHaveAttribute("data-check", "log.chain");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Go to record" }).first()).toBeFocused();
  await page.keyboard.press("Enter");
  const grid = page.getByRole("grid", { name: /action log/i });
  await expect(grid.getByRole("row", { selected: true })).toContainText("4");
  await page.keyboard.press("k");
  await expect(grid.getByRole("row", { selected: true })).toContainText("3");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search the records" })).toBeFocused();
  await page.keyboard.type("node 6");
  await expect(grid.getByRole("row")).toHaveCount(2);
  // Once to empty the field, once to leave it.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  await expect(verdictOf(page)).toContainText("INVALID");
});

test("the key sheet and the palette are made from the table of commands", async ({ launch }) => {
  const { page } = await launch({ sample: true });
  await expect(verdictOf(page)).toContainText("VALID");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: /keys/i });
  await expect(sheet).toContainText("Next failed check");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("Control+Shift+p");
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("F6 walks through the parts of the window", async ({ launch }) => {
  const { page } = await launch({ sample: true });
  await expect(verdictOf(page)).toContainText("VALID");
  const seen = new Set<string>();
  for (let i = 0; i < 3; i += 1) {
    await page.keyboard.press("F6");
    seen.add(await page.evaluate(() => document.activeElement?.tagName ?? ""));
  }
  expect([...seen].sort()).toEqual(expect.arrayContaining(["HEADER", "MAIN"]));
});
