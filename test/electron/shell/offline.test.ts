// A whole review in the desktop application: whatever it does, it connects to nothing and asks for nothing but its own page.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Case } from "../../../shared/contract/cases.ts";
import { unwrap } from "../../../shared/contract/reply.ts";
import { launchStandIn } from "../../e2e/hosts/stand-in.ts";
import { ROOT, SAMPLE } from "../../support/cli.ts";
import { scratch } from "../../support/scratch.ts";
import { call, stateOf } from "./stand-in.ts";

it("a whole review in the desktop application opens no connection", async () => {
  const home = scratch("offline");
  mkdirSync(home, { recursive: true });
  const app = await launchStandIn({ args: [join(ROOT, SAMPLE)], env: { INQUEST_HOME: home } });
  try {
    const page = await app.firstWindow();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const ask = async <T>(name: string, input: unknown): Promise<T> =>
      unwrap(await call(page, name, input)) as T;
    await page.getByRole("heading", { level: 1, name: /CANNOT-CHECK/ }).waitFor();
    const [{ id }] = await ask<[Case]>("case.list", {});
    await page.getByRole("button", { name: "Continue anyway" }).click();
    await page.getByRole("row", { name: /CrashLoopBackOff/ }).click();
    await page.getByRole("region", { name: /^Record/ }).waitFor();
    await page.getByRole("tab", { name: /Files/ }).click();
    await page.getByRole("row", { name: /alerts\.json/ }).click();
    await page.getByRole("region", { name: "File" }).waitFor();
    await page.evaluate(() => (location.hash = "#/trust"));
    await page.getByRole("heading", { name: "Trust", exact: true }).waitFor();
    await ask("export.verification", { case: id, format: "markdown" });
    await ask("case.verify", { case: id, task: "b" });
    await ask("case.close", { case: id });
    const state = await stateOf(app);
    expect([state.reached, state.escaped]).toEqual([[], []]);
    const { origin } = new URL(page.url());
    expect(requests.filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
  } finally {
    await app.close();
  }
});
