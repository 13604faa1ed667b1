import { describe, expect, it } from "vitest";
import { createClient } from "../../../renderer/api/client.ts";
import type { Progress } from "../../../renderer/api/client.ts";
import { failure, fakeHost, makeCase, success } from "../fake-host.ts";
import type { FakeHost } from "../fake-host.ts";

const PROGRESS = { label: "Verifying", done: 1, total: 2, rate: null, secondsLeft: null };

function clientOf(host: FakeHost) {
  let made = 0;
  return createClient(host.transport, () => `task-${++made}`);
}

describe("a call", () => {
  it("gives the value that the host answers", async () => {
    const client = clientOf(fakeHost({ "settings.get": () => success({ theme: "dark" }) }));
    expect(await client.call("settings.get", {})).toEqual({ theme: "dark" });
  });

  it("throws the host's error with its code and fault", async () => {
    const host = fakeHost({ "case.get": () => failure("no-such-case", "It is closed.", "gone") });
    await expect(clientOf(host).call("case.get", { case: "a" })).rejects.toMatchObject({
      name: "CallError",
      code: "no-such-case",
      message: "It is closed.",
      fault: "gone",
    });
  });

  it("refuses an answer that breaks the contract, and names the call and the place", async () => {
    const host = fakeHost({ "settings.get": () => success({ theme: "pink" }) });
    await expect(clientOf(host).call("settings.get", {})).rejects.toMatchObject({
      code: "internal",
      message: expect.stringMatching(/settings\.get .*\(at theme\)/) as string,
    });
  });

  it("refuses a member that the contract does not have", async () => {
    const host = fakeHost({ "settings.get": () => success({ theme: "dark", html: "<b>" }) });
    await expect(clientOf(host).call("settings.get", {})).rejects.toMatchObject({ code: "internal" });
  });
});

describe("a long call", () => {
  it("names a task and tells the progress of that task alone, until it is done", async () => {
    const told: Progress[] = [];
    let finish = (): void => {};
    const host = fakeHost({
      "case.verify": () => new Promise((resolve) => (finish = () => resolve(success(makeCase("a"))))),
    });
    const client = clientOf(host);
    const done = client.long("case.verify", { case: "a" }, { onProgress: (progress) => told.push(progress) });
    host.emit({ event: "task.progress", task: "task-1", ...PROGRESS });
    host.emit({ event: "task.progress", task: "task-2", ...PROGRESS, done: 2 });
    finish();
    expect((await done).id).toBe("a");
    host.emit({ event: "task.progress", task: "task-1", ...PROGRESS, done: 2 });
    expect(told).toEqual([PROGRESS]);
    expect(host.asked).toEqual([{ name: "case.verify", input: { case: "a", task: "task-1" } }]);
  });

  it("cancels the host's work when its signal is aborted, and fails as the host says", async () => {
    let finish = (): void => {};
    const host = fakeHost({
      "case.verify": () =>
        new Promise((resolve) => (finish = () => resolve(failure("cancelled", "Cancelled.")))),
      "task.cancel": () => {
        finish();
        return success({ cancelled: true });
      },
    });
    const abort = new AbortController();
    const done = clientOf(host).long("case.verify", { case: "a" }, { signal: abort.signal });
    abort.abort();
    await expect(done).rejects.toMatchObject({ code: "cancelled" });
    expect(host.asked.at(-1)).toEqual({ name: "task.cancel", input: { task: "task-1" } });
  });

  it("asks nothing where its signal was aborted before", async () => {
    const host = fakeHost({});
    const signal = AbortSignal.abort();
    await expect(clientOf(host).long("case.verify", { case: "a" }, { signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(host.asked).toEqual([]);
  });

  it("does not cancel what is done when the signal is aborted later", async () => {
    const host = fakeHost({ "case.verify": () => success(makeCase("a")) });
    const abort = new AbortController();
    await clientOf(host).long("case.verify", { case: "a" }, { signal: abort.signal });
    abort.abort();
    expect(host.asked.map(({ name }) => name)).toEqual(["case.verify"]);
  });
});

describe("events", () => {
  it("reach the listeners of their name until they stop", () => {
    const host = fakeHost({});
    const client = clientOf(host);
    const told: string[] = [];
    const stop = client.on("case.changed", (event) => told.push(event.case));
    host.emit({ event: "case.changed", case: "a" });
    host.emit({ event: "case.closed", case: "b" });
    stop();
    host.emit({ event: "case.changed", case: "c" });
    expect(told).toEqual(["a"]);
  });

  it("that say something before anybody listens wait for the first who does", () => {
    const host = fakeHost({});
    const client = clientOf(host);
    host.emit({ event: "notice", level: "error", message: "There is no such file." });
    const heard: string[] = [];
    client.on("notice", ({ message }) => heard.push(`first: ${message}`));
    client.on("notice", ({ message }) => heard.push(`second: ${message}`));
    expect(heard).toEqual(["first: There is no such file."]);
  });

  it("that are none of the contract's are dropped", () => {
    const host = fakeHost({});
    const told: unknown[] = [];
    clientOf(host).on("case.changed", (event) => told.push(event));
    host.emit({ event: "case.changed", case: "../../etc" });
    host.emit({ event: "case.changed", case: "a", more: 1 });
    host.emit(null);
    expect(told).toEqual([]);
  });

  it("stop with the client", () => {
    const host = fakeHost({});
    clientOf(host).close();
    expect(host.listeners()).toBe(0);
  });
});
