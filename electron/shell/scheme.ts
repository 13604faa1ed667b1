// Answers app://inquest/ with the built page. The scheme gets no more rights than the web's own have: the content
// security policy holds for it, and no other origin may read from it.

import type { CustomScheme, Protocol } from "electron";
import { HOST, SCHEME } from "./origin.ts";

/** What `openPage` gives: the answer to a path of the page. */
export type PageOf = (path: string) => {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** For `protocol.registerSchemesAsPrivileged`, which may be called once, before the application is ready. */
export const PRIVILEGED_SCHEMES: CustomScheme[] = [
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
];

/** @param protocol of the session that our windows use. */
export function servePage(protocol: Pick<Protocol, "handle">, page: PageOf): void {
  protocol.handle(SCHEME, (request) => answer(request, page));
}

/** Nothing is decoded or normalised here: a path is the name of a built file as it stands, or it is nothing. */
export function answer(request: { readonly url: string; readonly method: string }, page: PageOf): Response {
  const own = `${SCHEME}://${HOST}`;
  const path = request.url.startsWith(`${own}/`)
    ? request.url.slice(own.length).replace(/[?#].*$/s, "")
    : null;
  if (path === null) return new Response("Not found", { status: 404, headers: PLAIN });
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("Method not allowed", { status: 405, headers: { ...PLAIN, allow: "GET, HEAD" } });
  }
  const { status, headers, body } = page(path);
  return new Response(request.method === "HEAD" ? null : new Uint8Array(body), {
    status,
    headers: { ...headers },
  });
}

const PLAIN = {
  "content-type": "text/plain; charset=utf-8",
  "content-security-policy": "default-src 'none'",
  "x-content-type-options": "nosniff",
};
