// The client for everything below, and the three states of whatever is asked of it.

import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { DependencyList } from "react";
import type { Client } from "./client.ts";

const ClientContext = createContext<Client | null>(null);
export const ClientProvider = ClientContext.Provider;

/** @throws Error outside the application. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("useClient needs a ClientProvider above it.");
  return client;
}

export type Async<T> =
  /** `previous` is the last value that was ready, for views that rather stay than blink. */
  | { readonly state: "loading"; readonly previous: T | undefined }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly error: Error };

/**
 * Runs `fn` at first and whenever `deps` change. An answer that comes after its question has changed is dropped, and
 * its signal is aborted.
 */
export function useAsync<T>(fn: (signal: AbortSignal) => Promise<T>, deps: DependencyList): Async<T> {
  // One token a question: an answer shows only where the token is still the present one.
  // oxlint-disable-next-line react/exhaustive-deps -- the dependencies are the caller's
  const token = useMemo(() => ({}), deps);
  const [held, hold] = useState<{ token: object; answer: Async<T>; last: T | undefined } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const settle = (answer: Async<T>): void => {
      if (abort.signal.aborted) return;
      hold((before) => ({
        token,
        answer,
        last: answer.state === "ready" ? answer.value : before?.last,
      }));
    };
    fn(abort.signal).then(
      (value) => settle({ state: "ready", value }),
      (error: unknown) =>
        settle({ state: "failed", error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => abort.abort();
    // oxlint-disable-next-line react/exhaustive-deps -- the token stands for them
  }, [token]);
  return held?.token === token ? held.answer : { state: "loading", previous: held?.last };
}
