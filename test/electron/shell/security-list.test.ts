// Electron's security list, item by item, against the built application. Item 14, the fuses of a packaged program, is
// asserted where it is packaged.

import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CSP } from "../../../electron/host/page.ts";
import { BRIDGE_KEYS } from "../../../shared/contract/transport.ts";
import type { DoubleState } from "../../electron-double/state.ts";
import { launchStandIn } from "../../e2e/hosts/stand-in.ts";
import type { StandIn } from "../../e2e/hosts/stand-in.ts";
import { ROOT } from "../../support/cli.ts";
import { scratch } from "../../support/scratch.ts";
import { call, stateOf } from "./stand-in.ts";
import type { InquestWindow } from "./stand-in.ts";

/** Electron's newest major version, as npm had it in November 2026. Its makers support three. */
const NEWEST_MAJOR = 45;

let app: StandIn;
let page: Page;
let state: DoubleState;
const asked: string[] = [];

beforeAll(async () => {
  const home = scratch("security");
  mkdirSync(home, { recursive: true });
  app = await launchStandIn({ args: ["--sample"], env: { INQUEST_HOME: home } });
  page = await app.firstWindow();
  page.on("request", (request) => asked.push(request.url()));
  await page.waitForLoadState();
  const loaded = page.waitForEvent("load");
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload());
  await loaded;
  await call(page, "case.list");
  state = await stateOf(app);
});
afterAll(() => app?.close());

function preferences(): Record<string, unknown> {
  expect(state.windows).toHaveLength(1);
  return state.windows[0]!["webPreferences"] as Record<string, unknown>;
}

describe("the security list of Electron", () => {
  it("1: loads no remote content: every request goes to the application's own scheme", () => {
    expect(asked.length).toBeGreaterThan(1);
    for (const url of asked) expect(url).toMatch(/^https:\/\/inquest\.app\.test\//);
    expect([state.cancelled, state.escaped]).toEqual([[], []]);
  });

  it("2: gives pages no Node, in workers and frames neither", async () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
    const types = await page.evaluate(() =>
      ["require", "process", "module", "Buffer", "global"].map(
        (name) => typeof Reflect.get(globalThis, name),
      ),
    );
    expect(new Set(types)).toEqual(new Set(["undefined"]));
  });

  it("3: isolates the preload's world from the page's", () => {
    expect(preferences()["contextIsolation"]).toBe(true);
  });

  it("4: sandboxes every process, said before the application is ready", () => {
    expect([preferences()["sandbox"], state.sandboxed]).toEqual([true, true]);
    expect(state.switches.map(([name]) => name)).not.toContain("no-sandbox");
  });

  it("5: denies every permission but that to copy text, which its own page has", async () => {
    const granted = state.permissions.filter(({ check, request }) => check || request);
    expect(granted).toEqual([{ permission: "clipboard-sanitized-write", check: true, request: true }]);
    expect(state.permissions.length).toBeGreaterThan(10);
    const answers = await page.evaluate(() =>
      Promise.all(
        [
          "camera",
          "microphone",
          "geolocation",
          "midi",
          "clipboard-read",
          "idle-detection",
          "local-fonts",
        ].map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
      ),
    );
    expect(new Set(answers)).toEqual(new Set(["denied"]));
  });

  it("6: keeps web security on, with no insecure, experimental or chosen features", () => {
    expect(preferences()).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    expect(Object.keys(preferences())).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:enable|disable)BlinkFeatures$/)]),
    );
    expect(state.switches.map(([name]) => name)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/disable-web-security|enable-blink|allow-running/)]),
    );
  });

  it("7: sends the content security policy with every answer, without any unsafe source", async () => {
    const policies = await page.evaluate(() =>
      Promise.all(
        ["/", "/index.html", "/no-such-file"].map(async (path) =>
          (await fetch(path)).headers.get("content-security-policy"),
        ),
      ),
    );
    expect(new Set(policies)).toEqual(new Set([CSP]));
    expect(CSP.split("; ").toSorted()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
      ].toSorted(),
    );
    // In a task of its own: what a test evaluates is free of the page's policy.
    const refused = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              Reflect.construct(Function, ["return 1"]);
              resolve("compiled");
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(refused).toBe("EvalError");
  });

  it("8: has no webview, and lets none be attached", async () => {
    expect(preferences()["webviewTag"]).toBe(false);
    expect(await prevents("will-attach-webview")).toBe(true);
  });

  it.each(["will-navigate", "will-frame-navigate", "will-redirect"])("9: prevents %s", async (name) => {
    expect(await prevents(name)).toBe(true);
  });

  it("10: denies every new window", async () => {
    const actions = await app.evaluate(({ BrowserWindow }) => {
      const { openHandler } = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        openHandler: (details: { url: string }) => { action: string };
      };
      return ["https://evil.test/", "app://inquest/", "about:blank", "file:///"].map(
        (url) => openHandler({ url }).action,
      );
    });
    expect(new Set(actions)).toEqual(new Set(["deny"]));
  });

  it("11: has no door to shell.openExternal at all, and the linter keeps it so", () => {
    const sources = readdirSync(join(ROOT, "electron"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts"),
    );
    expect(sources.length).toBeGreaterThan(20);
    const importers = sources.filter((name) =>
      /import\s*\{[^}]*\bshell\b[^}]*\}\s*from "electron"/.test(
        readFileSync(join(ROOT, "electron", name), "utf8"),
      ),
    );
    expect(importers).toEqual([]);
    expect(readFileSync(join(ROOT, "dist/main.js"), "utf8")).not.toContain("openExternal");
    expect(readFileSync(join(ROOT, ".oxlintrc.json"), "utf8")).toMatch(/"property": "openExternal"/);
  });

  it("12: answers our own top frame, with errors where the input does not fit", async () => {
    expect(await call(page, "settings.get")).toMatchObject({ ok: true });
    expect(await call(page, "settings.set", { theme: "pink" })).toMatchObject({
      error: { code: "bad-argument" },
    });
  });

  it("13: registers its own scheme once, without more rights than a web page has", () => {
    expect(state.schemes).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it("15: gives the page an exact list of keys, and of events their data alone", async () => {
    const seen = await page.evaluate(async () => {
      const { inquest } = globalThis as InquestWindow;
      const heard = new Promise<unknown[]>((resolve) => {
        const stop = inquest.on((...args: unknown[]) => {
          if ((args[0] as { event: string }).event !== "settings.changed") return;
          stop();
          resolve(args);
        });
      });
      await inquest.call("settings.set", { theme: "dark" });
      await inquest.call("settings.set", { theme: "system" });
      return { keys: Object.keys(inquest), frozen: Object.isFrozen(inquest), heard: await heard };
    });
    expect(seen.keys.toSorted()).toEqual([...BRIDGE_KEYS].toSorted());
    expect(seen.frozen).toBe(true);
    expect(seen.heard).toEqual([{ event: "settings.changed", settings: { theme: "dark" } }]);
  });

  it("15: requires electron in the preload, and nothing else", () => {
    const preload = readFileSync(join(ROOT, "dist/preload.cjs"), "utf8");
    expect([...preload.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
    expect(preload).not.toMatch(/\bimport\b\s*\(/);
  });

  it("16: runs on one of Electron's three newest major versions", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      devDependencies: { electron: string };
    };
    expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThan(NEWEST_MAJOR - 3);
  });

  it("17: opens no connection, and switches off what Chromium would open", () => {
    expect([state.reached, state.escaped]).toEqual([[], []]);
    expect(state.switches).toEqual(
      expect.arrayContaining([
        ["disable-background-networking", null],
        ["disable-component-update", null],
        ["disable-domain-reliability", null],
        ["no-proxy-server", null],
        ["host-resolver-rules", "MAP * ~NOTFOUND"],
      ]),
    );
    const calls = state.calls.map(({ name, args }) => [name, ...args]);
    // Dictionaries would be fetched for any session, also one that no window uses.
    for (const partition of ["", "persist:inquest"]) {
      expect(calls).toContainEqual(["session.setSpellCheckerEnabled", partition, false]);
    }
    expect(preferences()["spellcheck"]).toBe(false);
    expect(calls).toContainEqual(["webContents.setWebRTCIPHandlingPolicy", 1, "disable_non_proxied_udp"]);
  });
});

/** Whether the program prevents an event that only Electron itself could fire here. */
function prevents(name: string): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }, name) => {
    let prevented = false;
    const event = {
      url: "https://evil.test/",
      isMainFrame: true,
      preventDefault: () => {
        prevented = true;
      },
    };
    BrowserWindow.getAllWindows()[0]!.webContents.emit(name, event, event.url);
    return prevented;
  }, name);
}
