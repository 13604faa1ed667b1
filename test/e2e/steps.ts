// What reviewers do again and again, by role and name as they and their screen readers find it.

import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { RunningApp } from "./hosts/app.ts";

export const verdictOf = (page: Page): Locator => page.getByRole("heading", { level: 1 });

/** The pane with one record. */
export const recordPane = (page: Page): Locator => page.getByRole("region", { name: /^Record \d/ });

/** Chooses a bundle in the dialog and waits for its verdict. */
export async function openBundle(app: RunningApp, path: string, word: string): Promise<void> {
  await app.choose(path);
  await app.page.getByRole("button", { name: "Open a bundle" }).last().click();
  await expect(verdictOf(app.page)).toContainText(word);
}

/** The three steps of trusting a key; the dialog is open. */
export async function trustKey(page: Page, vkey: string, role: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Trust a key" });
  await dialog.getByRole("textbox", { name: "Verifier key" }).fill(vkey);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByRole("checkbox", { name: /I have compared/ }).check({ force: true });
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("checkbox", { name: new RegExp(`^${role}`, "i") })).toBeChecked();
  await dialog.getByRole("button", { name: "Trust this key" }).click();
  await expect(dialog).toBeHidden();
}

export async function goTo(page: Page, screen: "Verification" | "Records" | "Trust"): Promise<void> {
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: screen }).click();
}

export async function setTheme(page: Page, theme: "Light" | "Dark"): Promise<void> {
  await page.getByRole("button", { name: "Light or dark" }).click();
  await page.getByRole("menuitem", { name: theme, exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme.toLowerCase());
}
