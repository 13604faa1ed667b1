import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHttpTransport } from "../../../renderer/api/http.ts";
import type { HttpTransport } from "../../../renderer/api/http.ts";
import { startLoopback } from "../../electron/web/loopback.ts";
import type { Loopback } from "../../electron/web/loopback.ts";
import type { ContractEvent } from "../../../shared/contract/events.ts";
import { failure, success } from "../../../shared/contract/reply.ts";

/** Waits for what another connection brings. */
async function eventually(look: () => void): Promise<void> {
  await vi.waitFor(look, { timeout: 30_000, interval: 5 });
}

/** A tab of a browser: what it stores, and what its address says. */
function openTab(hash: string) {
  const stored = new Map<string, string>();
  return {
    storage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
    location: {
      hash,
      setHash(value: string) {
        this.hash = value;
      },
    },
    stored,
  };
}

let web: Loopback;
const open: HttpTransport[] = [];

beforeEach(async () => {
  web = await startLoopback();
});
afterEach(async () => {
  for (const transport of open.splice(0)) transport.close();
  await web.close();
});

async function connect(tab = openTab(`#token=${web.token}`), base = web.base) {
  const transport = await createHttpTransport({ ...tab, base });
  if ("refused" in transport) return transport.refused;
  open.push(transport);
  const events: ContractEvent[] = [];
  transport.on((event) => events.push(event));
  return { transport, events, tab };
}

async function connected(tab?: ReturnType<typeof openTab>) {
  const opened = await connect(tab);
  if (typeof opened === "string") throw new Error(opened);
  return opened;
}

describe("the page's way in", () => {
  it.each([
    ["", ""],
    ["/case/a/records?line=3", "#/case/a/records?line=3"],
    ["#/trust", "#/trust"],
  ])("takes the token out of the address and keeps the route behind it: %j", async (route, hash) => {
    const { tab } = await connected(openTab(`#token=${web.token}${route}`));
    expect(tab.location.hash).toBe(hash);
    expect([...tab.stored.values()].join()).not.toContain(web.token);
  });

  it("goes on with the tab's session after a reload", async () => {
    const { tab } = await connected();
    const again = { ...openTab("#/trust"), storage: tab.storage };
    const { transport } = await connected(again);
    expect(await transport.call("app.info", {})).toEqual(success({}));
    expect(again.location.hash).toBe("#/trust");
    expect(new Set(web.host.calls.map(({ client }) => client)).size).toBe(1);
  });

  it("is refused in words without a session, with a wrong one, and without a host", async () => {
    expect(await connect(openTab(""))).toContain("no session");
    expect(await connect(openTab(`#token=${"a".repeat(43)}`))).toContain("another run");
    const stale = openTab("");
    stale.stored.set("inquest.session", "b".repeat(43));
    expect(await connect(stale)).toContain("another run");
    expect(stale.stored.size).toBe(0);
    const { port } = web;
    await web.close();
    expect(await connect(openTab(`#token=${web.token}`), `http://127.0.0.1:${port}`)).toContain(
      "cannot be reached",
    );
  });

  it("is not lost by a link with a wrong token", async () => {
    const { tab } = await connected();
    tab.location.hash = `#token=${"a".repeat(43)}`;
    await connected(tab);
    expect(tab.location.hash).toBe("");
  });
});

describe("calls", () => {
  it("reach the host with their input, and its replies come back", async () => {
    const { transport } = await connected();
    web.host.answer = (_name, input) => success({ input });
    expect(await transport.call("case.get", { case: "\u{1f600}\0\u2028" })).toEqual(
      success({ input: { case: "\u{1f600}\0\u2028" } }),
    );
    web.host.answer = () => failure("no-such-case", "none", "gone");
    expect(await transport.call("case.get", {})).toEqual(failure("no-such-case", "none", "gone"));
  });

  it("never reject, whatever they are given", async () => {
    const { transport } = await connected();
    web.host.answer = (name) => failure("unknown-call", name);
    const code = async (name: string, input: unknown): Promise<string> => {
      const reply = await transport.call(name, input);
      return reply.ok ? "ok" : reply.error.code;
    };
    for (const name of ["", ".", "..", "../session", "a/b", "a?b", "a b", "\0", "__proto__", "\ud800"])
      expect(await code(name, {})).toBe("unknown-call");
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    expect(await code("case.get", cyclic)).toBe("bad-argument");
    expect(await code("case.get", 1n)).toBe("bad-argument");
    web.host.answer = () => ({ ok: 1 }) as never;
    expect(await code("case.get", undefined)).toBe("internal");
    expect(await code("case.get", { text: "a".repeat(17 * 1024 * 1024) })).toMatch(
      /bad-argument|disconnected/,
    );
  });

  it("come back after the events that the host told before", async () => {
    const { transport, events } = await connected();
    web.host.answer = () => {
      for (let i = 0; i < 100; i += 1) web.host.emit({ event: "case.changed", case: `a${i}` });
      return success({});
    };
    await transport.call("case.verify", {});
    expect(events).toHaveLength(100);
    expect(events.at(-1)).toEqual({ event: "case.changed", case: "a99" });
  });

  it("are disconnected when the host ends, those under way too", async () => {
    const { transport, events } = await connected();
    web.host.answer = () => new Promise(() => {});
    const pending = transport.call("case.open", {});
    await eventually(() => expect(web.host.calls).toHaveLength(1));
    await web.close();
    expect(await pending).toMatchObject({ ok: false, error: { code: "disconnected" } });
    expect(await transport.call("app.info", {})).toMatchObject({
      ok: false,
      error: { code: "disconnected" },
    });
    await eventually(() =>
      expect(events).toEqual([expect.objectContaining({ event: "notice", level: "warning" })]),
    );
  });

  it("are unauthorised at another run of the host, and the page is told", async () => {
    const { transport, events, tab } = await connected();
    const { port } = web;
    await web.close();
    await eventually(() => expect(events).toHaveLength(1));
    web = await startLoopback({ port });
    await eventually(() => expect(events.at(-1)).toMatchObject({ event: "notice", level: "error" }));
    expect(await transport.call("app.info", {})).toMatchObject({
      ok: false,
      error: { code: "unauthorised" },
    });
    expect(tab.stored.size).toBe(0);
  });
});

describe("events", () => {
  it("come in order, until they are no longer wanted", async () => {
    const { transport, events } = await connected();
    const few: ContractEvent[] = [];
    const stop = transport.on((event) => few.push(event));
    web.host.emit({ event: "trust.changed" });
    web.host.emit({ event: "notice", level: "info", message: "a\n\ndata: b\r\u2028" });
    await eventually(() => expect(events).toHaveLength(2));
    stop();
    web.host.emit({ event: "case.closed", case: "a" });
    await eventually(() => expect(events).toHaveLength(3));
    expect(few).toEqual(events.slice(0, 2));
    expect(few[1]).toEqual({ event: "notice", level: "info", message: "a\n\ndata: b\r\u2028" });
  });

  it("that were missed while the stream was cut are made up for", async () => {
    const { transport, events } = await connected();
    web.host.answer = (name) =>
      success(
        name === "case.list"
          ? [
              { id: "stays", verdict: {} },
              { id: "goes", verdict: {} },
            ]
          : {},
      );
    await transport.call("case.list", {});
    web.host.answer = (name) =>
      success(
        name === "case.list"
          ? [
              { id: "stays", verdict: {} },
              { id: "comes", verdict: {} },
            ]
          : { theme: "dark" },
      );
    web.server.closeAllConnections();
    web.host.emit({ event: "case.closed", case: "goes" });
    await eventually(() => expect(events).toHaveLength(5));
    expect(events).toEqual([
      { event: "trust.changed" },
      { event: "settings.changed", settings: { theme: "dark" } },
      { event: "case.closed", case: "goes" },
      { event: "case.changed", case: "stays" },
      { event: "case.changed", case: "comes" },
    ]);
  });

  it("are not made up where none was missed", async () => {
    const { events } = await connected();
    const opened = once(web.server, "request");
    web.server.closeAllConnections();
    await opened;
    web.host.emit({ event: "trust.changed" });
    await eventually(() => expect(events).toEqual([{ event: "trust.changed" }]));
    expect(web.host.calls).toEqual([]);
  });

  it("that no page hears for a while end the session's work", async () => {
    await web.close();
    const timers: (() => void)[] = [];
    web = await startLoopback({
      after: (_ms, callback) => {
        timers.push(callback);
        return () => timers.splice(timers.indexOf(callback), 1);
      },
    });
    const { transport } = await connected();
    await eventually(() => expect(timers).toEqual([]));
    transport.close();
    await eventually(() => expect(timers).toHaveLength(1));
    timers[0]!();
    expect(web.host.left).toEqual(["web-1"]);
  });
});

describe("a file that is sent", () => {
  const signal = { aborted: false, addEventListener: () => {} };

  it("arrives whole, and its name with it", async () => {
    const { transport } = await connected();
    const bytes = new Uint8Array(3_000_000).fill(7);
    const progress: unknown[] = [];
    const reply = await transport.upload!(
      new Blob([bytes]),
      "a b/\u00e9&?.inqb",
      (p) => progress.push(p),
      signal,
    );
    expect(reply).toEqual(success({ id: "0".repeat(32) }));
    expect(web.host.uploads).toEqual([{ path: expect.any(String) as string, name: "\u00e9&?.inqb" }]);
    expect(readFileSync(web.host.uploads[0]!.path).equals(bytes)).toBe(true);
    expect(progress.at(-1)).toEqual({ done: bytes.length, total: bytes.length });
  });

  it("is cancelled before it begins", async () => {
    const { transport } = await connected();
    const reply = await transport.upload!(new Blob(["a"]), "a", () => {}, { ...signal, aborted: true });
    expect(reply).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(readdirSync(web.uploads)).toEqual([]);
  });

  it("must be a file", async () => {
    const { transport } = await connected();
    const reply = await transport.upload!("/etc/passwd", "a", () => {}, signal);
    expect(reply).toMatchObject({ ok: false, error: { code: "bad-argument" } });
  });

  it("that does not fit on the disk is refused in words, and nothing of it stays", async () => {
    const { transport } = await connected();
    const answer = await web.send({
      method: "PUT",
      target: "/api/upload?name=a",
      headers: { authorization: await web.enter(), "content-length": String(Number.MAX_SAFE_INTEGER) },
    });
    expect(answer.status).toBe(507);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: "not-written" } });
    expect(readdirSync(web.uploads)).toEqual([]);
    expect(await transport.call("app.info", {})).toEqual(success({}));
  });
});
