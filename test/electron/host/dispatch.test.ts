import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AppLog } from "../../../electron/host/app-log.ts";
import { dispatcher } from "../../../electron/host/dispatch.ts";
import { asSentence } from "../../../electron/host/errors.ts";
import type { Handlers, Native } from "../../../electron/host/types.ts";
import { CallError } from "../../../shared/contract/reply.ts";
import { Fault } from "../../../shared/model/fault.ts";
import { scratch } from "../../support/scratch.ts";

const LOG = scratch("dispatch/inquest.log");

/** Answers `case.list` by throwing this. */
async function replyTo(error: unknown) {
  const log = new AppLog(LOG);
  await log.open();
  const failing = {
    "case.list": () => {
      throw error;
    },
  } as Partial<Handlers> as Handlers;
  const reply = await dispatcher(failing, {}, log)("case.list", {}, "tests");
  await log.flush();
  return { reply, log: readFileSync(LOG, "utf8") };
}

describe("whatever a handler throws is a reply", () => {
  it.each([
    ["an error of the contract", new CallError({ code: "no-such-case", message: "Gone." }), "no-such-case"],
    ["a fault of a file", new Fault("file-not-found", "x cannot be read"), "file-unreadable"],
    ["a fault of trust", new Fault("trust-syntax", "broken"), "trust-broken"],
    ["a refusal", new Fault("key-status", "revoked"), "trust-refused"],
    ["a fault of a key", new Fault("vkey-id", "no"), "key-unreadable"],
    ["a fault that has no place here", new Fault("zip-crc", "what"), "internal"],
    [
      "an error of the system",
      Object.assign(new Error("x"), { code: "ENOSPC", syscall: "write" }),
      "internal",
    ],
    ["a mistake of ours", new TypeError("undefined is not a function"), "internal"],
    ["a string", "thrown", "internal"],
    ["nothing", undefined, "internal"],
  ])("%s", async (_, error, code) => {
    const { reply } = await replyTo(error);
    expect(reply).toMatchObject({ ok: false, error: { code } });
    if (error instanceof Fault) expect(reply).toMatchObject({ error: { fault: error.code } });
  });

  it("with a sentence, and the stack in the log alone", async () => {
    const error = new TypeError("secret place");
    const { reply, log } = await replyTo(error);
    expect(reply).toEqual({
      ok: false,
      error: { code: "internal", message: "A fault of this program: secret place." },
    });
    const last = JSON.parse(log.trimEnd().split("\n").at(-1)!) as { stack: string; call: string };
    expect([last.call, last.stack]).toEqual(["case.list", error.stack]);
  });

  it("and only what a user may have to ask about is logged", async () => {
    const before = (await replyTo(new CallError({ code: "internal", message: "one" }))).log;
    const { log } = await replyTo(new CallError({ code: "no-such-case", message: "two" }));
    expect(log).toBe(before);
  });
});

describe("native calls", () => {
  const call = async (native: Native, name: string, input: unknown) =>
    dispatcher({} as Handlers, native, new AppLog(LOG))(name, input, "window-1");

  it("get what was checked, and who asks", async () => {
    const native: Native = {
      "save.text": async ({ suggestedName }, client) => ({ path: `/${client}/${suggestedName}` }),
    };
    expect(await call(native, "save.text", { suggestedName: "a.md", text: "" })).toEqual({
      ok: true,
      value: { path: "/window-1/a.md" },
    });
    const escape = await call(native, "save.text", { suggestedName: "../a.md", text: "" });
    expect(escape).toMatchObject({ error: { code: "bad-argument" } });
  });

  it("that the host does not have are not here", async () => {
    expect(await call({}, "window.new", {})).toMatchObject({ error: { code: "not-here" } });
  });

  it("cannot add calls to the contract", async () => {
    const native = { "app.quit": async () => ({}) } as unknown as Native;
    expect(await call(native, "app.quit", {})).toMatchObject({ error: { code: "unknown-call" } });
  });
});

describe("names that are no text", () => {
  it.each([undefined, null, 1, {}, ["case.list"], Symbol("x"), Object.create(null)])("%s", async (name) => {
    const answer = dispatcher({} as Handlers, {}, new AppLog(LOG));
    expect(await answer(name as unknown as string, {}, "tests")).toMatchObject({
      error: { code: "unknown-call" },
    });
  });
});

describe("asSentence", () => {
  it("begins words with a capital, leaves paths and keys, and ends with a full stop", () => {
    expect(asSentence("the key x is revoked")).toBe("The key x is revoked.");
    expect(asSentence("/a/b.json has no key")).toBe("/a/b.json has no key.");
    expect(asSentence("trust.json has no key")).toBe("trust.json has no key.");
    expect(asSentence("Is it?")).toBe("Is it?");
  });
});
