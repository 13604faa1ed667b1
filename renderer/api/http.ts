// The way to the web host: calls as POSTs, events as one stream, files as PUTs, all with this tab's session.

import type { ContractEvent } from "../../shared/contract/events.ts";
import { failure } from "../../shared/contract/reply.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import type { Transport } from "../../shared/contract/transport.ts";
import { EventFeed } from "./http/feed.ts";
import { DISCONNECTED, replyOf } from "./http/reply.ts";
import { REFUSED, StoredSession, enter, takeToken } from "./http/session.ts";
import type { PageAddress, SessionStorage } from "./http/session.ts";
import { sendFile } from "./http/upload.ts";

export interface HttpOptions {
  readonly fetch?: typeof globalThis.fetch;
  /** Scheme, host and port of the host, where it is not the page's own origin. */
  readonly base?: string;
  readonly storage?: SessionStorage;
  readonly location?: PageAddress;
}

export interface HttpTransport extends Transport {
  readonly kind: "http";
  /** Ends the stream of events; for tests. */
  close(): void;
}

/**
 * Opens the way to the web host: exchanges the token in the address, or goes on with this tab's session, and waits until
 * events flow. What the page missed while it was cut off is told again: `trust.changed`, and for each case what has
 * become of it. `refused` is a sentence to show instead of the application.
 */
export async function createHttpTransport(
  options: HttpOptions = {},
): Promise<HttpTransport | { readonly refused: string }> {
  const { fetch = globalThis.fetch.bind(globalThis), base = "" } = options;
  const stored = new StoredSession(options.storage ?? sessionStorage);
  const token = takeToken(options.location ?? pageAddress());
  let session = stored.value;
  if (token !== null) {
    const entered = await enter(fetch, base, token);
    // A link with a wrong token must not throw out a page that is in already.
    if ("refused" in entered && session === null) return { refused: REFUSED[entered.refused] };
    if ("session" in entered) {
      session = entered.session;
      stored.set(session);
    }
  }
  if (session === null) return { refused: REFUSED.none };
  const connection = new Connection(fetch, base, session, () => stored.forget());
  const opening = await connection.start();
  if (opening === "open") return connection.transport;
  connection.transport.close();
  if (opening === "unauthorised") stored.forget();
  return { refused: REFUSED[opening === "unauthorised" ? "wrong" : "unreachable"] };
}

class Connection {
  readonly #fetch: typeof globalThis.fetch;
  readonly #base: string;
  readonly #authorization: string;
  readonly #feed: EventFeed;
  readonly #listeners = new Set<(event: ContractEvent) => void>();
  /** Cases that the page has heard of: after a break it is told which are gone. */
  #known = new Set<string>();
  /** Ends the calls that are under way when the host is lost. */
  #lost = new AbortController();
  #told = false;

  constructor(fetch: typeof globalThis.fetch, base: string, session: string, onRefused: () => void) {
    this.#fetch = fetch;
    this.#base = base;
    this.#authorization = `Bearer ${session}`;
    this.#feed = new EventFeed({
      open: (signal) =>
        fetch(`${base}/api/events`, {
          headers: { authorization: this.#authorization },
          credentials: "omit",
          redirect: "error",
          cache: "no-store",
          signal,
        }),
      onEvent: (event) => this.#tell(event),
      onReturn: (missed) => {
        if (this.#told) this.#notice("info", "The host can be reached again.");
        this.#told = false;
        if (missed) void this.#catchUp();
      },
      onLost: () => {
        this.#lost.abort();
        this.#lost = new AbortController();
        this.#told = true;
        this.#notice("warning", "The host cannot be reached. Trying again.");
      },
      onRefused: () => {
        onRefused();
        this.#notice("error", REFUSED.wrong);
      },
    });
  }

  start(): ReturnType<EventFeed["start"]> {
    return this.#feed.start();
  }

  readonly transport: HttpTransport = {
    kind: "http",
    call: (name, input) => this.#call(name, input),
    on: (listener) => {
      this.#listeners.add(listener);
      return () => {
        this.#listeners.delete(listener);
      };
    },
    upload: async (file, name, onProgress, signal) => {
      if (!(file instanceof Blob)) return failure("bad-argument", "what is sent to the host must be a file");
      const url = `${this.#base}/api/upload?name=${encodeURIComponent(name.toWellFormed())}`;
      const reply = await sendFile({ url, authorization: this.#authorization, file, onProgress, signal });
      return reply as Reply<{ readonly id: string }>;
    },
    close: () => this.#feed.end(),
  };

  async #call(name: string, input: unknown): Promise<Reply<unknown>> {
    // Dots alone would be another path.
    if (!/^\w+(?:\.\w+)*$/.test(name)) return failure("unknown-call", `there is no call ${name}`);
    let body: string;
    try {
      body = JSON.stringify(input) ?? "null";
    } catch {
      return failure("bad-argument", `the input of ${name} cannot be sent: it is no JSON`);
    }
    try {
      const response = await this.#fetch(`${this.#base}/api/call/${name}`, {
        method: "POST",
        headers: { authorization: this.#authorization, "content-type": "application/json" },
        body,
        credentials: "omit",
        redirect: "error",
        cache: "no-store",
        signal: this.#lost.signal,
      });
      const reply = replyOf(response.status, await response.text());
      await this.#feed.reached(Number(response.headers.get("x-inquest-events") ?? 0));
      this.#learn(reply);
      return reply;
    } catch {
      return DISCONNECTED;
    }
  }

  #tell(event: ContractEvent): void {
    if (event.event === "case.closed") this.#known.delete(event.case);
    else if ("case" in event) this.#known.add(event.case);
    for (const listener of this.#listeners) listener(event);
  }

  #notice(level: "info" | "warning" | "error", message: string): void {
    this.#tell({ event: "notice", level, message });
  }

  /** A case is what has an identifier and a verdict. */
  #learn(reply: Reply<unknown>): void {
    for (const id of casesIn(reply)) this.#known.add(id);
  }

  async #catchUp(): Promise<void> {
    const before = this.#known;
    const list = await this.#call("case.list", {});
    const settings = await this.#call("settings.get", {});
    // The host was lost again: its next return comes here again.
    if (!list.ok || !settings.ok) return;
    this.#known = new Set();
    const now = casesIn(list);
    this.#tell({ event: "trust.changed" });
    this.#tell({ event: "settings.changed", settings: settings.value } as ContractEvent);
    for (const id of before) if (!now.includes(id)) this.#tell({ event: "case.closed", case: id });
    for (const id of now) this.#tell({ event: "case.changed", case: id });
  }
}

function casesIn(reply: Reply<unknown>): string[] {
  if (!reply.ok) return [];
  const values: unknown[] = Array.isArray(reply.value) ? reply.value : [reply.value];
  return values.flatMap((value) => {
    if (typeof value !== "object" || value === null || !("id" in value && "verdict" in value)) return [];
    return typeof value.id === "string" ? [value.id] : [];
  });
}

function pageAddress(): PageAddress {
  return {
    hash: window.location.hash,
    setHash: (hash) => {
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, "", `${pathname}${search}${hash}`);
    },
  };
}
