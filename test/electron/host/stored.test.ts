import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Recent } from "../../../electron/host/recent.ts";
import { storedSettings } from "../../../electron/host/settings.ts";
import type { Case } from "../../../shared/contract/cases.ts";
import { CallError } from "../../../shared/contract/reply.ts";
import { scratch } from "../../support/scratch.ts";

let count = 0;
let folder: string;
let notices: string[];
beforeEach(() => {
  folder = scratch(`stored-${(count += 1)}`);
  notices = [];
});
const say = (message: string): void => void notices.push(message);
const file = (name: string): string => join(folder, name);

describe("settings", () => {
  it("are the system's theme until they are changed, and then stay", async () => {
    expect(await storedSettings(folder, say).get()).toEqual({ theme: "system" });
    expect(existsSync(folder)).toBe(false);
    await storedSettings(folder, say).change(() => ({ theme: "dark" }));
    expect(await storedSettings(folder, say).get()).toEqual({ theme: "dark" });
    expect(notices).toEqual([]);
  });

  it.each(["", "{", "[]", '{"theme":"pink"}', "\u0000\u0001"])(
    "that are broken (%j) are moved aside and said, and nothing fails",
    async (text) => {
      mkdirSync(folder);
      writeFileSync(file("settings.json"), text);
      const settings = storedSettings(folder, say);
      expect([await settings.get(), await settings.get()]).toEqual([
        { theme: "system" },
        { theme: "system" },
      ]);
      expect(notices.length).toBe(1);
      expect(notices[0]).toContain(`moved to ${file("settings.json.broken")}`);
      expect(readFileSync(file("settings.json.broken"), "utf8")).toBe(text);
    },
  );

  it("of a newer program are read as far as they are known", async () => {
    mkdirSync(folder);
    writeFileSync(file("settings.json"), '{"theme":"light","zoom":2}');
    expect(await storedSettings(folder, say).get()).toEqual({ theme: "light" });
  });

  it("that cannot be read are said once, and stay where they are", async () => {
    mkdirSync(file("settings.json"), { recursive: true });
    const settings = storedSettings(folder, say);
    await settings.get();
    await settings.get();
    expect([notices.length, existsSync(file("settings.json"))]).toEqual([1, true]);
  });

  it("that cannot be written are an error", async () => {
    writeFileSync(folder, "a file where a folder should be");
    const error = await storedSettings(folder, say)
      .change(() => ({ theme: "dark" }))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CallError);
    expect((error as CallError).code).toBe("not-written");
  });

  it("of several changes at once are those of the last", async () => {
    const settings = storedSettings(folder, say);
    const themes = ["dark", "light", "dark", "system", "light"] as const;
    await Promise.all(themes.map((theme) => settings.change(() => ({ theme }))));
    expect(await settings.get()).toEqual({ theme: "light" });
  });
});

describe("recent cases", () => {
  const opened = (name: string, incident: Case["verdict"]["incident"] = null): Case =>
    ({ path: file(name), name, verdict: { verdict: "VALID", incident } }) as Case;
  const at = (i: number): string => `2026-04-01T00:00:${String(i).padStart(2, "0")}Z`;

  it("are the newest twenty, each path once", async () => {
    const recent = new Recent(folder, say);
    for (let i = 0; i < 25; i += 1) await recent.add(opened(`${i}.inqb`), at(i));
    await recent.add(opened("10.inqb"), at(30));
    const names = (await new Recent(folder, say).list()).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["10.inqb", "24.inqb", "23.inqb"]);
    expect([names.length, new Set(names).size]).toEqual([20, 20]);
  });

  it("say whether the file is still there, and what it was about", async () => {
    const recent = new Recent(folder, say);
    const incident = { id: "INC-1", title: "A test", from: at(0), to: at(1) };
    await recent.add(opened("here.inqb", incident), at(0));
    await recent.add(opened("gone.inqb"), at(1));
    writeFileSync(file("here.inqb"), "");
    expect(await recent.list()).toMatchObject([
      { name: "gone.inqb", missing: true, incident: null },
      { name: "here.inqb", missing: false, incident: { id: "INC-1", title: "A test" } },
    ]);
  });

  it("are forgotten one by one; what is not there is no fault", async () => {
    const recent = new Recent(folder, say);
    await recent.add(opened("a"), at(0));
    await recent.add(opened("b"), at(1));
    expect((await recent.forget(file("a"))).map(({ name }) => name)).toEqual(["b"]);
    expect((await recent.forget(file("a"))).map(({ name }) => name)).toEqual(["b"]);
  });

  it("that cannot be read for the moment are not written over", async () => {
    const recent = new Recent(folder, say);
    await recent.add(opened("a"), at(0));
    renameSync(file("recent.json"), file("kept.json"));
    // Reading it fails, as with too many open files; replacing it would not.
    symlinkSync("recent.json", file("recent.json"));
    const error: unknown = await recent.add(opened("b"), at(1)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "not-written" });
    renameSync(file("kept.json"), file("recent.json"));
    expect((await recent.list()).map(({ name }) => name)).toEqual(["a"]);
  });

  it("that are broken are moved aside, and new ones are kept", async () => {
    mkdirSync(folder);
    writeFileSync(file("recent.json"), '[{"path":1}]');
    const recent = new Recent(folder, say);
    await recent.add(opened("a"), at(0));
    expect([(await recent.list()).length, notices.length]).toEqual([1, 1]);
    expect(readFileSync(file("recent.json.broken"), "utf8")).toBe('[{"path":1}]');
  });
});
