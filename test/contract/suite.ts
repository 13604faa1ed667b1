// What every transport must do alike: the calls and events of the contract, over whatever lies between.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CALLS } from "../../shared/contract/calls.ts";
import type { CallName } from "../../shared/contract/calls.ts";
import type { Case } from "../../shared/contract/cases.ts";
import type { Transport } from "../../shared/contract/transport.ts";
import { formatPublicKeyPem } from "../../shared/encoding/pem.ts";
import { formatVerifierKey } from "../../shared/encoding/vkey.ts";
import { fingerprintOf } from "../../electron/host/trust-desk.ts";
import type { Host, HostOptions } from "../../electron/host/types.ts";
import { ROOT } from "../support/cli.ts";
import { forge } from "../support/forge.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, testKey, trustText } from "../support/keys.ts";
import { scratch } from "../support/scratch.ts";
import { Caller } from "./caller.ts";

/** One host behind one transport. */
export interface World {
  readonly host: Host;
  readonly transport: Transport;
  /** A second window or session of the same host. */
  readonly another: () => Promise<Transport>;
  /** Ends host and transport. */
  stop(): Promise<void>;
}

/** Makes a host from these options (kind, capabilities and native calls may be others) and a transport to it. */
export type SetUp = (options: HostOptions) => Promise<World>;

const BIG_FILE = "data/other/\u00fcber \u{1f600}.bin";
/** Larger than one answer may be. */
const BIG = Buffer.alloc(1_300_000, "0123456789abcdef\u00e4\n");
/** Takes long enough to be cancelled while it is verified. */
const LONG_BYTES = 256 * 2 ** 20;
const KEY = testKey("contract", "contract.example/key");
const VKEY = formatVerifierKey(KEY);
const FINGERPRINT = fingerprintOf(KEY);
const NO_CASE = "no-such-case-1";
const UPLOAD = "0".repeat(32);

/** The same behaviour for any transport. Each of its groups has a host, a trust file and folders of its own. */
export function contractSuite(name: string, setUp: SetUp): void {
  describe(`the contract over ${name}`, () => {
    answers(name, setUp);
    refusals(name, setUp);
    events(name, setUp);
    longWork(name, setUp);
    ending(name, setUp);
  });
}

/** One world for the tests of a group. */
function inWorld(name: string, group: string, setUp: SetUp) {
  const folder = scratch(`${name}-${group}`);
  const at = (path: string): string => join(folder, path);
  const world = {} as World & { caller: Caller; options: HostOptions; at: (path: string) => string };
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(at("trust.json"), trustText([BUNDLE_ENTRY, LOG_ENTRY]));
    writeFileSync(at("case.inqb"), await forge({ files: (files) => files.set(BIG_FILE, BIG) }));
    const options: HostOptions = {
      kind: "memory",
      by: "tests",
      folders: {
        config: at("config"),
        cache: at("cache"),
        state: at("state"),
        resources: join(ROOT, "resources"),
      },
      trustPath: at("trust.json"),
      versions: [{ name: "node", version: process.versions.node }],
      capabilities: { pickBundle: false, saveText: false, newWindow: false, paths: false, upload: false },
    };
    const made = await setUp(options);
    Object.assign(world, made, { caller: new Caller(made.transport), options, at });
  });
  afterAll(() => world.stop());
  return world;
}

function answers(name: string, setUp: SetUp): void {
  describe("answers every call in the form that the contract says", () => {
    const world = inWorld(name, "answers", setUp);
    const done = new Set<CallName>();
    /** Makes a call, checks its answer's form, and ticks it off. */
    const call: Caller["call"] = async (callName, input) => {
      const value = await world.caller.call(callName, input);
      done.add(callName);
      return value;
    };
    let opened: Case;
    const one = () => ({ case: opened.id });

    it("says what it is, and keeps settings", async () => {
      expect(await call("app.info", {})).toMatchObject({ name: "Inquest", platform: process.platform });
      expect(await call("settings.get", {})).toEqual({ theme: "system" });
      expect(await call("settings.set", { theme: "dark" })).toEqual({ theme: "dark" });
      expect(await call("settings.get", {})).toEqual({ theme: "dark" });
    });

    it("opens a bundle by its path, and lists, gives and verifies the case", async () => {
      const path = world.at("case.inqb");
      opened = await call("case.open", { source: { kind: "path", path }, task: "open-1" });
      expect(opened).toMatchObject({ path, name: "case.inqb", origin: "path", disk: "unchanged" });
      expect(opened.verdict.verdict).toBe("VALID");
      expect((await call("case.list", {})).map(({ id }) => id)).toEqual([opened.id]);
      expect((await call("case.get", one())).verdict).toEqual(opened.verdict);
      const verified = await call("case.verify", { ...one(), task: "verify-1" });
      expect([verified.id, verified.verdict]).toEqual([opened.id, opened.verdict]);
    });

    it("gives the case that is open already for the same path", async () => {
      const source = { kind: "path", path: world.at("case.inqb") } as const;
      expect((await call("case.open", { source, task: "open-2" })).id).toBe(opened.id);
    });

    it("lists files, and reads one whose name is not ASCII, a MiB at a time", async () => {
      const input = { ...one(), text: "\u00dcBER", from: 0, count: 10 };
      const { total, files } = await call("files.list", input);
      expect([total, files[0]]).toMatchObject([1, { path: BIG_FILE, size: BIG.length, listing: "listed" }]);
      const first = await call("files.read", { ...one(), path: BIG_FILE, offset: 0, length: 1_048_576 });
      const rest = await call("files.read", {
        ...one(),
        path: BIG_FILE,
        offset: 1_048_576,
        length: 1_048_576,
      });
      const read = Buffer.concat([first, rest].map(({ base64 }) => Buffer.from(base64, "base64")));
      expect([first.size, rest.offset, read.equals(BIG)]).toEqual([BIG.length, 1_048_576, true]);
    });

    it("puts records in an order, and gives rows, places and whole records", async () => {
      await world.caller.until(
        () => call("case.get", one()),
        ({ index }) => index.state === "ready",
      );
      const query = { text: "", outcomes: [], sort: "seq", descending: true } as const;
      const { view, matched } = await call("records.query", { ...one(), query: { ...query, outcomes: [] } });
      expect(matched).toBe(8);
      const rows = await call("records.page", { ...one(), view, from: 0, count: 3 });
      expect(rows.map(({ seq }) => seq)).toEqual([7, 6, 5]);
      expect(await call("records.position", { ...one(), view, line: 8 })).toEqual({ position: 0 });
      expect(await call("records.get", { ...one(), line: 1 })).toMatchObject({ seq: 0, chain: "first" });
    });

    it("exports the verification", async () => {
      const json = await call("export.verification", { ...one(), format: "json" });
      expect([json.name, JSON.parse(json.text)]).toEqual(["case.verification.json", opened.verdict]);
      const markdown = await call("export.verification", { ...one(), format: "markdown" });
      expect([markdown.name, markdown.text.includes("VALID")]).toEqual(["case.verification.md", true]);
    });

    it("remembers recent cases, and forgets them", async () => {
      const path = world.at("case.inqb");
      expect(await call("recent.list", {})).toMatchObject([{ path, verdict: "VALID", missing: false }]);
      expect(await call("recent.forget", { path })).toEqual([]);
    });

    it("shows trust, reads a key, trusts it, retires it, and asks for more signatures", async () => {
      expect((await call("trust.get", {})).keys.length).toBe(2);
      const preview = await call("trust.inspect", { text: ` ${VKEY}\n`, name: null });
      expect(preview).toMatchObject({ vkey: VKEY, fingerprint: FINGERPRINT, known: null });
      const added = await call("trust.add", { vkey: VKEY, fingerprint: FINGERPRINT, roles: ["notes"] });
      expect(added.keys.at(-1)).toMatchObject({ hint: preview.hint, roles: ["notes"], status: "active" });
      const at = "2026-04-01T00:00:00Z";
      const ended = await call("trust.end", { vkey: VKEY, status: "retired", at });
      expect(ended.keys.at(-1)).toMatchObject({ status: "retired", statusAt: at });
      const raised = await call("trust.threshold", { threshold: 2 });
      expect([raised.threshold, raised.record.fault]).toEqual([2, null]);
      expect(raised.record.changes.map(({ action }) => action)).toEqual([
        "threshold",
        "retire",
        "add",
        "noticed",
      ]);
    });

    it("says that a case was judged by the trust file before", async () => {
      expect((await call("case.get", one())).trustChanged).toBe(true);
      const verified = await call("case.verify", { ...one(), task: "verify-2" });
      expect([verified.verdict.verdict, verified.trustChanged]).toEqual(["CANNOT-CHECK", false]);
    });

    it("opens the sample, judged by its own keys", async () => {
      const sample = await call("case.open", { source: { kind: "sample" }, task: "sample" });
      expect([sample.origin, sample.verdict.verdict]).toEqual(["sample", "VALID"]);
      expect(await call("recent.list", {})).toEqual([]);
      expect(await call("case.close", { case: sample.id })).toEqual({});
    });

    it("closes a case", async () => {
      expect(await call("case.close", one())).toEqual({});
      expect(await call("case.list", {})).toEqual([]);
    });

    it("says that nothing was cancelled where there is no such task", async () => {
      expect(await call("task.cancel", { task: "none" })).toEqual({ cancelled: false });
    });

    it("answers what only a native host can do, or says that it is not here", async () => {
      const { capabilities } = await call("app.info", {});
      const input = { suggestedName: "a.txt", text: "a" };
      for (const [callName, given, can] of [
        ["pick.bundle", {}, capabilities.pickBundle],
        ["save.text", input, capabilities.saveText],
        ["window.new", {}, capabilities.newWindow],
      ] as const) {
        if (can) await call(callName, given);
        else expect((await world.caller.refusal(callName, given)).code).toBe("not-here");
        done.add(callName);
      }
    });

    it("has now answered every call that there is", () => {
      expect([...done].toSorted()).toEqual(Object.keys(CALLS).toSorted());
    });
  });
}

function refusals(name: string, setUp: SetUp): void {
  describe("answers with an error, and goes on", () => {
    const world = inWorld(name, "refusals", setUp);

    it.each(Object.keys(CALLS))("where %s is given what it does not know", async (callName) => {
      const { code, message } = await world.caller.refusal(callName, { unexpected: true });
      expect([code, message.includes(callName)]).toEqual(["bad-argument", true]);
    });

    it.each([
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "",
      "case",
      "CASE.LIST",
      "case.list/",
      "../case.list",
      "a/../b?c#d",
      "\u{1f600}",
      "a".repeat(1_000),
    ])("where it is asked for %j, which is no call", async (callName) => {
      expect((await world.caller.refusal(callName, {})).code).toBe("unknown-call");
    });

    it("where the input brings a prototype of its own", async () => {
      const input = JSON.parse('{"theme":"dark","__proto__":{"polluted":true}}') as unknown;
      const reply = await world.transport.call("settings.set", input);
      expect(reply.ok ? "ok" : reply.error.code).toMatch(/^(?:ok|bad-argument)$/);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it.each([
      ["case.get", { case: NO_CASE }, "no-such-case"],
      ["case.close", { case: NO_CASE }, "no-such-case"],
      ["case.verify", { case: NO_CASE, task: "t" }, "no-such-case"],
      ["case.open", { source: { kind: "upload", id: UPLOAD }, task: "t" }, "no-such-file"],
      ["case.open", { source: { kind: "path", path: "/no/such.inqb" }, task: "t" }, "file-unreadable"],
      ["trust.inspect", { text: "nonsense", name: null }, "key-unreadable"],
      ["trust.end", { vkey: VKEY, status: "revoked", at: "2026-04-01T00:00:00Z" }, "trust-refused"],
      ["trust.end", { vkey: VKEY, status: "revoked", at: "yesterday" }, "bad-argument"],
      ["trust.add", { vkey: VKEY, fingerprint: "0".repeat(64), roles: ["log"] }, "trust-refused"],
    ] as const)("where %s is given %j: %s", async (callName, input, code) => {
      expect((await world.caller.refusal(callName, input)).code).toBe(code);
    });

    it("and passes text as it is, halves of surrogate pairs too", async () => {
      const odd = "a \u00e9 \u{1f600} \ud800 \udc00\ud800 \u202e\u0000\uffff\ufeff\u2028 z";
      // The name is refused with a message that quotes it.
      const text = formatPublicKeyPem(KEY.publicKey);
      const { code, message } = await world.caller.refusal("trust.inspect", { text, name: odd });
      expect([code, message]).toEqual(["key-unreadable", expect.stringContaining(JSON.stringify(odd))]);
      const { files } = await world.caller.call("files.list", {
        case: await world.caller.opened(world.at("case.inqb")),
        text: odd,
        from: 0,
        count: 1,
      });
      expect(files).toEqual([]);
    });
  });
}

function events(name: string, setUp: SetUp): void {
  describe("tells events", () => {
    const world = inWorld(name, "events", setUp);

    it("to all clients, in the order in which they happened", async () => {
      const second = new Caller(await world.another());
      const texts = Array.from({ length: 300 }, (_, i) => `notice ${i} \u{1f600}\ud800\u2028`);
      const heard = [world.caller, second].map((caller) =>
        caller.listen((event) => event.event === "notice" && event.message === texts.at(-1)),
      );
      for (const message of texts) world.host.notice("info", message);
      for (const events of await Promise.all(heard)) {
        const messages = events.flatMap((event) => (event.event === "notice" ? [event.message] : []));
        expect(messages).toEqual(texts);
      }
    });

    it("of what another client did", async () => {
      const second = new Caller(await world.another());
      const heard = second.listen(
        (event) => event.event === "settings.changed" && event.settings.theme === "system",
      );
      for (const theme of ["light", "dark", "system"] as const) {
        await world.caller.call("settings.set", { theme });
      }
      const themes = (await heard).map((event) =>
        event.event === "settings.changed" ? event.settings.theme : event.event,
      );
      expect(themes).toEqual(["light", "dark", "system"]);
    });

    it("of a case that is opened from outside, closed, and of one that cannot be opened", async () => {
      const heard = world.caller.listen((event) => event.event === "case.opened");
      await world.host.openPath(world.at("case.inqb"));
      const opened = (await heard).at(-1)!;
      const [{ id }] = (await world.caller.call("case.list", {})) as [Case];
      expect(opened).toEqual({ event: "case.opened", case: id });
      const closed = world.caller.listen((event) => event.event === "case.closed");
      await world.caller.call("case.close", { case: id });
      expect((await closed).at(-1)).toEqual({ event: "case.closed", case: id });
      const notice = world.caller.listen((event) => event.event === "notice");
      await world.host.openPath(world.at("absent.inqb"));
      expect((await notice).at(-1)).toMatchObject({ level: "error" });
    });

    it("of trust, and of the cases that were judged by the trust file before", async () => {
      const id = await world.caller.opened(world.at("case.inqb"));
      const told = new Set<string>();
      const heard = world.caller.listen((event) => {
        if (event.event === "trust.changed" || (event.event === "case.changed" && event.case === id)) {
          told.add(event.event);
        }
        return told.size === 2;
      });
      await world.caller.call("trust.add", { vkey: VKEY, fingerprint: FINGERPRINT, roles: ["agent"] });
      await heard;
      expect((await world.caller.call("case.get", { case: id })).trustChanged).toBe(true);
    });

    it("of the native menu", async () => {
      const heard = world.caller.listen((event) => event.event === "menu.command");
      world.host.menu("go.trust");
      expect((await heard).at(-1)).toEqual({ event: "menu.command", command: "go.trust" });
    });

    it("until the listener ends it", async () => {
      let count = 0;
      const stop = world.transport.on(() => {
        count += 1;
      });
      stop();
      const heard = world.caller.listen((event) => event.event === "notice" && event.message === "last");
      world.host.notice("info", "last");
      await heard;
      expect(count).toBe(0);
    });
  });
}

function longWork(name: string, setUp: SetUp): void {
  describe("does long work", () => {
    const world = inWorld(name, "long", setUp);
    beforeAll(async () => {
      const content = Buffer.alloc(LONG_BYTES, "not compressed, and long\n");
      const bundle = await forge({ files: (files) => files.set("data/other/long.bin", content) });
      writeFileSync(world.at("long.inqb"), bundle);
    });
    const source = () => ({ kind: "path", path: world.at("long.inqb") }) as const;
    const ofTask =
      (task: string) =>
      (event: { event: string; task?: string }): boolean =>
        event.event === "task.progress" && event.task === task;

    it("says how it gets on, up to the end", async () => {
      const heard = world.caller.listen(
        (event) => event.event === "task.progress" && event.task === "whole" && event.done === event.total,
      );
      const opened = await world.caller.call("case.open", { source: source(), task: "whole" });
      const steps = (await heard).filter((event) => event.event === "task.progress");
      expect(opened.verdict.verdict).toBe("VALID");
      expect(new Set(steps.map(({ task }) => task))).toEqual(new Set(["whole"]));
      for (const { done, total } of steps) expect(done).toBeLessThanOrEqual(total);
      await world.caller.call("case.close", { case: opened.id });
    });

    it("that its client, and nobody else, can cancel; nothing of it is left", async () => {
      const second = new Caller(await world.another());
      const begun = world.caller.listen(ofTask("stopped"));
      const refused = world.caller.refusal("case.open", { source: source(), task: "stopped" });
      await begun;
      expect(await second.call("task.cancel", { task: "stopped" })).toEqual({ cancelled: false });
      expect(await world.caller.call("task.cancel", { task: "stopped" })).toEqual({ cancelled: true });
      expect((await refused).code).toBe("cancelled");
      expect(await world.caller.call("case.list", {})).toEqual([]);
    });

    it("and answers other calls meanwhile", async () => {
      const begun = world.caller.listen(ofTask("behind"));
      const opening = world.transport.call("case.open", { source: source(), task: "behind" });
      await begun;
      expect((await world.caller.call("trust.get", {})).keys.length).toBe(2);
      await world.caller.call("task.cancel", { task: "behind" });
      await opening;
    });
  });
}

function ending(name: string, setUp: SetUp): void {
  describe("ends", () => {
    const world = inWorld(name, "ending", setUp);

    it("with every later call answered as disconnected", async () => {
      await world.caller.opened(world.at("case.inqb"));
      await world.stop();
      expect((await world.caller.refusal("case.list", {})).code).toBe("disconnected");
    });
  });
}
