// What happens between windows and the host over time: mailboxes, progress, recovery, what comes from outside.

import { EventEmitter } from "node:events";
import type { BrowserWindow, Dialog } from "electron";
import { describe, expect, it } from "vitest";
import { Inbox } from "../../../electron/shell/inbox.ts";
import { Mailbox } from "../../../electron/shell/mailbox.ts";
import { Progress, taskOf } from "../../../electron/shell/progress.ts";
import { recover } from "../../../electron/shell/recovery.ts";
import type { ContractEvent } from "../../../shared/contract/events.ts";
import { PairedContents } from "./window-pair.ts";

const notice = (message: string): ContractEvent => ({ event: "notice", level: "info", message });

describe("a window's mailbox", () => {
  function make() {
    const channel = new EventEmitter();
    const heard: string[] = [];
    channel.on("inquest:event", (_event, told: ContractEvent) => {
      if (told.event === "notice") heard.push(told.message);
    });
    const contents = new PairedContents(1, channel);
    return { contents, heard, mailbox: new Mailbox(contents.asContents) };
  }

  it("keeps events while the page loads, and again while it loads anew", () => {
    const { contents, heard, mailbox } = make();
    mailbox.send(notice("first"));
    expect(heard).toEqual([]);
    contents.emit("dom-ready");
    mailbox.send(notice("second"));
    contents.emit("did-navigate");
    mailbox.send(notice("third"));
    expect(heard).toEqual(["first", "second"]);
    contents.emit("dom-ready");
    expect(heard).toEqual(["first", "second", "third"]);
  });

  it("goes on where a navigation was begun and refused", () => {
    const { contents, heard, mailbox } = make();
    contents.emit("dom-ready");
    contents.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false });
    mailbox.send(notice("still there"));
    expect(heard).toEqual(["still there"]);
  });

  it("tells nothing to a page that is not ours", () => {
    const { contents, heard, mailbox } = make();
    contents.emit("dom-ready");
    contents.mainFrame.url = "about:blank";
    mailbox.send(notice("secret"));
    expect(heard).toEqual([]);
  });

  it("keeps no more than it must", () => {
    const { contents, heard, mailbox } = make();
    const progress = { task: "t", label: "", done: 0, total: 1, rate: null, secondsLeft: null };
    for (let i = 0; i < 1_000; i++) {
      mailbox.send({ event: "task.progress", ...progress });
      mailbox.send(notice(String(i)));
    }
    contents.emit("dom-ready");
    expect([heard.length, heard.at(-1)]).toEqual([256, "999"]);
  });
});

describe("the progress in the task bar", () => {
  it("is that of all work, and none where there is none", () => {
    const progress = new Progress();
    expect(progress.fraction()).toBe(-1);
    progress.told({ task: "a", done: 10, total: 100 });
    progress.told({ task: "b", done: 50, total: 100 });
    expect(progress.fraction()).toBe(0.3);
    progress.ended("b");
    expect(progress.fraction()).toBe(0.1);
    progress.told({ task: "a", done: 100, total: 100 });
    expect(progress.fraction()).toBe(-1);
    progress.told({ task: "c", done: 0, total: 0 });
    expect(progress.fraction()).toBe(-1);
    progress.told({ task: "d", done: 1, total: 2 });
    progress.allEnded();
    expect(progress.fraction()).toBe(-1);
  });

  it.each([
    [{ task: "t" }, "t"],
    [{ task: 1 }, null],
    [{}, null],
    [null, null],
    ["task", null],
  ])("reads the task of %j", (input, task) => {
    expect(taskOf(input)).toBe(task);
  });
});

describe("a window whose page dies", () => {
  function make(answers: number[]) {
    const contents = Object.assign(new EventEmitter(), { reload: () => void done.push("reload") });
    const window = Object.assign(new EventEmitter(), {
      webContents: contents,
      isDestroyed: () => false,
      destroy: () => void done.push("destroy"),
    });
    const done: string[] = [];
    const said: string[] = [];
    const asked: { message: string; signal?: AbortSignal }[] = [];
    let time = 0;
    const showMessageBox = (_window: unknown, options: { message: string; signal?: AbortSignal }) => {
      asked.push(options);
      return Promise.resolve({ response: answers.shift() ?? 0, checkboxChecked: false });
    };
    recover(window as unknown as BrowserWindow, {
      dialog: { showMessageBox } as unknown as Dialog,
      say: (message) => said.push(message),
      lost: () => done.push("lost"),
      now: () => time,
    });
    const die = (reason = "crashed"): void => void contents.emit("render-process-gone", {}, { reason });
    return { window, die, done, said, asked, wait: (ms: number) => (time += ms) };
  }

  it("loads it again, and says so", () => {
    const { die, done, said } = make([]);
    die("oom");
    expect(done).toEqual(["lost", "reload"]);
    expect(said).toEqual([expect.stringContaining("(oom)")]);
  });

  it("asks where it dies again and again, instead of loading for ever", async () => {
    const { die, done, asked } = make([1]);
    for (let i = 0; i < 3; i++) die();
    await expect.poll(() => done).toEqual(["lost", "reload", "lost", "reload", "lost", "destroy"]);
    expect(asked.length).toBe(1);
  });

  it("forgets old deaths", () => {
    const { die, done, asked, wait } = make([]);
    for (let i = 0; i < 5; i++) {
      die();
      wait(61_000);
    }
    expect([done.filter((each) => each === "reload").length, asked.length]).toEqual([5, 0]);
  });

  it("does nothing where it has ended as it should", () => {
    const { die, done } = make([]);
    die("clean-exit");
    expect(done).toEqual(["lost"]);
  });

  it("asks once where the page hangs, and takes the question back when it answers", async () => {
    const { window, asked, done } = make([1]);
    window.emit("unresponsive");
    window.emit("unresponsive");
    window.emit("responsive");
    expect([asked.length, asked[0]!.signal?.aborted]).toEqual([1, true]);
    await Promise.resolve();
    expect(done).toEqual([]);
  });
});

describe("what is asked for from outside", () => {
  function target(fail = false) {
    const log: string[] = [];
    return {
      log,
      host: {
        openPath: async (path: string) => {
          if (fail) throw new Error("the worker is gone");
          log.push(`open ${path}`);
        },
        call: async () => ({ ok: true, value: { id: "case-1" } }) as const,
        notice: (level: string, message: string) => void log.push(`${level} ${message}`),
      },
      send: (event: ContractEvent) => void log.push(event.event),
      done: () => void log.push("done"),
    };
  }

  it("waits for the host, and is done in order", async () => {
    const inbox = new Inbox();
    const to = target();
    await inbox.add({ bundles: ["/a", "/b"], sample: false, problems: ["odd"] });
    expect(to.log).toEqual([]);
    inbox.connect(to);
    await inbox.add({ bundles: ["/c"], sample: true, problems: [] });
    expect(to.log).toEqual(["warning odd", "open /a", "open /b", "done", "open /c", "case.opened", "done"]);
  });

  it("says what went wrong, and goes on", async () => {
    const inbox = new Inbox();
    const to = target(true);
    inbox.connect(to);
    await inbox.add({ bundles: ["/a"], sample: false, problems: [] });
    expect(to.log).toEqual(["error Nothing was opened: the worker is gone.", "done"]);
  });
});
