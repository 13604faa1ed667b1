// The state of the interface and everything that changes it. Lives above the screens: what fails there loses nothing.

import type { AppInfo, Settings, Theme } from "../../shared/contract/app.ts";
import type { Case, CaseSource } from "../../shared/contract/cases.ts";
import type { ContractEvent } from "../../shared/contract/events.ts";
import { CallError } from "../../shared/contract/reply.ts";
import type { Client, Progress } from "../api/client.ts";
import { notify } from "../widgets/notify.ts";
import type { App, Busy, SavedText } from "./context.ts";
import { messageOf, wasCancelled } from "./errors.ts";
import { openSources } from "./opening.ts";
import type { Page } from "./page.ts";
import { caseOf, formatRoute, parseRoute, START } from "./route.ts";
import type { Route } from "./route.ts";
import { Store } from "./store.ts";
import { caseTitle } from "./titles.ts";

export interface AppState {
  readonly info: AppInfo;
  readonly settings: Settings;
  readonly cases: readonly Case[];
  readonly route: Route;
  readonly busy: Busy | null;
  readonly openFailure: string | null;
  /** Where each case was left, to come back to. */
  readonly places: ReadonlyMap<string, Route>;
}

/** What long work reports to. */
export interface Work {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

type Actions = Omit<App, "info" | "settings" | "cases" | "current" | "route" | "busy" | "openFailure">;

export class AppModel implements Actions {
  readonly store: Store<AppState>;
  readonly client: Client;
  readonly #page: Page;
  readonly #ends: (() => void)[];
  /** Long work is done one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Cases that are being asked for, and whether to ask again after that. */
  readonly #refreshing = new Map<string, boolean>();

  /** Cases that are being closed from here. */
  readonly #closing = new Set<string>();

  constructor(
    client: Client,
    page: Page,
    start: { readonly info: AppInfo; readonly settings: Settings; readonly cases: readonly Case[] },
  ) {
    this.client = client;
    this.#page = page;
    this.store = new Store<AppState>({
      ...start,
      route: START,
      busy: null,
      openFailure: null,
      places: new Map(),
    });
    this.#ends = [page.onAddress(() => this.#arrive()), ...this.#listen()];
    const last = start.cases.at(-1);
    // Opened for something: what was named on the command line is what should be seen.
    if (last !== undefined && page.address().length <= 1)
      this.go({ screen: "verification", case: last.id }, { replace: true });
    else this.#arrive();
  }

  end(): void {
    for (const end of this.#ends) end();
  }

  readonly go = (route: Route, { replace = false }: { readonly replace?: boolean } = {}): void => {
    const address = formatRoute(route);
    if (address !== formatRoute(parseRoute(this.#page.address()))) this.#page.go(address, replace);
    // Not when the page tells: that comes later, and what is done in between would start from the place before.
    this.#arrive();
  };

  readonly setTheme = (theme: Theme): void => {
    const settings = { ...this.store.get().settings, theme };
    // At once: the answer comes later, and a theme that cannot be kept is still the theme of this window.
    this.store.set({ settings });
    this.client
      .call("settings.set", settings)
      .catch((error: unknown) => tell("The setting is not kept", error));
  };

  readonly open = (source: CaseSource): Promise<void> => this.openAll([() => Promise.resolve(source)]);

  readonly openFiles = (files: readonly File[]): Promise<void> =>
    this.openAll(openSources(this.client.transport, this.store.get().info.capabilities, files));

  readonly openDialog = (): void => void this.#choose();

  readonly close = async (id: string): Promise<void> => {
    this.#closing.add(id);
    try {
      await this.client.call("case.close", { case: id });
      this.#forget(id);
    } catch (error) {
      tell("The case could not be closed", error);
    } finally {
      this.#closing.delete(id);
    }
  };

  readonly verify = async (id: string): Promise<void> => {
    const done = await this.#long("Verifying", "Verifying again failed", (work) =>
      this.client.long("case.verify", { case: id }, work),
    );
    if (done === null) return;
    this.#keep(done);
    notify({ level: "ok", title: `Verified again: ${done.verdict.verdict}` });
  };

  readonly save = async ({ name, mediaType, text }: SavedText): Promise<void> => {
    const safe = name.replaceAll(/[^\w .()-]/g, "-").slice(-200) || "inquest.txt";
    try {
      if (!this.store.get().info.capabilities.saveText) {
        this.#page.download({ name: safe, mediaType, text });
        notify({ level: "ok", title: `${safe} is in your downloads` });
        return;
      }
      const { path } = await this.client.call("save.text", { suggestedName: safe, text });
      if (path !== null) notify({ level: "ok", title: "Saved", message: path });
    } catch (error) {
      tell(`${safe} could not be saved`, error);
    }
  };

  readonly copy = async (text: string, what: string): Promise<void> => {
    try {
      await this.#page.copy(text);
      notify({ level: "ok", title: `${what} copied` });
    } catch {
      notify({ level: "error", title: `${what} could not be copied: the clipboard refused it.` });
    }
  };

  /** Opens one after the other; cancelling one leaves those behind it unopened. Goes to the last. */
  readonly openAll = async (sources: readonly ((work: Work) => Promise<CaseSource>)[]): Promise<void> => {
    this.store.set({ openFailure: null });
    for (const source of sources) {
      const opened = await this.#long("Opening", null, async (work) =>
        this.client.long("case.open", { source: await source(work) }, work),
      );
      if (opened === null) return;
      this.#keep(opened);
      this.go({ screen: "verification", case: opened.id });
    }
  };

  async #choose(): Promise<void> {
    if (!this.store.get().info.capabilities.pickBundle) {
      const files = await this.#page.chooseFiles();
      return await this.openFiles(files);
    }
    try {
      const { paths } = await this.client.call("pick.bundle", {});
      await this.openAll(paths.map((path) => () => Promise.resolve({ kind: "path", path })));
    } catch (error) {
      tell("The dialog could not be opened", error);
    }
  }

  /** Null where it failed or was cancelled, which is told. Failed openings also stay on the start screen. */
  #long<T>(label: string, failed: string | null, work: (work: Work) => Promise<T>): Promise<T | null> {
    const run = async (): Promise<T | null> => {
      const abort = new AbortController();
      const cancel = (): void => abort.abort();
      const blank = { label, done: 0, total: 0, rate: null, secondsLeft: null, cancel };
      this.store.set({ busy: blank });
      try {
        return await work({
          signal: abort.signal,
          onProgress: (progress) => this.store.set({ busy: { ...progress, cancel } }),
        });
      } catch (error) {
        if (wasCancelled(error)) notify({ level: "info", title: `${label} was cancelled` });
        else {
          if (failed === null) this.store.set({ openFailure: messageOf(error) });
          const onStart = failed === null && this.store.get().route.screen === "start";
          if (!onStart) tell(failed ?? "The bundle could not be opened", error);
        }
        return null;
      } finally {
        this.store.set({ busy: null });
      }
    };
    const done = this.#queue.then(run);
    this.#queue = done;
    return done;
  }

  #listen(): (() => void)[] {
    const { client } = this;
    return [
      client.on("case.opened", (event) => void this.#refresh(event.case, true)),
      client.on("case.changed", (event) => void this.#refresh(event.case, false)),
      client.on("case.closed", (event) => this.#closed(event.case)),
      client.on("trust.changed", () => {
        for (const { id } of this.store.get().cases) void this.#refresh(id, false);
      }),
      client.on("settings.changed", ({ settings }) => this.store.set({ settings })),
      client.on("notice", ({ level, message }: Extract<ContractEvent, { event: "notice" }>) =>
        notify({ level, title: message }),
      ),
    ];
  }

  /** Asks what a case is now. Many changes in a row make two questions, not many. */
  async #refresh(id: string, goThere: boolean): Promise<void> {
    if (this.#refreshing.has(id)) return void this.#refreshing.set(id, true);
    this.#refreshing.set(id, false);
    try {
      do {
        this.#refreshing.set(id, false);
        this.#keep(await this.client.call("case.get", { case: id }));
      } while (this.#refreshing.get(id) === true);
      if (goThere) this.go({ screen: "verification", case: id });
    } catch (error) {
      // Any other failure, such as a connection that comes back, leaves what was known before.
      if (error instanceof CallError && error.code === "no-such-case") this.#forget(id);
      else tell("What became of a case is not known", error);
    } finally {
      this.#refreshing.delete(id);
    }
  }

  #keep(one: Case): void {
    const { cases } = this.store.get();
    const known = cases.some(({ id }) => id === one.id);
    this.store.set({ cases: known ? cases.map((old) => (old.id === one.id ? one : old)) : [...cases, one] });
  }

  /** It was closed; where another window did that, the case that is looked at does not go without a word. */
  #closed(id: string): void {
    const { cases, route } = this.store.get();
    const one = cases.find((other) => other.id === id);
    if (one !== undefined && caseOf(route) === id && !this.#closing.has(id))
      notify({ level: "warning", title: `${caseTitle(one, cases)} was closed elsewhere` });
    this.#forget(id);
  }

  #forget(id: string): void {
    const { cases, places, route } = this.store.get();
    const index = cases.findIndex((one) => one.id === id);
    const left = cases.filter((one) => one.id !== id);
    this.store.set({ cases: left, places: new Map([...places].filter(([of]) => of !== id)) });
    if (caseOf(route) !== id) return;
    const neighbour = left[Math.min(Math.max(index, 0), left.length - 1)];
    this.go(neighbour === undefined ? START : this.placeOf(neighbour.id), { replace: true });
  }

  /** Where a case was left. */
  readonly placeOf = (id: string): Route =>
    this.store.get().places.get(id) ?? { screen: "verification", case: id };

  /** The address has changed, by us or by the user. */
  #arrive(): void {
    const route = parseRoute(this.#page.address());
    const id = caseOf(route);
    const { cases, places } = this.store.get();
    if (formatRoute(route) === formatRoute(this.store.get().route)) return;
    if (id === null) return this.store.set({ route });
    if (!cases.some((one) => one.id === id)) {
      notify({ level: "info", title: "That case is not open any more" });
      return this.go(START, { replace: true });
    }
    this.store.set({ route, places: new Map(places).set(id, route) });
  }
}

function tell(title: string, error: unknown): void {
  notify({ level: "error", title, message: messageOf(error) });
}
