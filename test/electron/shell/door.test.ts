import { describe, expect, it } from "vitest";
import type { Reply } from "../../../shared/contract/reply.ts";
import { CALL_CHANNEL } from "../../../electron/shell/channels.ts";
import { BRIDGE_KEYS } from "../../../shared/contract/transport.ts";
import { Pair, loadPreload } from "./window-pair.ts";

function make() {
  const calls: unknown[] = [];
  const refused: string[] = [];
  const pair = new Pair(
    async (...call): Promise<Reply<unknown>> => {
      calls.push(call);
      return { ok: true, value: null };
    },
    (what) => refused.push(what),
  );
  const { bridge, contents } = pair.window();
  const send = (sender: object, frame: object | null, args: unknown[] = ["app.info", {}]) =>
    pair.invoke(sender, frame, CALL_CHANNEL, args);
  return { calls, refused, bridge, contents, send };
}

describe("the door", () => {
  it("lets our own top frame in, and names the window to the host", async () => {
    const { bridge, calls } = make();
    expect(await bridge.call("case.list", { a: 1 })).toEqual({ ok: true, value: null });
    expect(calls).toEqual([["case.list", { a: 1 }, "window-1"]]);
  });

  it.each([
    ["a frame that is gone", (): null => null, "its frame is gone"],
    [
      "a frame inside our page",
      (top: object) => ({ url: "app://inquest/", parent: top }),
      "a frame inside a page",
    ],
    [
      "a frame that is no longer the top one",
      () => ({ url: "app://inquest/", parent: null }),
      "a frame inside a page",
    ],
  ])("refuses %s", async (_name, frame, why) => {
    const { contents, send, calls, refused } = make();
    expect(await send(contents, frame(contents.mainFrame))).toMatchObject({
      error: { code: "unauthorised" },
    });
    expect([calls, refused]).toEqual([[], [expect.stringContaining(why)]]);
  });

  it.each([
    "about:blank",
    "",
    "https://evil.test/",
    "app://evil/",
    "file:///x/index.html",
    "data:text/html,x",
  ])("refuses our top frame while it shows %j", async (url) => {
    const { contents, send, calls } = make();
    contents.mainFrame.url = url;
    expect(await send(contents, contents.mainFrame)).toMatchObject({ error: { code: "unauthorised" } });
    expect(calls).toEqual([]);
  });

  it("refuses contents that are no window of ours, such as developer tools", async () => {
    const { send, calls } = make();
    const frame = { url: "app://inquest/", parent: null };
    expect(await send({ id: 9, mainFrame: frame }, frame)).toMatchObject({ error: { code: "unauthorised" } });
    expect(calls).toEqual([]);
  });

  it.each([[[]], [["app.info"]], [[1, {}]], [[null, {}]], [[["app.info"], {}]], [["app.info", {}, "more"]]])(
    "refuses the arguments %j",
    async (args) => {
      const { contents, send, calls } = make();
      expect(await send(contents, contents.mainFrame, args)).toMatchObject({
        error: { code: "bad-argument" },
      });
      expect(calls).toEqual([]);
    },
  );
});

describe("the preload", () => {
  const load = () => loadPreload(async () => null);

  it("exposes one object of exactly the bridge's keys, and asks for electron alone", () => {
    const { exposed, required } = load();
    expect([...exposed.keys()]).toEqual(["inquest"]);
    expect(Object.keys(exposed.get("inquest") as object).toSorted()).toEqual([...BRIDGE_KEYS].toSorted());
    expect(required).toEqual(["electron"]);
  });

  it("passes events on without Electron's event object, to each listener, until it ends", async () => {
    const { bridge, contents } = make();
    const heard: unknown[][] = [];
    const listener = (...args: unknown[]): void => void heard.push(args);
    const [first, second] = [bridge.on(listener), bridge.on(listener)];
    contents.send("inquest:event", { event: "trust.changed" });
    first();
    contents.send("inquest:event", { event: "trust.changed" });
    second();
    contents.send("inquest:event", { event: "trust.changed" });
    expect(heard).toEqual(Array.from({ length: 3 }, () => [{ event: "trust.changed" }]));
  });

  it("keeps what comes before the page listens, and tells it once the page has what ends it", async () => {
    const { bridge, contents } = make();
    for (let i = 0; i < 300; i++)
      contents.send("inquest:event", { event: "notice", level: "info", message: String(i) });
    const heard: string[] = [];
    const stop = bridge.on((event) => void (event.event === "notice" && heard.push(event.message)));
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect([heard.length, heard[0], heard.at(-1)]).toEqual([256, "44", "299"]);
    stop();
  });

  it("knows paths of files, and says nothing of what is no file", () => {
    const { bridge } = make();
    expect([bridge.pathOf({ path: "/a.inqb" }), bridge.pathOf({}), bridge.pathOf("x")]).toEqual([
      "/a.inqb",
      "",
      "",
    ]);
  });
});
