// npm run pictures: photographs the running application for the README: the sample's verification and a record, light and dark.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { chromiumOptions } from "./browser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "docs/pictures");
const home = mkdtempSync(join(tmpdir(), "inquest-pictures-"));
const server = spawn(process.execPath, ["bin/inquest.mjs", "serve", "--sample", "--no-open"], {
  cwd: root,
  env: { ...process.env, INQUEST_HOME: home },
  stdio: ["ignore", "pipe", "inherit"],
});
mkdirSync(folder, { recursive: true });
const address = await new Promise((resolve, reject) => {
  let said = "";
  server.once("exit", () => reject(new Error(said)));
  server.stdout.on("data", (chunk) => {
    said += chunk;
    const match = /http:\S+/.exec(said);
    if (match !== null) resolve(match[0]);
  });
});
const browser = await chromium.launch(chromiumOptions());
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("heading", { level: 1, name: /VALID/ }).waitFor();
  // The clocks come after the verdict.
  await page.getByText("not known: no ties").waitFor({ state: "attached" });
  await page.screenshot({ path: join(folder, `verification-${colorScheme}.png`) });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("row", { name: /CrashLoopBackOff/ }).click();
  await page
    .getByRole("region", { name: /^Record \d/ })
    .getByText("How sure")
    .waitFor();
  await page.screenshot({ path: join(folder, `records-${colorScheme}.png`) });
  await context.close();
}
await browser.close();
const ended = once(server, "exit");
server.kill("SIGINT");
await ended;
rmSync(home, { recursive: true, force: true });
