import { afterEach, describe, expect, it } from "vitest";
import { currentToasts, dismiss, notify, stays, watchToasts } from "../../../renderer/widgets/notify.ts";

afterEach(() => {
  for (const { id } of currentToasts()) dismiss(id);
});

describe("messages", () => {
  it("are told and can be taken away", () => {
    let told = 0;
    const stop = watchToasts(() => told++);
    const away = notify({ level: "error", title: "No" });
    expect(currentToasts().map(({ title }) => title)).toEqual(["No"]);
    away();
    expect(currentToasts()).toEqual([]);
    expect(told).toBe(2);
    stop();
  });

  it("of the same words show once, the newest last", () => {
    notify({ level: "info", title: "A" });
    notify({ level: "info", title: "B" });
    notify({ level: "info", title: "A" });
    expect(currentToasts().map(({ title }) => title)).toEqual(["B", "A"]);
  });

  it("never cover the window: four at most that stay, and two that pass", () => {
    for (let n = 0; n < 9; n++) notify({ level: n % 2 === 0 ? "error" : "info", title: String(n) });
    expect(currentToasts().map(({ title }) => title)).toEqual(["2", "4", "5", "6", "7", "8"]);
  });

  it("that stay never give way to those that pass", () => {
    notify({ level: "error", title: "important" });
    for (let n = 0; n < 9; n++) notify({ level: "ok", title: String(n) });
    expect(currentToasts().map(({ title }) => title)).toEqual(["important", "7", "8"]);
  });

  it("that ask for something stay until they are dismissed", () => {
    expect((["info", "ok", "warning", "error"] as const).map(stays)).toEqual([false, false, true, true]);
  });
});
