// The page's way to the host in a real browser, and what a page elsewhere can do in the same browser: the headers are
// those that browsers send, not those that we believe they send.

import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { rolldown } from "rolldown";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchPage, openBrowser } from "../../../electron/web/browser.ts";
import { success } from "../../../shared/contract/reply.ts";
import { chromiumOptions, findChromium } from "../../../tools/browser.mjs";
import { ROOT } from "../../support/cli.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";
import { startLoopback } from "./loopback.ts";
import type { Loopback } from "./loopback.ts";

/** Uses the transport as the interface does, and leaves it where the test finds it. */
const MAIN = `import { createHttpTransport } from "./http.js";
globalThis.events = [];
globalThis.opened = createHttpTransport().then((transport) => {
  if ("refused" in transport) return transport.refused;
  transport.on((event) => events.push(event));
  globalThis.transport = transport;
  return "open";
});
`;

const missing = findChromium() === null;
if (missing) console.warn("skipped: no Chromium found, see tools/browser.mjs");

describe.skipIf(missing)("in a browser", () => {
  let browser: Browser;
  let web: Loopback;
  const pages: Page[] = [];

  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions());
    const bundle = await rolldown({ input: join(ROOT, "renderer/api/http.ts"), platform: "browser" });
    const { output } = await bundle.generate({ format: "esm" });
    await bundle.close();
    web = await startLoopback({ assets: { "main.js": MAIN, "http.js": output[0].code } });
  });
  afterAll(async () => {
    await browser.close();
    await web.close();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
    web.host.calls.length = 0;
  });

  async function visit(address: string): Promise<{ page: Page; errors: string[] }> {
    const page = await browser.newPage();
    pages.push(page);
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(address);
    return { page, errors };
  }
  const opened = (page: Page): Promise<unknown> => page.evaluate("opened");

  describe("our page", () => {
    it("enters by the address, calls, hears events, and stays in after a reload", async () => {
      web.host.answer = (name) => {
        web.host.emit({ event: "case.changed", case: "a" });
        return success({ name });
      };
      const { page, errors } = await visit(`${web.base}/#token=${web.token}/trust`);
      expect(await opened(page)).toBe("open");
      expect(page.url()).toBe(`${web.base}/#/trust`);
      expect(await page.evaluate("transport.call('app.info', {})")).toEqual(success({ name: "app.info" }));
      expect(await page.evaluate("events")).toEqual([{ event: "case.changed", case: "a" }]);
      await page.reload();
      expect(await opened(page)).toBe("open");
      expect(await page.evaluate("transport.call('case.list', {})")).toEqual(success({ name: "case.list" }));
      expect(errors).toEqual([]);
    });

    it("enters through the private file that opens the browser", async () => {
      const file = scratchFile("open.html", launchPage(`${web.base}/#token=${web.token}`));
      const { page } = await visit(pathToFileURL(file).href);
      await page.waitForURL(`${web.base}/`);
      expect(await opened(page)).toBe("open");
    });

    it("sends a file and hears how far it is", async () => {
      const { page } = await visit(`${web.base}/#token=${web.token}`);
      await opened(page);
      const sent = await page.evaluate(`(async () => {
        const progress = [];
        const file = new Blob([new Uint8Array(20_000_000).fill(7)]);
        const signal = new AbortController().signal;
        const reply = await transport.upload(file, "a.inqb", (p) => progress.push(p), signal);
        return { reply, last: progress.at(-1) };
      })()`);
      expect(sent).toEqual({
        reply: success({ id: "0".repeat(32) }),
        last: { done: 20_000_000, total: 20_000_000 },
      });
      expect(statSync(web.host.uploads.at(-1)!.path).size).toBe(20_000_000);
    });

    it("can change its mind about a file", async () => {
      const { page } = await visit(`${web.base}/#token=${web.token}`);
      await opened(page);
      const before = web.host.uploads.length;
      const reply = await page.evaluate(`(async () => {
        const stop = new AbortController();
        const file = new Blob([new Uint8Array(50_000_000)]);
        return transport.upload(file, "a.inqb", () => stop.abort(), stop.signal);
      })()`);
      expect(reply).toMatchObject({ ok: false, error: { code: "cancelled" } });
      expect(web.host.uploads).toHaveLength(before);
    });

    it("is told in words where it may not come in", async () => {
      const { page } = await visit(web.base);
      expect(await opened(page)).toContain("no session");
    });

    it("runs no script of anybody else and frames nothing", async () => {
      const { page, errors } = await visit(`${web.base}/#token=${web.token}`);
      await page.evaluate(`(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = true";
        document.body.append(script);
        const frame = document.createElement("iframe");
        frame.srcdoc = "<p>a";
        document.body.append(frame);
        const image = document.createElement("img");
        image.src = "http://192.0.2.1/";
        document.body.append(image);
      })()`);
      expect(await page.evaluate("globalThis.ran")).toBeUndefined();
      expect(errors.filter((text) => text.includes("Content Security Policy")).length).toBeGreaterThanOrEqual(
        2,
      );
      await expect(page.evaluate("fetch('http://192.0.2.1/')")).rejects.toThrow(/Failed to fetch|violates/);
    });
  });

  describe("a page elsewhere", () => {
    let elsewhere: Server;
    let evil: string;

    beforeAll(async () => {
      elsewhere = createServer((_request, response) => {
        response.writeHead(200, { "content-type": "text/html" });
        response.end("<!doctype html><title>elsewhere</title><body>");
      }).listen(0, "127.0.0.1");
      await once(elsewhere, "listening");
      evil = `http://localhost:${(elsewhere.address() as AddressInfo).port}/`;
    });
    afterAll(() => {
      elsewhere.close();
      elsewhere.closeAllConnections();
    });

    it("reads and sends nothing with fetch, even with a session", async () => {
      const { page } = await visit(evil);
      const tried = await page.evaluate(`(async () => {
        const url = "${web.base}/api/call/case.list";
        const headers = { authorization: "${await web.enter()}", "content-type": "application/json" };
        const ways = [
          () => fetch(url, { method: "POST", body: "{}", headers }),
          () => fetch(url, { method: "POST", body: "{}", headers: { "content-type": "text/plain" } }),
          () => fetch("${web.base}/", { credentials: "include" }),
          () => fetch("${web.base}/api/events", { headers }),
        ];
        const outcomes = [];
        for (const way of ways) outcomes.push(await way().then(({ status }) => status, () => "blocked"));
        const opaque = await fetch(url, { method: "POST", mode: "no-cors", body: "{}" }).catch(() => ({ type: "blocked" }));
        return { outcomes, opaque: opaque.type };
      })()`);
      expect(tried).toMatchObject({ outcomes: ["blocked", "blocked", "blocked", "blocked"] });
      expect((tried as { opaque: string }).opaque).toMatch(/^(?:opaque|blocked)$/);
      expect(web.host.calls).toEqual([]);
    });

    it("posts no form", async () => {
      const { page } = await visit(evil);
      await page.evaluate(`(() => {
        const form = document.createElement("form");
        form.method = "POST";
        form.enctype = "text/plain";
        form.action = "${web.base}/api/call/case.list";
        document.body.append(form);
        form.submit();
      })()`);
      await page.waitForURL(`${web.base}/**`);
      expect(await page.textContent("body")).toBe("forbidden\n");
      expect(web.host.calls).toEqual([]);
    });

    it("embeds neither page, script nor socket", async () => {
      const { page } = await visit(evil);
      const tried = await page.evaluate(`(async () => {
        const outcome = (tag, attribute) => new Promise((resolve) => {
          const element = document.createElement(tag);
          element.onload = () => resolve("loaded");
          element.onerror = () => resolve("refused");
          element[attribute] = "${web.base}/assets/main.js";
          document.body.append(element);
        });
        const socket = await new Promise((resolve) => {
          const socket = new WebSocket("${web.base.replace("http", "ws")}/api/events");
          socket.onopen = () => resolve("open");
          socket.onerror = () => resolve("refused");
        });
        const frame = document.createElement("iframe");
        frame.src = "${web.base}/#token=${web.token}";
        const loaded = new Promise((resolve) => (frame.onload = resolve));
        document.body.append(frame);
        await loaded;
        return [await outcome("script", "src"), await outcome("img", "src"), socket];
      })()`);
      expect(tried).toEqual(["refused", "refused", "refused"]);
      const frames = await Promise.all(
        page.frames().map((frame) => frame.evaluate("typeof opened").catch(() => "none")),
      );
      expect(frames).not.toContain("object");
      expect(web.sessions.size).toBeLessThan(20);
    });

    it("opens our page in a window that it has no hold of", async () => {
      const { page } = await visit(evil);
      const popup = page.waitForEvent("popup");
      await page.evaluate(`globalThis.theirs = window.open("${web.base}/")`);
      const ours = await popup;
      await ours.waitForURL(`${web.base}/`);
      expect(await ours.evaluate("window.opener")).toBeNull();
      expect(await page.evaluate("theirs.closed")).toBe(true);
    });
  });
});

describe("the file that opens the browser", () => {
  it("is private, holds the address, and is no argument that others can read it from", async () => {
    const address = "http://127.0.0.1:1/#token=secret";
    const told = scratch("told.txt");
    const script = scratchFile(
      "opener.mjs",
      `import { copyFileSync, renameSync, statSync, writeFileSync } from "node:fs";
      import { dirname } from "node:path";
      const path = process.argv[2];
      const modes = [path, dirname(path)].map((p) => (statSync(p).mode & 0o777).toString(8));
      copyFileSync(path, ${JSON.stringify(scratch("seen.html"))});
      writeFileSync(${JSON.stringify(`${told}.part`)}, JSON.stringify({ args: process.argv.slice(2), modes }));
      renameSync(${JSON.stringify(`${told}.part`)}, ${JSON.stringify(told)});`,
    );
    mkdirSync(scratch("."), { recursive: true });
    writeFileSync(scratch("seen.html"), "");
    const remove = await openBrowser(address, [process.execPath, script]);
    const { args, modes } = await appeared(told);
    expect(modes).toEqual(["600", "700"]);
    expect(args.join()).not.toContain("secret");
    expect(readFileSync(scratch("seen.html"), "utf8")).toContain(`url=${address}"`);
    remove();
    expect(() => statSync(args[0]!)).toThrow(/ENOENT/);
  });

  it("is no error where no browser starts", async () => {
    (await openBrowser("http://127.0.0.1:1/", [scratch("no-such-program")]))();
  });
});

async function appeared(path: string): Promise<{ args: string[]; modes: string[] }> {
  for (;;) {
    try {
      return JSON.parse(readFileSync(path, "utf8")) as { args: string[]; modes: string[] };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
