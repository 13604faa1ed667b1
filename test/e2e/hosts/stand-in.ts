// The built application on the stand-in for Electron, over a real Chromium.

import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import type { Browser, Page } from "playwright";
import type { Question, Told } from "../../electron-double/control.ts";
import type { DesktopApp, LaunchOptions } from "./desktop-app.ts";
import { dragFiles } from "./drag-files.ts";

export type { DesktopApp, LaunchOptions } from "./desktop-app.ts";

/** What the stand-in has beside Electron's own. */
interface Double {
  readonly double: { readonly state: { paths: Record<string, string> } };
  readonly BrowserWindow: { getAllWindows(): { readonly webContents: { tellPaths(): void } }[] };
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const START = join(ROOT, "test/electron-double/start.ts");
const MAIN = join(ROOT, "dist/main.js");
const WINDOW_MS = 20_000;
const CLOSE_MS = 15_000;

export interface StandInOptions extends LaunchOptions {
  /** Another program than ours, for tests of the stand-in itself. */
  readonly main?: string;
  readonly cwd?: string;
}

export async function launchStandIn(options: StandInOptions = {}): Promise<StandIn> {
  return StandIn.launch(options);
}

/** Starts it and waits for nothing: for a start that ends by itself. */
export function startStandIn(options: StandInOptions): StandIn {
  return new StandIn(options);
}

export class StandIn implements DesktopApp {
  readonly child: ChildProcess;
  /** Resolves with the exit code when the program has ended. */
  readonly ended: Promise<number | null>;
  readonly #questions = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  readonly #ownHome: string | null;
  readonly #pages = new Map<string, Page>();
  #asked = 0;
  #output = "";
  #browser: Browser | null = null;
  #endpoint: Promise<string>;

  static async launch(options: StandInOptions): Promise<StandIn> {
    const app = new StandIn(options);
    app.#browser = await chromium.connectOverCDP(await app.#endpoint);
    return app;
  }

  constructor({ args = [], env = {}, main = MAIN, cwd = ROOT }: StandInOptions) {
    this.#ownHome = env["INQUEST_HOME"] === undefined ? mkdtempSync(join(tmpdir(), "inquest-home-")) : null;
    const child = fork(START, [main, ...args], {
      cwd,
      execArgv: [],
      silent: true,
      serialization: "advanced",
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: process.env["HOME"] ?? "",
        ...(this.#ownHome === null ? {} : { INQUEST_HOME: this.#ownHome }),
        ...env,
      },
    });
    this.child = child;
    this.ended = once(child, "exit").then(([code]) => code as number | null);
    child.stdout?.on("data", (chunk) => (this.#output += String(chunk)));
    child.stderr?.on("data", (chunk) => (this.#output += String(chunk)));
    this.#endpoint = new Promise((resolve, reject) => {
      child.on("message", (told: Told) => {
        if (told.kind === "endpoint") resolve(told.endpoint);
        else this.#answered(told);
      });
      child.on("exit", (code) => {
        const error = new Error(`the application ended with ${code}\n${this.#output}`);
        reject(error);
        for (const question of this.#questions.values()) question.reject(error);
      });
    });
    // Whoever waits for it hears of it.
    this.#endpoint.catch(() => {});
  }

  async firstWindow(): Promise<Page> {
    const end = Date.now() + WINDOW_MS;
    for (;;) {
      const [first] = await this.windows();
      if (first !== undefined) {
        await first.waitForURL(({ href }) => href !== "about:blank");
        return first;
      }
      if (Date.now() > end) throw new Error(`no window was opened\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async windows(): Promise<Page[]> {
    const ids = await this.#ask<string[]>({ kind: "windows" });
    return Promise.all(ids.map((id) => this.#page(id)));
  }

  evaluate<R, A = undefined>(
    fn: (electron: typeof import("electron"), arg: A) => R | Promise<R>,
    arg?: A,
  ): Promise<R> {
    return this.#ask<R>({ kind: "evaluate", source: String(fn), arg });
  }

  async drop(page: Page, paths: readonly string[]): Promise<void> {
    // Chromium tells a page no paths; the stand-in has to be told them.
    await this.evaluate(
      (electron, names) => {
        const { double, BrowserWindow } = electron as unknown as Double;
        double.state.paths = names;
        for (const { webContents } of BrowserWindow.getAllWindows()) webContents.tellPaths();
      },
      Object.fromEntries(paths.map((path) => [basename(path), resolve(path)])),
    );
    await dragFiles(page, paths);
  }

  output(): string {
    return this.#output;
  }

  async close(): Promise<void> {
    await this.#browser?.close().catch(() => {});
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.evaluate((electron) => electron.app.quit()).catch(() => {});
      const timer = setTimeout(() => this.child.kill("SIGKILL"), CLOSE_MS);
      await this.ended;
      clearTimeout(timer);
    }
    if (this.#ownHome !== null) rmSync(this.#ownHome, { recursive: true, force: true });
  }

  /** The test's own view of a page that the program knows under this name. */
  async #page(id: string): Promise<Page> {
    const end = Date.now() + WINDOW_MS;
    for (;;) {
      const known = this.#pages.get(id);
      if (known !== undefined) return known;
      const context = this.#browser!.contexts()[0]!;
      for (const page of context.pages()) {
        const session = await context.newCDPSession(page).catch(() => null);
        if (session === null) continue;
        const { targetInfo } = await session.send("Target.getTargetInfo");
        await session.detach().catch(() => {});
        this.#pages.set(targetInfo.targetId, page);
      }
      if (Date.now() > end) throw new Error(`the page ${id} cannot be found`);
    }
  }

  #ask<T>(
    question:
      | Omit<Extract<Question, { kind: "windows" }>, "id">
      | Omit<Extract<Question, { kind: "evaluate" }>, "id">,
  ): Promise<T> {
    const id = this.#asked++;
    return new Promise<T>((resolve, reject) => {
      if (!this.child.connected) {
        reject(new Error(`the application has ended\n${this.#output}`));
        return;
      }
      this.#questions.set(id, { resolve: resolve, reject });
      this.child.send({ ...question, id });
    });
  }

  #answered({ id, ok, value }: Extract<Told, { kind: "answer" }>): void {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    if (ok) question?.resolve(value as never);
    else question?.reject(new Error(String(value)));
  }
}
