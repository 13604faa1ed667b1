// Every screen against the rules of axe, WCAG 2.2 A and AA and best practices, in light and in dark.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { FORGED_TRUST, sampleIn, tamperedIn } from "./bundles.ts";
import { goTo, openBundle, recordPane, setTheme, verdictOf } from "./steps.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  // Colours on their way between two states are neither.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

for (const theme of ["Light", "Dark"] as const) {
  test(`no screen breaks a rule of accessibility (${theme})`, async ({ launch, folder }) => {
    test.setTimeout(180_000);
    const app = await launch({ trust: FORGED_TRUST });
    const { page } = app;
    await setTheme(page, theme);
    const check = async (where: string): Promise<void> => {
      expect(await violations(page), where).toEqual([]);
    };
    await check("start");
    await goTo(page, "Trust");
    await expect(page.getByRole("heading", { name: "Keys · 2" })).toBeVisible();
    await check("trust");
    await page.getByRole("button", { name: "Add a key…" }).click();
    await check("trust dialog");
    await page.keyboard.press("Escape");
    await openBundle(app, sampleIn(folder), "VALID");
    await check("verification, VALID");
    await openBundle(app, await tamperedIn(folder), "INVALID");
    await check("verification, INVALID");
    await page.getByRole("button", { name: "Go to the broken record" }).click();
    await expect(recordPane(page)).toBeVisible();
    await check("records with a record");
    await page.getByRole("tab", { name: /Files/ }).click();
    await expect(page.getByRole("grid", { name: /files/i })).toBeVisible();
    await page.getByRole("grid", { name: /files/i }).getByRole("row").nth(3).click();
    await check("files");
    await page.keyboard.press("Control+Shift+p");
    await check("palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await check("key sheet");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: /start/ }).click();
    await page.getByRole("button", { name: "Open the sample" }).click();
    await expect(verdictOf(page)).toContainText("VALID");
    await check("verification of the sample");
  });
}
