import { beforeEach, describe, expect, it } from "vitest";
import { PAUSE, Tasks } from "../../../electron/host/tasks.ts";
import type { LongOptions } from "../../../electron/host/tasks.ts";
import type { ContractEvent } from "../../../shared/contract/events.ts";
import { CallError } from "../../../shared/contract/reply.ts";

let time: number;
let events: ContractEvent[];
let tasks: Tasks;
beforeEach(() => {
  time = 0;
  events = [];
  tasks = new Tasks(
    (event) => events.push(event),
    () => time,
  );
});

/** Work that ends when it is cancelled, as all long work does. */
const endless = async ({ signal }: LongOptions): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("stopped")));
  });
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof CallError ? error.code : "other"),
  );

describe("a task", () => {
  it("can be cancelled from the moment in which it is begun, once", async () => {
    const code = codeOf(tasks.run("a", "t", endless));
    expect([tasks.cancel("a", "t"), tasks.cancel("a", "t")]).toEqual([true, false]);
    expect(await code).toBe("cancelled");
    expect(tasks.cancel("a", "t")).toBe(false);
  });

  it("is its client's own: another one's task of the same name is another task", async () => {
    const a = codeOf(tasks.run("a", "t", endless));
    expect(tasks.cancel("b", "t")).toBe(false);
    const b = codeOf(tasks.run("b", "t", endless));
    expect(tasks.cancel("b", "t")).toBe(true);
    expect(await b).toBe("cancelled");
    expect(tasks.cancel("a", "t")).toBe(true);
    expect(await a).toBe("cancelled");
  });

  it("ends with its client, whose other tasks end too, and nobody else's", async () => {
    const gone = [codeOf(tasks.run("a", "1", endless)), codeOf(tasks.run("a", "2", endless))];
    const stays = codeOf(tasks.run("b", "1", endless));
    tasks.leave("a");
    tasks.leave("nobody");
    expect(await Promise.all(gone)).toEqual(["cancelled", "cancelled"]);
    expect(tasks.cancel("b", "1")).toBe(true);
    await stays;
  });

  it("has its name to itself while it is done", async () => {
    const first = codeOf(tasks.run("a", "t", endless));
    expect(await codeOf(tasks.run("a", "t", endless))).toBe("bad-argument");
    expect(tasks.cancel("a", "t")).toBe(true);
    await first;
    expect(await tasks.run("a", "t", async () => "again")).toBe("again");
  });

  it("gives what it has where it was done before it could be stopped, and its own error otherwise", async () => {
    const done = tasks.run("a", "t", async () => "done");
    tasks.cancel("a", "t");
    expect(await done).toBe("done");
    const failing = tasks.run("a", "t", async () => {
      throw new CallError({ code: "file-unreadable", message: "no" });
    });
    expect(await codeOf(failing)).toBe("file-unreadable");
  });
});

describe("progress", () => {
  it("is told at its beginning, then at most every tenth of a second, and at its end", async () => {
    await tasks.run("a", "t", async ({ onProgress }) => {
      for (let done = 0; done <= 95; done += 1) {
        time = done * 10;
        onProgress({ label: "Verifying", done, total: 95 });
      }
    });
    const told = events.map((event) => (event.event === "task.progress" ? event.done : -1));
    expect(told).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95]);
    expect(PAUSE).toBe(100);
  });

  it("says rate and seconds left once there is something to say", async () => {
    await tasks.run("a", "t", async ({ onProgress }) => {
      for (const done of [0, 100, 200]) {
        time = done * 10;
        onProgress({ label: "Verifying", done, total: 400 });
      }
    });
    expect(events).toMatchObject([
      { rate: null, secondsLeft: null },
      { rate: 100, secondsLeft: 3 },
      { rate: 100, secondsLeft: 2 },
    ]);
  });

  it("tells at once that something else is done now, which goes at its own pace", async () => {
    await tasks.run("a", "t", async ({ onProgress }) => {
      onProgress({ label: "Reading", done: 0, total: 10 });
      time = 1_000;
      onProgress({ label: "Reading", done: 10, total: 10 });
      onProgress({ label: "Verifying", done: 0, total: 10 });
    });
    expect(events.at(-1)).toMatchObject({ label: "Verifying", done: 0, rate: null });
    expect(events.length).toBe(3);
  });

  it("is silent where nothing was reported", async () => {
    await tasks.run("a", "t", async () => {});
    expect(events).toEqual([]);
  });
});
