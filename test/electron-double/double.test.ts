// The stand-in for Electron itself: its rules, and that it sees what a program without guards lets happen.

import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchStandIn } from "../e2e/hosts/stand-in.ts";
import type { StandIn } from "../e2e/hosts/stand-in.ts";
import { stateOf } from "../electron/shell/stand-in.ts";

const OPEN = join(import.meta.dirname, "fixtures/open.mjs");

interface Fixture {
  readonly bridge: {
    echo(...args: unknown[]): Promise<unknown[]>;
    fail(): Promise<unknown>;
    nobody(): Promise<unknown>;
    add(a: number, b: number): number;
    apply(run: (value: unknown) => unknown, value: unknown): unknown;
    counter(): { next(): number };
    later(value: unknown): Promise<unknown>;
    throws(): void;
    readonly list: [number, { two: string }];
  };
}
type FixtureWindow = typeof globalThis & Fixture;

let app: StandIn;
let page: Page;

beforeAll(async () => {
  app = await launchStandIn({ main: OPEN });
  page = await app.firstWindow();
  await page.waitForURL("https://inquest.app.test/");
});
afterAll(() => app?.close());

describe("a program that guards nothing, on the stand-in", () => {
  it("is granted to its page what the page asks for", async () => {
    const states = await page.evaluate(() =>
      Promise.all(
        ["camera", "geolocation", "clipboard-read"].map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    );
    expect(states).toEqual(["granted", "granted", "granted"]);
  });

  it("is seen to let requests out, which go nowhere", async () => {
    const name = await page.evaluate(() =>
      fetch("https://evil.test/fetch", { mode: "no-cors" }).then(
        () => "answered",
        (error: Error) => error.name,
      ),
    );
    expect(name).toBe("TypeError");
    expect((await stateOf(app)).escaped).toContainEqual({ kind: "request", url: "https://evil.test/fetch" });
  });

  it("is seen to open windows", async () => {
    await page.evaluate(() => void globalThis.open("https://evil.test/popup"));
    await expect
      .poll(async () => (await stateOf(app)).escaped)
      .toContainEqual({ kind: "popup", url: "https://evil.test/popup" });
    expect((await app.windows()).length).toBe(1);
  });

  it("is seen to download", async () => {
    await page.evaluate(() =>
      Object.assign(document.createElement("a"), { href: "data:text/plain,x", download: "x" }).click(),
    );
    await expect
      .poll(async () => (await stateOf(app)).escaped)
      .toContainEqual({ kind: "download", url: "data:text/plain,x" });
  });

  it("is seen to open sockets", async () => {
    await page.evaluate(() => void new WebSocket("wss://evil.test/socket"));
    await expect
      .poll(async () => (await stateOf(app)).escaped)
      .toContainEqual({ kind: "websocket", url: "wss://evil.test/socket" });
  });

  it("lets its page go where it wants", async () => {
    await page.evaluate(() => {
      globalThis.location.href = "/second";
    });
    await page.waitForURL("https://inquest.app.test/second");
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL()))
      .toBe("app://inquest/second");
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle()))
      .toBe("/second");
  });
});

describe("the bridge of the stand-in", () => {
  it("gives the page what the preload exposes, frozen, and nothing of the preload's world", async () => {
    const seen = await page.evaluate(() => {
      const { bridge } = globalThis as FixtureWindow;
      const deep = Object.isFrozen(bridge) && Object.isFrozen(bridge.list) && Object.isFrozen(bridge.list[1]);
      return { secret: typeof Reflect.get(globalThis, "secret"), list: bridge.list, deep };
    });
    expect(seen).toEqual({ secret: "undefined", list: [1, { two: "2" }], deep: true });
  });

  it("carries functions, promises and errors across, at once where the call is", async () => {
    const seen = await page.evaluate(async () => {
      const { bridge } = globalThis as FixtureWindow;
      const counter = bridge.counter();
      let thrown = "";
      try {
        bridge.throws();
      } catch (error) {
        thrown = (error as Error).message;
      }
      return [
        bridge.add(1, 2),
        bridge.apply((value) => `${String(value)}!`, "called"),
        [counter.next(), counter.next()],
        await bridge.later({ deep: [1] }),
        thrown,
      ];
    });
    expect(seen).toEqual([3, "called!", [1, 2], { deep: [1] }, "thrown in the preload"]);
  });

  it("carries to the main process and back what can be cloned", async () => {
    const seen = await page.evaluate(async () => {
      const { bridge } = globalThis as FixtureWindow;
      const sent = [
        undefined,
        null,
        -0,
        Number.NaN,
        2n ** 70n,
        "\ud800\u2028",
        new Date(5),
        new Uint8Array([1, 255]),
      ];
      const back = await bridge.echo(...sent, { __proto__: null, a: [] }, new Map([["k", new Set([1])]]));
      const [none, nothing, zero, nan, big, text, date, bytes, object, map] = back;
      return [
        none === undefined && nothing === null && Object.is(zero, -0) && Number.isNaN(nan),
        [big === 2n ** 70n, text === "\ud800\u2028", (date as Date).getTime(), [...(bytes as Uint8Array)]],
        object,
        [...(map as Map<string, Set<number>>).get("k")!],
      ];
    });
    expect(seen).toEqual([true, [true, true, 5, [1, 255]], { a: [] }, [1]]);
  });

  it("refuses functions, nodes and symbols on their way to the main process", async () => {
    const reasons = await page.evaluate(() => {
      const { bridge } = globalThis as FixtureWindow;
      const reason = async (value: unknown): Promise<string> => {
        try {
          await bridge.echo(value);
          return "sent";
        } catch (error) {
          return (error as Error).message;
        }
      };
      return Promise.all([() => 1, document.body, Symbol("s"), new WeakMap()].map(reason));
    });
    for (const reason of reasons) expect(reason).toContain("could not be cloned");
  });

  it("words failures as Electron does", async () => {
    const reasons = await page.evaluate(() => {
      const { bridge } = globalThis as FixtureWindow;
      return Promise.all(
        [bridge.fail(), bridge.nobody()].map((call) => call.catch((error: Error) => error.message)),
      );
    });
    expect(reasons).toEqual([
      "Error invoking remote method 'fail': TypeError: it failed",
      "Error invoking remote method 'no-such-channel': Error: No handler registered for 'no-such-channel'",
    ]);
  });

  it("is not in frames inside the page", async () => {
    const types = await page.evaluate(async () => {
      const frame = Object.assign(document.createElement("iframe"), { src: "/frame" });
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
      document.body.append(frame);
      await loaded;
      return [typeof Reflect.get(frame.contentWindow!, "bridge"), frame.contentDocument!.title];
    });
    expect(types).toEqual(["undefined", "/frame"]);
  });
});

describe("the stand-in", () => {
  it.each([
    ["an API that it does not have", "app.getLocale", /does not have app\.getLocale/],
    ["a module that it does not have", "shell", /does not have electron\.shell/],
    ["an event that it never fires", "event", /does not have the event app "no-such-event"/],
    ["a window without a sandbox", "window", /webPreferences\.contextIsolation that is not said to be true/],
    ["the sandbox after ready", "sandbox", /must be called before app is ready/],
    ["a second handler of a channel", "handler", /second handler/],
    ["a path that is not there", "path", /does not exist/],
  ])("throws at %s", async (_name, what, message) => {
    const attempt = app.evaluate((electron, what) => {
      const { app, BrowserWindow, ipcMain } = electron;
      switch (what) {
        case "app.getLocale":
          return app.getLocale();
        case "shell":
          return typeof electron.shell;
        case "event":
          return void app.on("no-such-event" as "ready", () => {});
        case "window":
          return void new BrowserWindow({ webPreferences: {} });
        case "sandbox":
          return app.enableSandbox();
        case "handler":
          return ipcMain.handle("echo", () => 1);
        default:
          return app.setPath("userData", "/no/such/folder");
      }
    }, what);
    await expect(attempt).rejects.toThrow(message);
  });

  it("gives a preload electron and no other module", async () => {
    const thief = await launchStandIn({ main: OPEN, env: { FIXTURE_PRELOAD: "thief.cjs" } });
    try {
      const page = await thief.firstWindow();
      await page.waitForURL("https://inquest.app.test/");
      await expect
        .poll(() => thief.output())
        .toContain("Unable to load preload script: module not found: fs");
      expect(await page.evaluate(() => typeof Reflect.get(globalThis, "files"))).toBe("undefined");
    } finally {
      await thief.close();
    }
  });
});
