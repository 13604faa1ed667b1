// The rows that a query gives, kept up to date while the index is still being built.

import { useEffect, useState } from "react";
import type { Case } from "../../../shared/contract/cases.ts";
import type { RecordQuery, RecordRow } from "../../../shared/contract/records.ts";
import { CallError } from "../../../shared/contract/reply.ts";
import { useClient } from "../../api/context.tsx";
import { PageCache } from "../../widgets/virtual/page-cache.ts";

/** How often rows that came meanwhile are fetched, in milliseconds. */
const REFRESH = 1_500;
/** Typing ends before a search begins. */
const TYPING = 120;

export interface View {
  readonly id: string;
  readonly query: RecordQuery;
  readonly matched: number;
  readonly total: number;
  readonly complete: boolean;
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
  readonly rows: PageCache<RecordRow>;
}

export interface ViewState {
  /** The last view there was: it stays while the next is made. */
  readonly view: View | null;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

export function useView(shown: Case, query: RecordQuery): ViewState {
  const client = useClient();
  const [held, hold] = useState<{ view: View | null; error: Error | null }>({ view: null, error: null });
  const [turn, setTurn] = useState(0);
  const { id } = shown;
  const { state } = shown.index;
  const isThere = state === "building" || state === "ready";

  useEffect(() => {
    if (!isThere) return;
    let live = true;
    const ask = async (): Promise<void> => {
      const { view, ...rest } = await client.call("records.query", { case: id, query });
      if (!live) return;
      const rows = new PageCache<RecordRow>({
        count: rest.matched,
        load: async (from, count) => {
          try {
            return await client.call("records.page", { case: id, view, from, count });
          } catch (error) {
            // Views are a memory of the host, which forgets: another is made.
            if (live && error instanceof CallError && error.code === "no-such-view") setTurn((n) => n + 1);
            throw error;
          }
        },
      });
      hold({ view: { id: view, query, ...rest, rows }, error: null });
    };
    const fail = (error: unknown): void => {
      if (!live || (error instanceof CallError && error.code === "not-ready")) return;
      hold((before) => ({ ...before, error: error instanceof Error ? error : new Error(String(error)) }));
    };
    const timer = setTimeout(() => void ask().catch(fail), query.text === "" ? 0 : TYPING);
    return () => {
      live = false;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- asked again when the index is whole
  }, [client, id, query, isThere, state, turn]);

  const complete = held.view?.complete ?? false;
  useEffect(() => {
    if (!isThere || complete) return;
    const timer = setInterval(() => setTurn((n) => n + 1), REFRESH);
    return () => clearInterval(timer);
  }, [isThere, complete]);

  return {
    view: held.view,
    pending: held.view?.query !== query,
    error: held.error,
    again: () => {
      hold((before) => ({ ...before, error: null }));
      setTurn((n) => n + 1);
    },
  };
}
