// npm run bench:app [-- --quick]: the application beside the command line: start to first paint, opening to verdict, index and
// queries, and how long a host's main thread is ever blocked.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import type { Page } from "@playwright/test";
import { chromiumOptions } from "../../tools/browser.mjs";
import { launchStandIn } from "../e2e/hosts/stand-in.ts";
import { benchData } from "./data.ts";
import { inquest, median } from "./measure.ts";
import { serve } from "./served.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const quick = process.argv.includes("--quick");
const count = quick ? 100_000 : 1_000_000;
const sample = `${root}resources/samples/node-saturation`;
const lines: string[] = [];

execFileSync(process.execPath, ["tools/build.mjs"], { cwd: root });
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
  lines.push(line);
};
say(`Node ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]!.model}; medians`);

await startWeb(5);
await startStandIn(3);
await openings("the sample", `${sample}.inqb`, `${sample}.trust.json`, 9);
const data = await benchData(count);
await openings(`${count} entries`, data.bundle, data.trust, 3);
await queries(data.bundle, data.trust);

/** Start of the process to the page's first contentful paint, a browser that runs already. */
async function startWeb(runs: number): Promise<void> {
  const browser = await chromium.launch(chromiumOptions());
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const host = await serve(["--sample"]);
    const page = await browser.newPage();
    await page.goto(host.address);
    await painted(page);
    times.push(performance.now() - start);
    await page.close();
    await host.end();
  }
  await browser.close();
  say(`start to first paint, web host: ${median(times).toFixed(0)} ms (browser running)`);
}

async function startStandIn(runs: number): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const home = mkdtempSync(join(tmpdir(), "inquest-bench-"));
    const start = performance.now();
    const app = await launchStandIn({ args: ["--sample"], env: { HOME: home, INQUEST_HOME: home } });
    await painted(await app.firstWindow());
    times.push(performance.now() - start);
    await app.close();
    rmSync(home, { recursive: true, force: true });
  }
  say(
    `start to first paint, stand-in for Electron: ${median(times).toFixed(0)} ms (browser's start included)`,
  );
}

async function painted(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
}

async function openings(what: string, bundle: string, trust: string, runs: number): Promise<void> {
  const cli: number[] = [];
  const app: number[] = [];
  const blocks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    cli.push(inquest(["verify", bundle, "--trust", trust, "--quiet"]).ms);
    const host = await serve(["--trust", trust]);
    const start = performance.now();
    const opened = await host.call("case.open", { source: { kind: "path", path: bundle }, task: "bench" });
    app.push(performance.now() - start);
    if (opened.verdict.verdict !== "VALID") throw new Error(`${bundle} is ${opened.verdict.verdict}`);
    await indexed(host, opened.id);
    blocks.push(await host.end());
  }
  const ratio = median(app) / median(cli);
  say(
    `open to verdict, ${what}: ${ms(median(app))}; inquest verify ${ms(median(cli))}; ratio ${ratio.toFixed(2)} (target 1.3)`,
  );
  say(
    `longest block of the host's main thread while opening and indexing ${what}: ${ms(Math.max(...blocks))} (target 50 ms)`,
  );
}

/** Asks until the index is whole; how long that took, in milliseconds. */
async function indexed(host: Awaited<ReturnType<typeof serve>>, id: string): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { index } = await host.call("case.get", { case: id });
    if (index.state === "failed" || index.state === "none") throw new Error(`no index: ${index.reason}`);
    if (index.state === "ready") return performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function queries(bundle: string, trust: string): Promise<void> {
  const host = await serve(["--trust", trust]);
  const { id } = await host.call("case.open", { source: { kind: "path", path: bundle }, task: "bench" });
  say(`index of ${count} entries after the verdict: ${ms(await indexed(host, id))}`);
  const ask = async (text: string, sort: "seq" | "confidence") => {
    const start = performance.now();
    const query = { text, outcomes: [], sort, descending: sort !== "seq" };
    const { view, matched } = await host.call("records.query", { case: id, query });
    return { time: performance.now() - start, view, matched };
  };
  const plain = await ask("", "seq");
  const sorted = await ask("", "confidence");
  const found = await ask("scale", "seq");
  say(
    `query: all ${ms(plain.time)}, sorted by confidence ${ms(sorted.time)}, text ${ms(found.time)} (${found.matched} rows)`,
  );
  const pages: number[] = [];
  const records: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    const from = Math.floor(((i * 7919) % 1000) * ((plain.matched - 200) / 1000));
    let start = performance.now();
    await host.call("records.page", { case: id, view: plain.view, from, count: 200 });
    pages.push(performance.now() - start);
    start = performance.now();
    await host.call("records.get", { case: id, line: from + 1 });
    records.push(performance.now() - start);
  }
  say(
    `page of 200 rows: ${ms(median(pages))} (worst ${ms(Math.max(...pages))}); one record: ${ms(median(records))} (worst ${ms(Math.max(...records))})`,
  );
  await host.end();
}

function ms(value: number): string {
  return value < 1000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(2)} s`;
}
