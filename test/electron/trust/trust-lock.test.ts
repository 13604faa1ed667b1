import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { lockPath, withTrustLock } from "../../../electron/trust/trust-lock.ts";
import { rejection } from "../../shared/faults.ts";
import { scratch } from "../../support/scratch.ts";

/** No system gives a process such a number. */
const NO_PROCESS = 2 ** 30;
const SHORT = { tries: 3, pause: 1 };

let count = 0;
let folder: string;
let path: string;
beforeEach(() => {
  folder = scratch(`lock-${(count += 1)}`);
  mkdirSync(folder);
  path = join(folder, "trust.json");
});
const leave = (lock: unknown): void => writeFileSync(lockPath(path), JSON.stringify(lock));
const take = async (): Promise<string> => withTrustLock(path, async () => "done", SHORT);

describe("the lock of a trust file", () => {
  it("lets one in at a time, and leaves nothing behind", async () => {
    let inside = 0;
    const most: number[] = [];
    const enter = async (): Promise<void> =>
      withTrustLock(path, async () => {
        inside += 1;
        most.push(inside);
        await new Promise(setImmediate);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 10 }, enter));
    expect(most).toEqual(Array(10).fill(1));
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is given back by work that fails", async () => {
    const failing = withTrustLock(path, async () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await take()).toBe("done");
  });

  it("is taken from a program that ended without giving it back", async () => {
    leave({ pid: NO_PROCESS, host: hostname() });
    expect(await take()).toBe("done");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken by one only of several that find it left behind", async () => {
    leave({ pid: NO_PROCESS, host: hostname() });
    let inside = 0;
    const all = Array.from({ length: 8 }, () =>
      withTrustLock(path, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise(setImmediate);
        inside -= 1;
      }),
    );
    await Promise.all(all);
  });

  it.each([
    ["a program that runs", { pid: process.pid, host: hostname() }],
    ["another machine, whose programs nobody here can see", { pid: NO_PROCESS, host: "elsewhere.example" }],
    ["nobody knows whom", "garbage"],
    ["a number that would mean all processes", { pid: -1, host: hostname() }],
  ])("is not taken from %s", async (_, lock) => {
    leave(lock);
    const { code, message } = await rejection(take());
    expect([code, message.includes(lockPath(path))]).toEqual(["trust-locked", true]);
    expect(existsSync(lockPath(path))).toBe(true);
  });

  it("is not broken by two at once: a left-over of breaking keeps everybody out, and is named", async () => {
    leave({ pid: NO_PROCESS, host: hostname() });
    writeFileSync(`${lockPath(path)}.break`, "");
    expect((await rejection(take())).message).toContain(`${lockPath(path)}.break`);
  });
});
