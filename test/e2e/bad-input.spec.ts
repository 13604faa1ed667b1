// What cannot be opened is said in a sentence on the screen, and the application goes on.

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { folderIn, noBundleIn, sampleIn, slowIn, truncatedIn } from "./bundles.ts";
import { goTo, openBundle, verdictOf } from "./steps.ts";

test("a long verification shows how far it is, and can be cancelled", async ({ launch, folder }) => {
  const app = await launch();
  const { page } = app;
  await app.choose(slowIn(folder));
  await page.getByRole("button", { name: "Open a bundle" }).last().click();
  await expect(page.getByRole("progressbar", { name: /Verifying/ })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Open cases" }).getByRole("listitem")).toHaveCount(0);
  await openBundle(app, sampleIn(folder), "CANNOT-CHECK");
});

test("a file that is no bundle is INVALID, and why", async ({ launch, folder }) => {
  const app = await launch();
  await openBundle(app, noBundleIn(folder), "INVALID");
  await expect(app.page.getByText(/ZIP/).first()).toBeVisible();
  await openBundle(app, sampleIn(folder), "CANNOT-CHECK");
});

test("a truncated bundle is INVALID, and why", async ({ launch, folder }) => {
  const app = await launch();
  await openBundle(app, truncatedIn(folder), "INVALID");
  await openBundle(app, sampleIn(folder), "CANNOT-CHECK");
});

test("a dropped bundle is opened", async ({ launch, folder }) => {
  const app = await launch();
  await app.drop(sampleIn(folder));
  await expect(verdictOf(app.page)).toContainText("CANNOT-CHECK");
});

test("a folder and a missing file are said to be that", async ({ launch, folder }) => {
  const app = await launch({ bundles: [folderIn(folder), join(folder, "nowhere.inqb")] });
  await expect(app.page.getByRole("button", { name: "Open the sample" })).toBeVisible();
  const said = async (words: RegExp) =>
    expect(async () => expect(await everything(app)).toMatch(words)).toPass();
  await said(/is a folder/);
  await said(/no such file/);
});

test("a file without permission is said to be that", async ({ launch, folder }) => {
  test.skip(process.getuid?.() === 0, "root may read everything");
  const path = sampleIn(folder);
  writeFileSync(path, "", { mode: 0o000 });
  const app = await launch({ bundles: [path] });
  await expect(async () => expect(await everything(app)).toMatch(/permission/)).toPass();
});

test("a bundle that vanishes or changes while it is open is noticed", async ({ launch, folder }) => {
  const path = sampleIn(folder);
  const { page } = await launch({ bundles: [path] });
  await expect(verdictOf(page)).toContainText("CANNOT-CHECK");
  renameSync(path, `${path}.moved`);
  await expect(page.getByText("The file is gone")).toBeVisible();
  writeFileSync(path, "something else");
  await expect(page.getByText("The file changed after it was verified")).toBeVisible();
  await goTo(page, "Records");
  await expect(page.getByRole("region", { name: "Warning about this case" })).toContainText(/changed/i);
});

test("where the cache cannot be written the records are there all the same, and it is said", async ({
  launch,
}) => {
  const app = await launch({ sample: true, blockCache: true });
  await goTo(app.page, "Records");
  await expect(app.page.getByRole("grid", { name: /action log/i }).getByRole("row")).toHaveCount(6);
  await expect(app.page.getByText(/memory/).first()).toBeVisible();
});

test("a broken trust file trusts nothing, and says what to do", async ({ launch, folder }) => {
  const app = await launch({ trust: "{ not json" });
  const { page } = app;
  await app.choose(sampleIn(folder));
  await page.getByRole("button", { name: "Open a bundle" }).last().click();
  await expect(page.getByText(/trust file/).first()).toBeVisible();
  await goTo(page, "Trust");
  await expect(page.getByText("nothing is trusted until it is repaired").first()).toBeVisible();
});

/** What stands on the screen and what the terminal shows. */
async function everything(app: {
  page: { locator(s: string): { innerText(): Promise<string> } };
  output(): string;
}) {
  return `${await app.page.locator("body").innerText()}\n${app.output()}`;
}
