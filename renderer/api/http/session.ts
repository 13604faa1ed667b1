// How the page gets its session: the address's fragment holds the run's token (which a browser never sends), the host
// takes it for a session, and the session stays with this tab.

/** What is needed of the page's sessionStorage. */
export interface SessionStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What is needed of the page's location and history. */
export interface PageAddress {
  readonly hash: string;
  /** Replaces the fragment without a new entry in the history. */
  setHash(hash: string): void;
}

const KEY = "inquest.session";
/** `#token=…`, then the route as it would stand alone: `#token=…/case/1/records` or `#token=…#/case/1/records`. */
const FRAGMENT = /^#token=([A-Za-z0-9_-]*)#?(\/.*)?$/s;

export const REFUSED = {
  none: "This page has no session with the host. Open the address that 'inquest serve' printed.",
  wrong: "The address belongs to another run of 'inquest serve'. Open the one that it printed last.",
  guessing: "The host has seen too many wrong addresses. Wait a minute, then open the one that it printed.",
  full: "Too many pages are open at this host. Close one, then open the address again.",
  unreachable: "The host cannot be reached. Is 'inquest serve' still running?",
} as const;
export type Refusal = keyof typeof REFUSED;

/** The token of the address, which is taken out of it at once; null where it has none. */
export function takeToken(address: PageAddress): string | null {
  const match = FRAGMENT.exec(address.hash);
  if (match === null) return null;
  address.setHash(match[2] === undefined ? "" : `#${match[2]}`);
  return match[1]!;
}

export class StoredSession {
  readonly #storage: SessionStorage;

  constructor(storage: SessionStorage) {
    this.#storage = storage;
  }

  get value(): string | null {
    return this.#storage.getItem(KEY);
  }

  set(session: string): void {
    this.#storage.setItem(KEY, session);
  }

  forget(): void {
    this.#storage.removeItem(KEY);
  }
}

/** Exchanges the token. Never rejects. */
export async function enter(
  fetch: typeof globalThis.fetch,
  base: string,
  token: string,
): Promise<{ readonly session: string } | { readonly refused: Refusal }> {
  try {
    const response = await fetch(`${base}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
      credentials: "omit",
      redirect: "error",
    });
    if (!response.ok) {
      const refused: Refusal =
        response.status === 429 ? "guessing" : response.status === 503 ? "full" : "wrong";
      return { refused };
    }
    const { session } = (await response.json()) as { session: string };
    return { session };
  } catch {
    return { refused: "unreachable" };
  }
}
