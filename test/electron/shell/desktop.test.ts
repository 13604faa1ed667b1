// The desktop application as a user has it: windows, menu, dialogs, second starts, its end.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractEvent } from "../../../shared/contract/events.ts";
import type { Case } from "../../../shared/contract/cases.ts";
import { launchStandIn, startStandIn } from "../../e2e/hosts/stand-in.ts";
import type { StandIn } from "../../e2e/hosts/stand-in.ts";
import { SAMPLE, SAMPLE_TRUST } from "../../support/cli.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";
import { call, stateOf } from "./stand-in.ts";
import type { InquestWindow } from "./stand-in.ts";

let app: StandIn;
let page: Page;
let home: string;

beforeAll(async () => {
  home = scratch("desktop");
  mkdirSync(home, { recursive: true });
  app = await launchStandIn({ args: ["--trust", SAMPLE_TRUST], env: { INQUEST_HOME: home } });
  page = await app.firstWindow();
  await page.waitForLoadState();
});
afterAll(() => app?.close());

/** Resolves with the first event of this name that the page hears after `act`. */
async function heard(
  page: Page,
  name: ContractEvent["event"],
  act: () => Promise<unknown>,
): Promise<ContractEvent> {
  await page.evaluate((name) => {
    const holder = globalThis as unknown as { heard?: Promise<ContractEvent> };
    holder.heard = new Promise((resolve) => {
      const stop = (globalThis as InquestWindow).inquest.on((event) => {
        if (event.event !== name) return;
        stop();
        resolve(event);
      });
    });
  }, name);
  await act();
  return page.evaluate(() => (globalThis as unknown as { heard: Promise<ContractEvent> }).heard);
}

/** Chooses an item of the menu. */
function choose(...labels: string[]): Promise<void> {
  return app.evaluate(({ Menu }, labels) => {
    let menu = Menu.getApplicationMenu();
    for (const [i, label] of labels.entries()) {
      const item = menu?.items.find((item) => item.label === label || item.role === label);
      if (item === undefined)
        throw new Error(`the menu has no ${label}: ${menu?.items.map((item) => item.label).join()}`);
      if (i === labels.length - 1) item.click();
      menu = item.submenu ?? null;
    }
  }, labels);
}

describe("a start of the desktop application", () => {
  it("shows one window, when there is something to see, titled as the page is", async () => {
    const windows = (): Promise<unknown> =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.getTitle()]),
      );
    await expect.poll(windows).toEqual([[true, "Inquest"]]);
    const [options] = (await stateOf(app)).windows;
    expect(options).toMatchObject({ show: false, backgroundColor: "#f6f7f9" });
  });

  it("keeps Chromium's own files below its state folder", async () => {
    expect(await app.evaluate(({ app }) => app.getPath("userData"))).toBe(join(home, "state/chromium"));
  });

  it("says to the page what it runs on, and that it has dialogs", async () => {
    expect(await call(page, "app.info")).toMatchObject({
      value: {
        host: "desktop",
        capabilities: { pickBundle: true, saveText: true, newWindow: true, paths: true },
      },
    });
  });

  it("judges by the trust file of its command line", async () => {
    const trust = await call(page, "trust.get");
    expect(trust).toMatchObject({
      value: { exists: true, path: expect.stringContaining(SAMPLE_TRUST) as unknown },
    });
  });
});

describe("native dialogs", () => {
  it("give the bundles that were chosen, and none where the user changed their mind", async () => {
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ["/a.inqb", "/b.inqb"] });
    });
    expect(await call(page, "pick.bundle")).toEqual({ ok: true, value: { paths: ["/a.inqb", "/b.inqb"] } });
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    });
    expect(await call(page, "pick.bundle")).toEqual({ ok: true, value: { paths: [] } });
  });

  it("save a text whole, over the window that asked", async () => {
    const path = join(home, "report.md");
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = ((window: { webContents?: unknown }, options: { defaultPath: string }) =>
        Promise.resolve({
          canceled: window.webContents === undefined,
          filePath: options.defaultPath === "report.md" ? filePath : "",
        })) as typeof dialog.showSaveDialog;
    }, path);
    const text = "# Report\n\u00e4\u{1f600}\n";
    expect(await call(page, "save.text", { suggestedName: "report.md", text })).toEqual({
      ok: true,
      value: { path },
    });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("say why a text could not be written", async () => {
    await app.evaluate(
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      },
      join(home, "no/such/folder/a.txt"),
    );
    expect(await call(page, "save.text", { suggestedName: "a.txt", text: "a" })).toMatchObject({
      ok: false,
      error: { code: "not-written", message: expect.stringContaining("there is no such file") as unknown },
    });
  });
});

describe("a file that is dropped on the page", () => {
  it("has its path, by the preload, and does not become the page", async () => {
    const path = scratchFile("desktop/d\u00e4 &.inqb", "not a bundle");
    await page.evaluate(() => {
      document.addEventListener("dragover", (event) => event.preventDefault());
      document.addEventListener("drop", (event) => {
        event.preventDefault();
        const { files } = event.dataTransfer!;
        const holder = globalThis as unknown as { dropped?: string[] };
        if (files.length > 0) {
          holder.dropped = [...files].map((file) => (globalThis as InquestWindow).inquest.pathOf(file));
        }
      });
    });
    await app.drop(page, [path]);
    const dropped = (): Promise<unknown> =>
      page.evaluate(() => (globalThis as unknown as { dropped?: string[] }).dropped);
    await expect.poll(dropped).toEqual([path]);
    expect(await page.evaluate(() => (globalThis as InquestWindow).inquest.pathOf(new File([], "x")))).toBe(
      "",
    );
    // The page may have opened it as a case: that is within the page.
    expect(page.url()).toMatch(/^https:\/\/inquest\.app\.test\/(?:#.*)?$/);
  });
});

describe("the menu", () => {
  it("sends its commands to the window that is in front, and to no other", async () => {
    const opened = await heard(page, "menu.command", () => choose("&File", "Open…"));
    expect(opened).toEqual({ event: "menu.command", command: "case.open-dialog" });
  });

  it("changes the theme for the page, native controls and the window's colour", async () => {
    await heard(page, "settings.changed", () => choose("&View", "Theme", "Dark"));
    await expect
      .poll(() => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches))
      .toBe(true);
    const seen = await app.evaluate(({ nativeTheme, BrowserWindow, Menu }) => [
      nativeTheme.themeSource,
      BrowserWindow.getAllWindows()[0]!.getBackgroundColor(),
      Menu.getApplicationMenu()!
        .items.find(({ label }) => label === "&View")!
        .submenu!.items.find(({ label }) => label === "Theme")!
        .submenu!.items.filter(({ checked }) => checked)
        .map(({ label }) => label),
    ]);
    expect(seen).toEqual(["dark", "#0f131a", ["Dark"]]);
    await heard(page, "settings.changed", () => choose("&View", "Theme", "As the System"));
  });

  it("opens the sample, and a recent case again, which it lists", async () => {
    await heard(page, "case.opened", () => choose("&File", "Open Sample Incident"));
    const path = scratchFile("desktop/recent & co.inqb", readFileSync(SAMPLE));
    await call(page, "case.open", { source: { kind: "path", path }, task: "t" });
    const recent = (): Promise<string[]> =>
      app.evaluate(({ Menu }) =>
        Menu.getApplicationMenu()!
          .items.find(({ label }) => label === "&File")!
          .submenu!.items.find(({ label }) => label === "Open Recent")!
          .submenu!.items.map(({ label }) => label),
      );
    await expect.poll(async () => (await recent())[0]).toMatch(/^recent && co\.inqb/);
    const [label] = await recent();
    await heard(page, "case.opened", () => choose("&File", "Open Recent", label!));
  });
});

describe("a second start", () => {
  it("gives its bundles to the program that runs, and ends", async () => {
    const path = scratchFile("desktop/second.inqb", readFileSync(SAMPLE));
    const opened = await heard(page, "case.opened", async () => {
      const second = await launchSecond(["second.inqb", "--some-flag=1"], join(path, ".."));
      expect(second).toBe(0);
    });
    const reply = await call(page, "case.get", { case: (opened as { case: string }).case });
    expect(reply).toMatchObject({ value: { path, verdict: { verdict: "VALID" } } });
    expect((await app.windows()).length).toBe(1);
  });

  it("is told that it cannot change the trust file", async () => {
    const notice = await heard(page, "notice", () => launchSecond(["--trust", "other.json"], home));
    expect(notice).toMatchObject({ level: "warning", message: expect.stringMatching(/--trust/) as unknown });
  });

  it("by the Finder opens a file too", async () => {
    const path = scratchFile("desktop/finder.inqb", readFileSync(SAMPLE));
    await heard(page, "case.opened", () =>
      app.evaluate(({ app }, path) => void app.emit("open-file", { preventDefault: () => {} }, path), path),
    );
    const list = (await call(page, "case.list")) as { value: Case[] };
    expect(list.value.map((each) => each.path)).toContain(path);
  });
});

describe("windows", () => {
  it("are several over one host: each hears of everything but what concerns one of them", async () => {
    expect(await call(page, "window.new")).toEqual({ ok: true, value: {} });
    await expect.poll(async () => (await app.windows()).length).toBe(2);
    const second = (await app.windows())[1]!;
    await second.waitForURL(/^https:\/\/inquest\.app\.test\//);
    const ids = (reply: unknown): string[] => (reply as { value: Case[] }).value.map(({ id }) => id);
    expect(ids(await call(second, "case.list"))).toEqual(ids(await call(page, "case.list")));
    await heard(second, "settings.changed", () => call(page, "settings.set", { theme: "light" }));
    const command = await heard(second, "menu.command", () => choose("help", "Keyboard Shortcuts"));
    expect(command).toMatchObject({ command: "help.keys" });
    await second.close();
    await expect.poll(async () => (await app.windows()).length).toBe(1);
    await heard(page, "menu.command", () => choose("help", "About Inquest"));
  });

  it("load their page again when it dies, say so, and have their cases still", async () => {
    const before = ((await call(page, "case.list")) as { value: Case[] }).value.length;
    const done = await app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      return new Promise<string>((resolve) => {
        webContents.once("did-finish-load", () => resolve("loaded again"));
        webContents.forcefullyCrashRenderer();
      });
    });
    expect(done).toBe("loaded again");
    const [page2] = await app.windows();
    const list = (await call(page2!, "case.list")) as { value: Case[] };
    expect(list.value.length).toBe(before);
    const log = (): string => readFileSync(join(home, "state/inquest.log"), "utf8");
    await expect.poll(log).toContain("The page of a window stopped working (crashed) and was loaded again.");
    page = page2!;
  });

  it("show titles of evidence with nothing hidden in them", async () => {
    // The page was loaded again just now: it gives itself a title once it has begun, and not again after that.
    await expect.poll(() => page.title()).toMatch(/ · Inquest$/);
    await page.evaluate(() => {
      document.title = "a\u202egpj.b \u0007";
    });
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle()))
      .toBe(String.raw`a\u{202e}gpj.b`);
  });
});

describe("the end", () => {
  it("comes with the last window; its place is kept, and nothing runs on", async () => {
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window!.setBounds({ x: 40, y: 60, width: 1_000, height: 700 });
      window!.close();
    });
    expect(await app.ended).toBe(0);
    expect(JSON.parse(readFileSync(join(home, "state/window.json"), "utf8"))).toEqual({
      bounds: { x: 40, y: 60, width: 1_000, height: 700 },
      maximised: false,
    });
    expect(existsSync(join(home, "state/chromium/SingletonLock"))).toBe(false);
  });

  it("is followed by a start where the window was", async () => {
    const again = await launchStandIn({ env: { INQUEST_HOME: home } });
    try {
      await again.firstWindow();
      expect((await stateOf(again)).windows[0]).toMatchObject({ x: 40, y: 60, width: 1_000, height: 700 });
    } finally {
      await again.close();
    }
  });
});

/** Starts the program once more on the same folders, and gives its exit code. */
function launchSecond(args: string[], cwd: string): Promise<number | null> {
  return startStandIn({ args, env: { INQUEST_HOME: home }, cwd }).ended;
}
