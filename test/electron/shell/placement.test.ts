import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeWindow } from "../../../electron/shell/placement.ts";
import { profileFolder } from "../../../electron/shell/profile.ts";
import { WindowFile } from "../../../electron/shell/window-file.ts";
import { scratch } from "../../support/scratch.ts";

const MAIN = { x: 0, y: 25, width: 1_440, height: 875 };
const LEFT = { x: -1_920, y: 0, width: 1_920, height: 1_080 };
const saved = (x: number, y: number, width = 1_000, height = 700) => ({
  bounds: { x, y, width, height },
  maximised: false,
});

describe("the place of a window", () => {
  it("is the system's choice at the first start, in a size that fits", () => {
    expect(placeWindow(null, [MAIN])).toEqual({ width: 1_360, height: 860 });
    expect(placeWindow(null, [{ ...MAIN, width: 1_024, height: 600 }])).toEqual({
      width: 1_024,
      height: 600,
    });
    expect(placeWindow(null, [])).toEqual({ width: 1_360, height: 860 });
  });

  it("is where it was, on whichever display that is", () => {
    expect(placeWindow(saved(100, 60), [MAIN])).toEqual({ x: 100, y: 60, width: 1_000, height: 700 });
    expect(placeWindow(saved(-1_800, 40), [MAIN, LEFT])).toMatchObject({ x: -1_800, y: 40 });
  });

  it.each([
    ["on a display that is gone", saved(-1_800, 40)],
    ["above every display, where it could not be moved", saved(100, -400)],
    ["below it", saved(100, 2_000)],
    ["beside it but for a few pixels", saved(1_420, 60)],
  ])("is the system's choice where it was %s", (_name, state) => {
    expect(placeWindow(state, [MAIN])).toEqual({ width: 1_000, height: 700 });
  });

  it("is no larger than the display, and not too small to be used", () => {
    expect(placeWindow(saved(0, 25, 9_000, 9_000), [MAIN])).toMatchObject({ width: 1_440, height: 875 });
    expect(placeWindow(saved(0, 25, 10, 10), [MAIN])).toMatchObject({ width: 760, height: 480 });
  });

  it("is a step beside the windows that are open", () => {
    expect(placeWindow(saved(100, 60), [MAIN], 2)).toMatchObject({ x: 156, y: 116 });
  });
});

describe("the file of the place", () => {
  it("gives back what was written last, and leaves nothing half made", async () => {
    const path = scratch("window/state/window.json");
    const file = new WindowFile(path);
    expect(file.read()).toBeNull();
    void file.write(saved(1, 2));
    void file.write({ ...saved(3, 4), maximised: true });
    await file.written();
    expect(file.read()).toEqual({ ...saved(3, 4), maximised: true });
    expect(readdirSync(dirname(path))).toEqual(["window.json"]);
    expect(readFileSync(path, "utf8")).toMatch(/\n$/);
  });

  it.each([
    "",
    "{",
    "null",
    '{"bounds":{"x":0,"y":0,"width":-5,"height":1},"maximised":false}',
    '{"maximised":true}',
  ])("is ignored where it holds %j", (text) => {
    const path = scratch("broken.json");
    writeFileSync(path, text);
    expect(new WindowFile(path).read()).toBeNull();
  });

  it("costs nothing but the place where it cannot be written", async () => {
    const path = scratch("a-file");
    writeFileSync(path, "");
    await new WindowFile(`${path}/window.json`).write(saved(0, 0));
    expect(readFileSync(path, "utf8")).toBe("");
  });
});

describe("the folder of Chromium's own files", () => {
  it("is below the state folder, or in a passing place where that cannot be", () => {
    const state = scratch("profile/state");
    expect(profileFolder(state)).toBe(join(state, "chromium"));
    const file = scratch("no-folder");
    writeFileSync(file, "");
    const passing = profileFolder(file);
    expect(existsSync(passing)).toBe(true);
    rmSync(passing, { recursive: true });
  });
});
