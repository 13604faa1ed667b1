import { EventEmitter } from "node:events";
import type { App, Session } from "electron";
import { describe, expect, it } from "vitest";
import { guardAllContents } from "../../../electron/shell/contents-guard.ts";
import { Refusals } from "../../../electron/shell/refusals.ts";
import { guardSession } from "../../../electron/shell/session-guard.ts";
import { dropUnwantedSwitches, switchServicesOff } from "../../../electron/shell/switches.ts";
import { webPreferences } from "../../../electron/shell/window-options.ts";

class FakeContents extends EventEmitter {
  open: (details: { url: string }) => { action: string } = () => ({ action: "allow" });
  policy = "";

  setWindowOpenHandler(handler: typeof this.open): void {
    this.open = handler;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.policy = policy;
  }
}

describe("every page that Electron makes", () => {
  it("is guarded where it is made", () => {
    const app = new EventEmitter();
    const refused: string[] = [];
    guardAllContents(app as unknown as App, (what) => refused.push(what));
    const contents = new FakeContents();
    app.emit("web-contents-created", {}, contents);

    const events = ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"];
    for (const [i, name] of events.entries()) {
      let prevented = 0;
      contents.emit(name, {
        url: `https://evil/${i}`,
        isMainFrame: i === 0,
        preventDefault: () => (prevented += 1),
      });
      expect([name, prevented]).toEqual([name, 1]);
    }
    expect(contents.open({ url: "app://inquest/" })).toEqual({ action: "deny" });
    expect(contents.policy).toBe("disable_non_proxied_udp");
    expect(refused).toEqual([
      "going to https://evil/0",
      "a frame of https://evil/1",
      "a redirection to https://evil/2",
      "a webview",
      "a window of app://inquest/",
    ]);
  });
});

describe("a session", () => {
  type Handler = (...args: unknown[]) => unknown;
  function guarded() {
    const handlers: Record<string, Handler> = {};
    const calls: unknown[][] = [];
    const session = new EventEmitter();
    const keep = (name: string) => (handler: Handler) => void (handlers[name] = handler);
    const note = (name: string) => (value: unknown) => void calls.push([name, value]);
    Object.assign(session, {
      webRequest: { onBeforeRequest: keep("request") },
      setPermissionCheckHandler: keep("check"),
      setPermissionRequestHandler: keep("ask"),
      setDevicePermissionHandler: keep("device"),
      setDisplayMediaRequestHandler: keep("display"),
      setSpellCheckerEnabled: note("spelling"),
      setSpellCheckerDictionaryDownloadURL: note("dictionaries"),
    });
    const refused: string[] = [];
    guardSession(session as unknown as Session, { devTools: false, refused: (what) => refused.push(what) });
    return { session, handlers, calls, refused };
  }

  it.each([
    ["http://evil/x", true],
    ["https://evil/x", true],
    ["ws://127.0.0.1:1/", true],
    ["app://inquest/x", false],
    ["data:image/png,x", false],
  ])("answers a request to %s: cancelled %s", (url, cancel) => {
    const { handlers, refused } = guarded();
    let answer: unknown = null;
    handlers["request"]!({ url }, (given: unknown) => (answer = given));
    expect(answer).toEqual({ cancel });
    expect(refused).toEqual(cancel ? [`a request to ${url}`] : []);
  });

  it.each([
    "media",
    "notifications",
    "geolocation",
    "usb",
    "hid",
    "serial",
    "openExternal",
    "fileSystem",
    "clipboard-read",
  ])("gives nobody the permission %s", (permission) => {
    const { handlers } = guarded();
    let granted: unknown = null;
    const details = { isMainFrame: true, requestingUrl: "app://inquest/" };
    handlers["ask"]!(null, permission, (given: unknown) => (granted = given), details);
    expect([handlers["check"]!(null, permission, "app://inquest", {}), granted]).toEqual([false, false]);
  });

  it.each([
    ["our own page", "app://inquest/", true, true],
    ["a frame in it", "app://inquest/", false, false],
    ["another page", "https://evil/", true, false],
  ])("lets %s copy text: %s %s %s", (_name, url, isMainFrame, expected) => {
    const { handlers } = guarded();
    let granted: unknown = null;
    handlers["ask"]!(null, "clipboard-sanitized-write", (given: unknown) => (granted = given), {
      isMainFrame,
      requestingUrl: url,
    });
    expect(granted).toBe(expected);
  });

  it("gives no device and no screen, downloads nothing and fetches no dictionary", () => {
    const { session, handlers, calls, refused } = guarded();
    let screen: unknown = 0;
    handlers["display"]!({}, (given: unknown) => (screen = given));
    let prevented = false;
    session.emit("will-download", { preventDefault: () => (prevented = true) }, { getURL: () => "blob:x" });
    expect([handlers["device"]!({}), screen, prevented]).toEqual([false, null, true]);
    expect(refused).toEqual(["a download from blob:x"]);
    expect(calls).toEqual([
      ["spelling", false],
      ["dictionaries", "app://inquest/dictionaries/"],
    ]);
  });
});

describe("the refusals in the log", () => {
  it("are told once each, visibly, and not without end", () => {
    const lines: string[] = [];
    const { add } = new Refusals((line) => lines.push(line));
    add("a window of x\u202e\n");
    add("a window of x\u202e\n");
    for (let i = 0; i < 1_000; i++) add(`${i}${"x".repeat(10_000)}`);
    expect(lines[0]).toBe(String.raw`Refused a window of x\u{202e}\u{a}.`);
    expect([lines.length, Math.max(...lines.map(({ length }) => length))]).toEqual([200, 309]);
  });
});

describe("the switches of Chromium", () => {
  function commandLine(given: string[]) {
    const switches = new Map(given.map((name) => [name, ""]));
    const appendSwitch = (name: string, value = ""): void => void switches.set(name, value);
    const hasSwitch = (name: string): boolean => switches.has(name);
    const removeSwitch = (name: string): void => void switches.delete(name);
    return { switches, app: { commandLine: { appendSwitch, hasSwitch, removeSwitch } } as unknown as App };
  }

  it("let a packaged program be neither watched nor diverted", () => {
    const { switches, app } = commandLine([
      "remote-debugging-port",
      "proxy-server",
      "disable-web-security",
      "lang",
    ]);
    dropUnwantedSwitches(app);
    expect([...switches.keys()]).toEqual(["lang"]);
  });

  it("are none that weaken it", () => {
    const { switches, app } = commandLine([]);
    switchServicesOff(app);
    expect(
      [...switches.keys()].filter((name) => /sandbox|web-security|insecure|remote|enable/.test(name)),
    ).toEqual([]);
    expect(switches.get("host-resolver-rules")).toBe("MAP * ~NOTFOUND");
  });
});

describe("the preferences of a page", () => {
  it("give developer tools to nobody who has not built the program", () => {
    const session = {} as Session;
    expect(webPreferences({ preload: "/p", session, devTools: false }).devTools).toBe(false);
  });
});
