// Who is let in: the run's token is exchanged for a session, which every request carries in its Authorization header.
// Cookies are not used: a browser sends them to every port of 127.0.0.1, whoever listens there.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export const MAX_SESSIONS = 64;
/** A page that is duplicated shares its session; beyond this something else is going on. */
export const MAX_STREAMS = 8;
/** Wrong tokens in a minute before the people at the page are told and further ones are turned away. */
export const MAX_WRONG = 10;
const WRONG_WINDOW_MS = 60_000;

export interface Session {
  /** What the host knows it by; no secret. */
  readonly client: string;
  /** Open event streams. */
  streams: number;
  /** When the last stream closed, or the session was made: milliseconds of the given clock. */
  awaySince: number;
  cancelTimer: () => void;
}

export interface SessionOptions {
  /** 32 random bytes, base64url. */
  readonly token: string;
  /** A session's page has been away for `awayMs`: its long work is to be cancelled. */
  readonly onAway: (client: string) => void;
  /** Told once a minute at most, when many wrong tokens come. */
  readonly onGuessing: () => void;
  readonly awayMs?: number;
  /** Calls back after some milliseconds, unless it is cancelled by the answer. */
  readonly after?: (ms: number, callback: () => void) => () => void;
  readonly now?: () => number;
}

export type Entered = { readonly session: string } | { readonly refused: "wrong" | "guessing" | "full" };

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export class Sessions {
  /** By the hash of the identifier, so that the time of a search says nothing of it. */
  readonly #sessions = new Map<string, Session>();
  readonly #token: Buffer;
  readonly #options: Required<Pick<SessionOptions, "onAway" | "onGuessing" | "awayMs" | "after" | "now">>;
  #ended = false;
  #made = 0;
  #wrong = 0;
  #wrongSince = -Infinity;

  constructor({ token, onAway, onGuessing, awayMs = 60_000, after = timer, now = Date.now }: SessionOptions) {
    this.#token = digest(token);
    this.#options = { onAway, onGuessing, awayMs, after, now };
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Exchanges the token for a session. The right one is always taken, however many wrong ones came before. */
  enter(token: string): Entered {
    if (!timingSafeEqual(digest(token), this.#token)) return { refused: this.#countWrong() };
    if (this.#sessions.size >= MAX_SESSIONS && !this.#dropLongestAway()) return { refused: "full" };
    const session = newSecret();
    this.#made += 1;
    const entry: Session = {
      client: `web-${this.#made}`,
      streams: 0,
      awaySince: this.#options.now(),
      cancelTimer: () => {},
    };
    this.#sessions.set(key(session), entry);
    this.#startTimer(entry);
    return { session };
  }

  /** The session of an `Authorization: Bearer` header. */
  find(authorization: string | undefined): Session | undefined {
    const id = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(authorization ?? "")?.[1];
    return id === undefined ? undefined : this.#sessions.get(key(id));
  }

  /** An event stream of the session opens; false where it has too many. `closed` must follow. */
  opened(session: Session): boolean {
    if (session.streams >= MAX_STREAMS) return false;
    session.streams += 1;
    session.cancelTimer();
    return true;
  }

  closed(session: Session): void {
    session.streams -= 1;
    if (session.streams > 0 || this.#ended) return;
    session.awaySince = this.#options.now();
    this.#startTimer(session);
  }

  close(): void {
    this.#ended = true;
    for (const session of this.#sessions.values()) session.cancelTimer();
    this.#sessions.clear();
  }

  /** The session stays: a page that comes back after a sleep goes on. Only what it had begun is ended. */
  #startTimer(session: Session): void {
    const { after, awayMs, onAway } = this.#options;
    session.cancelTimer = after(awayMs, () => onAway(session.client));
  }

  /** Makes room by forgetting the session whose page went first; false where all have theirs. */
  #dropLongestAway(): boolean {
    const away = [...this.#sessions].filter(([, session]) => session.streams === 0);
    const [oldest] = away.sort(([, a], [, b]) => a.awaySince - b.awaySince);
    if (oldest === undefined) return false;
    const [id, session] = oldest;
    session.cancelTimer();
    this.#sessions.delete(id);
    this.#options.onAway(session.client);
    return true;
  }

  #countWrong(): "wrong" | "guessing" {
    const now = this.#options.now();
    if (now - this.#wrongSince >= WRONG_WINDOW_MS) {
      this.#wrongSince = now;
      this.#wrong = 0;
    }
    this.#wrong += 1;
    if (this.#wrong === MAX_WRONG) this.#options.onGuessing();
    return this.#wrong >= MAX_WRONG ? "guessing" : "wrong";
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

function key(session: string): string {
  return digest(session).toString("hex");
}

function timer(ms: number, callback: () => void): () => void {
  const handle = setTimeout(callback, ms);
  handle.unref();
  return () => clearTimeout(handle);
}
