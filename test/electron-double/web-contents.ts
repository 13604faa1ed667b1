// webContents: one page of Chromium with its frames, its preload's world and its events.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright";
import { fromChromium, toChromium } from "./addresses.ts";
import { theContext } from "./chromium.ts";
import { DoubleEvent, Emitter, NotImplemented } from "./emitter.ts";
import { DoubleFrame } from "./frames.ts";
import { invoke } from "./ipc-main.ts";
import { nativeTheme } from "./native.ts";
import { BINDING, DELIVER, WORLD, worldScripts } from "./page-worlds.ts";
import { setPermissions } from "./permissions.ts";
import type { DoubleSession } from "./session.ts";
import { note, state } from "./state.ts";
import { encode } from "./wire.ts";

const EVENTS = [
  "will-navigate",
  "will-frame-navigate",
  "will-redirect",
  "will-attach-webview",
  "did-start-navigation",
  "did-navigate",
  "did-finish-load",
  "dom-ready",
  "page-title-updated",
  "render-process-gone",
  "preload-error",
  "destroyed",
];

type OpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => {
  action: string;
};

/** The frame events of Chromium's protocol that are used here. */
interface FrameTold {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
}

const all = new Map<Page, DoubleWebContents>();
let count = 0;

export function contentsOf(page: Page): DoubleWebContents | undefined {
  return all.get(page);
}

export class DoubleWebContents extends Emitter {
  readonly id = ++count;
  readonly session: DoubleSession;
  /** Resolves when the page is there. */
  made: Promise<void>;
  /** Somebody else has closed the page, as a user closes a window. */
  pageClosed: () => void = () => {};
  mainFrame: DoubleFrame = new DoubleFrame(this, "", null);
  openHandler: OpenHandler | null = null;
  /** How often the program itself has sent the page somewhere, and that has not begun. */
  ordered = 0;
  targetId = "";
  readonly #preload: string;
  readonly #frames = new Map<string, DoubleFrame>();
  readonly #size: { width: number; height: number };
  #page: Page | null = null;
  #crashed = false;
  #cdp: CDPSession | null = null;
  /** The preload's world in the document that is shown. */
  #world: number | null = null;
  #destroyed = false;

  constructor(session: DoubleSession, preload: string, size: { width: number; height: number }) {
    super("webContents", EVENTS);
    this.session = session;
    this.#preload = readFileSync(preload, "utf8");
    this.#size = size;
    this.made = this.#make(size);
  }

  get page(): Page {
    if (this.#page === null) throw new Error("the page is not there yet");
    return this.#page;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getType(): string {
    return "window";
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    note("webContents.setWebRTCIPHandlingPolicy", this.id, policy);
  }

  async loadURL(url: string): Promise<void> {
    await this.made;
    this.ordered++;
    await this.page.goto(toChromium(url), { waitUntil: "load" });
  }

  reload(): void {
    if (this.#crashed) {
      void this.#revive();
      return;
    }
    this.ordered++;
    this.#cdp?.send("Page.reload").catch(() => {});
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ type: "event", channel, args });
  }

  /** The frame of this name, as Chromium names it. */
  frame(id: string): DoubleFrame | undefined {
    return this.#frames.get(id);
  }

  /** Ends the page's process. */
  forcefullyCrashRenderer(): void {
    this.#cdp?.send("Page.crash").catch(() => {});
  }

  /** Closes the page; the window's own events are the window's. */
  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.mainFrame.detached = true;
    this.emit("destroyed");
    await this.made.catch(() => {});
    all.delete(this.page);
    await this.page.close().catch(() => {});
  }

  /** Tells the pages of files that tests have dropped what their paths are. */
  tellPaths(): void {
    this.#deliver({ type: "paths", paths: state.paths });
  }

  /** A navigation that the page or its user began: false where the program prevents it. */
  allowsNavigation(isMainFrame: boolean, address: string): boolean {
    if (isMainFrame && this.ordered > 0) {
      this.ordered--;
      return true;
    }
    const url = fromChromium(address);
    const details = { url, isMainFrame, isSameDocument: false, initiator: this.mainFrame };
    const event = new DoubleEvent(details);
    this.emit("will-frame-navigate", event, url, isMainFrame);
    if (!isMainFrame || event.defaultPrevented) return !event.defaultPrevented;
    const main = new DoubleEvent(details);
    this.emit("will-navigate", main, url);
    return !main.defaultPrevented;
  }

  /** A page that has died stays dead to Playwright: a new one takes its place. */
  async #revive(): Promise<void> {
    const url = this.getURL();
    const dead = this.page;
    all.delete(dead);
    this.#page = null;
    this.#crashed = false;
    this.made = this.#make(this.#size);
    void dead.close().catch(() => {});
    await this.loadURL(url);
  }

  async #make(size: { width: number; height: number }): Promise<void> {
    const page = await theContext().newPage();
    this.#page = page;
    all.set(page, this);
    await page.setViewportSize(size);
    const cdp = await theContext().newCDPSession(page);
    this.#cdp = cdp;
    const { targetInfo } = await cdp.send("Target.getTargetInfo");
    this.targetId = targetInfo.targetId;
    this.#listen(page, cdp);
    await cdp.send("Page.enable");
    await cdp.send("Runtime.enable");
    await cdp.send("Network.enable");
    const { frameTree } = await cdp.send("Page.getFrameTree");
    this.#navigated(frameTree.frame);
    await cdp.send("Runtime.addBinding", { name: BINDING, executionContextName: WORLD });
    const scripts = worldScripts(this.#preload, `electron-double-${randomBytes(8).toString("hex")}`);
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.preload, worldName: WORLD });
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.page });
    await nativeTheme.apply();
    await setPermissions(this);
  }

  #listen(page: Page, cdp: CDPSession): void {
    cdp.on("Page.frameAttached", ({ frameId, parentFrameId }) => {
      const parent = this.#frames.get(parentFrameId) ?? this.mainFrame;
      this.#frames.set(frameId, new DoubleFrame(this, frameId, parent));
    });
    cdp.on("Page.frameDetached", ({ frameId, reason }) => {
      if (reason === "swap") return;
      const frame = this.#frames.get(frameId);
      if (frame !== undefined) frame.detached = true;
      this.#frames.delete(frameId);
    });
    cdp.on("Page.frameStartedNavigating", ({ frameId, url, navigationType }) => {
      const isMainFrame = frameId === this.mainFrame.frameToken;
      const isSameDocument = navigationType === "sameDocument" || navigationType === "historySameDocument";
      const details = {
        url: fromChromium(url),
        isMainFrame,
        isSameDocument,
        frame: this.#frames.get(frameId),
      };
      this.emit("did-start-navigation", new DoubleEvent(details), details.url);
    });
    cdp.on("Page.frameNavigated", ({ frame }) => this.#navigated(frame));
    cdp.on("Page.domContentEventFired", () => this.emit("dom-ready"));
    cdp.on("Page.loadEventFired", () => this.emit("did-finish-load"));
    cdp.on("Page.windowOpen", ({ url, windowName, windowFeatures }) => {
      const details = {
        url: fromChromium(url),
        frameName: windowName,
        features: windowFeatures.join(","),
        disposition: "new-window",
      };
      const action = this.openHandler?.(details).action ?? "allow";
      if (action !== "deny") state.escaped.push({ kind: "popup", url: details.url });
    });
    // These are not intercepted: Chromium finds no address for them. The program is asked all the same.
    cdp.on("Network.webSocketCreated", ({ url }) => void this.#socket(fromChromium(url)));
    cdp.on("Runtime.executionContextCreated", ({ context }) => {
      const told = context.auxData as { frameId?: string } | undefined;
      if (context.name !== WORLD || told?.frameId !== this.mainFrame.frameToken) return;
      this.#world = context.id;
      this.tellPaths();
    });
    cdp.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      if (name === BINDING) this.#told(JSON.parse(payload) as Told, executionContextId);
    });
    page.on("close", () => {
      if (this.#page === page) this.pageClosed();
    });
    page.on("crash", () => {
      this.#world = null;
      this.#crashed = true;
      this.emit("render-process-gone", new DoubleEvent(), { reason: "crashed", exitCode: 139 });
    });
    page.on("download", (download) => {
      const url = fromChromium(download.url());
      const allowed = this.session.download(this, url, download.suggestedFilename());
      if (allowed) state.escaped.push({ kind: "download", url });
      download.cancel().catch(() => {});
    });
  }

  #navigated({ id, parentId, url }: FrameTold): void {
    const address = fromChromium(url);
    if (parentId !== undefined) {
      const parent = this.#frames.get(parentId) ?? this.mainFrame;
      const frame = this.#frames.get(id) ?? new DoubleFrame(this, id, parent);
      frame.url = address;
      this.#frames.set(id, frame);
      return;
    }
    // As in Chromium, a new document of the top frame is a new frame to whoever holds the old one.
    const first = this.mainFrame.frameToken === "";
    this.mainFrame.detached = true;
    this.mainFrame = new DoubleFrame(this, id, null, address);
    this.#frames.clear();
    this.#frames.set(id, this.mainFrame);
    if (!first) this.emit("did-navigate", new DoubleEvent(), address, 200, "");
  }

  #told(message: Told, world: number): void {
    switch (message.type) {
      case "invoke":
        void this.#invoke(message, world);
        break;
      case "title":
        this.emit("page-title-updated", new DoubleEvent(), message.title, true);
        break;
      case "preload-error":
        this.emit("preload-error", new DoubleEvent(), "", new Error(message.message));
        process.stderr.write(`Unable to load preload script: ${message.message}\n`);
        break;
      case "loaded":
        break;
      default:
        throw new NotImplemented("a message of that kind");
    }
  }

  async #socket(url: string): Promise<void> {
    const details = { id: 0, url, method: "GET", resourceType: "webSocket", webContents: this };
    if (await this.session.allows(details)) state.escaped.push({ kind: "websocket", url });
  }

  async #invoke({ id, channel, args }: Extract<Told, { type: "invoke" }>, world: number): Promise<void> {
    // A message of a document that is no longer shown comes from a frame that is gone.
    const frame = world === this.#world ? this.mainFrame : null;
    try {
      const value = await invoke(this, frame, channel, args);
      this.#deliver({ type: "reply", id, ok: true, value }, world);
    } catch (error) {
      const value = error instanceof Error ? error.message : String(error);
      this.#deliver({ type: "reply", id, ok: false, value }, world);
    }
  }

  #deliver(message: object, world = this.#world): void {
    if (world === null || this.#destroyed) return;
    // As text within text: what is sent is data, whatever it holds.
    const expression = `${DELIVER}(${JSON.stringify(encode(message))})`;
    this.#cdp?.send("Runtime.evaluate", { expression, contextId: world }).catch(() => {});
  }
}

type Told =
  | { readonly type: "invoke"; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly type: "title"; readonly title: string }
  | { readonly type: "preload-error"; readonly message: string }
  | { readonly type: "loaded" };
