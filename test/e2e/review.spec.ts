// A review from the first screen to a record.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.ts";
import { FORGED_TRUST, SAMPLE_KEYS, sampleIn, tamperedIn } from "./bundles.ts";
import { goTo, openBundle, recordPane, trustKey, verdictOf } from "./steps.ts";

test("the sample is opened, its verdict read, and a record looked at", async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole("button", { name: "Open the sample" }).click();
  await expect(verdictOf(page)).toContainText("VALID");
  await expect(page.getByText("demonstration keys").first()).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  const table = page.getByRole("grid", { name: /action log/i });
  await expect(table.getByRole("row")).toHaveCount(6);
  await table.getByRole("row", { name: /CrashLoopBackOff/ }).click();
  const pane = recordPane(page);
  await expect(pane).toContainText("0.79");
  await expect(pane).toContainText("1Gi");
  await expect(page.getByRole("region", { name: "Warning about this case" })).toHaveCount(0);
});

test("a bundle by an unknown signer is CANNOT-CHECK until its keys are trusted", async ({
  launch,
  folder,
}) => {
  const app = await launch();
  const { page } = app;
  await openBundle(app, sampleIn(folder), "CANNOT-CHECK");
  await expect(page.getByText(SAMPLE_KEYS[0]!.name).first()).toBeVisible();
  const wanted = page.getByRole("button", { name: "Trust a key…" });
  for (const [i, { vkey, roles }] of SAMPLE_KEYS.entries()) {
    await wanted.first().click();
    await trustKey(page, vkey, roles[0]!);
    // It is verified again by itself: what is left to trust is asked for anew.
    await expect(wanted).toHaveCount(SAMPLE_KEYS.length - 1 - i);
  }
  await expect(verdictOf(page)).toContainText(/^VALID/);
  await goTo(page, "Trust");
  await expect(page.getByRole("heading", { name: "Keys · 2" })).toBeVisible();
  await expect(page.getByText(/is trusted for bundle/)).toBeVisible();
  const record = readFileSync(`${app.home}/config/trust.json.record.jsonl`, "utf8").trimEnd().split("\n");
  expect(record).toHaveLength(2);
});

test("a tampered bundle is INVALID, and leads to the broken record", async ({ launch, folder }) => {
  const app = await launch({ trust: FORGED_TRUST });
  const { page } = app;
  await openBundle(app, await tamperedIn(folder), "INVALID");
  await page.getByRole("button", { name: "Go to the broken record" }).click();
  const pane = recordPane(page);
  await expect(pane).toContainText(/broken/i);
  await expect(
    page.getByRole("grid", { name: /action log/i }).getByRole("row", { selected: true }),
  ).toContainText("4");
  const ribbon = page.getByRole("region", { name: "Warning about this case" });
  await expect(ribbon).toContainText("INVALID");
  await ribbon.getByRole("button", { name: "Show verification" }).click();
  await expect(verdictOf(page)).toContainText("INVALID");
});

test("the verification report is saved as Markdown and as JSON", async ({ launch }) => {
  const app = await launch({ sample: true });
  const { page } = app;
  await expect(verdictOf(page)).toContainText("VALID");
  const save = async (kind: string) =>
    app.saving(async () => {
      await page.getByRole("button", { name: "Save report" }).click();
      await page.getByRole("menuitem", { name: kind }).click();
    });
  const markdown = await save("Markdown");
  expect(markdown.name).toBe("node-saturation.verification.md");
  expect(markdown.text).toContain("VALID");
  expect(markdown.text).toContain("Does not prove");
  const json = await save("JSON");
  expect((JSON.parse(json.text) as { verdict: string }).verdict).toBe("VALID");
});

test("two cases are open at once, each with its own place", async ({ launch, folder }) => {
  const app = await launch({ trust: FORGED_TRUST });
  const { page } = app;
  await openBundle(app, await tamperedIn(folder), "INVALID");
  await goTo(page, "Records");
  await openBundle(app, sampleIn(folder), "VALID");
  const tabs = page.getByRole("navigation", { name: "Open cases" });
  await expect(tabs.getByRole("listitem")).toHaveCount(2);
  await tabs.getByRole("listitem").first().getByRole("link").click();
  await expect(page.getByRole("grid", { name: /action log/i })).toBeVisible();
  await tabs
    .getByRole("listitem")
    .first()
    .getByRole("button", { name: /^Close/ })
    .click();
  await expect(tabs.getByRole("listitem")).toHaveCount(1);
  await expect(verdictOf(page)).toContainText(/^VALID/);
});

test("what was opened before is offered again, with the verdict of then", async ({ launch, folder }) => {
  const app = await launch({ bundles: [sampleIn(folder)] });
  const { page } = app;
  await expect(verdictOf(page)).toContainText("CANNOT-CHECK");
  await page.getByRole("link", { name: /start/ }).click();
  const recent = page.getByRole("button", { name: /evidence\.inqb/ });
  await expect(recent.first()).toContainText("CANNOT-CHECK");
});
