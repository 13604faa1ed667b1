// Who may speak to the loopback server at all, before anything else of a request is looked at. Any page in the
// user's browser can send requests to 127.0.0.1; what it cannot do is choose these headers.

export interface GuardedRequest {
  readonly method: string;
  /** The request target as it was sent. */
  readonly target: string;
  /** Names and values in turn, as Node's `rawHeaders` has them: repeated headers are still to be seen. */
  readonly rawHeaders: readonly string[];
}

export type Guarded =
  | { readonly ok: true; readonly path: string; readonly query: string }
  | { readonly ok: false; readonly status: 400 | 403 | 404 | 405; readonly reason: string };

/** Any port: an SSH forward may use another one. A name that was rebound to 127.0.0.1 is still another name. */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/;
/** Those that decide something: which of two would count is for nobody to guess. */
const SINGLE = [
  "host",
  "origin",
  "authorization",
  "content-type",
  "content-length",
  "sec-fetch-site",
  "sec-fetch-mode",
  "sec-fetch-dest",
];
const METHODS = ["GET", "POST", "PUT"];
const MAX_TARGET = 8_192;

/**
 * Allows a request or says why not. Rules: one Host that is this machine; an Origin, where there is one, that is the
 * same host and port over http; Sec-Fetch-Site same-origin, or a person's own navigation; methods that we answer (no
 * OPTIONS: there is no CORS here); a target in origin form (RFC 9112 section 3.2.1); no upgrade; a query for uploads
 * alone. Reasons are for tests and the program's log, and are not sent.
 */
export function guard({ method, target, rawHeaders }: GuardedRequest): Guarded {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (headers.has(name) && SINGLE.includes(name)) return refuse(400, `two ${name} headers`);
    headers.set(name, rawHeaders[i + 1]!);
  }
  if (!METHODS.includes(method)) return refuse(405, "method");
  const host = headers.get("host")?.toLowerCase();
  if (host === undefined || !OWN_HOST.test(host)) return refuse(403, "host");
  const origin = headers.get("origin")?.toLowerCase();
  if (origin !== undefined && withoutPort80(origin) !== withoutPort80(`http://${host}`))
    return refuse(403, "origin");
  if (headers.has("upgrade")) return refuse(400, "upgrade");
  if (method === "GET" && hasBody(headers)) return refuse(400, "body of a GET");
  if (target.length > MAX_TARGET || !/^\/[\x21-\x7e]*$/.test(target) || target.includes("#"))
    return refuse(400, "target");
  const [path, ...rest] = target.split("?");
  const query = rest.join("?");
  if (!fetchedByUs(method, path!, headers)) return refuse(403, "sec-fetch-site");
  if (target.includes("?") && path !== "/api/upload") return refuse(404, "query");
  return { ok: true, path: path!, query };
}

/**
 * Fetch metadata (W3C), which every current browser sends. A page elsewhere may at most lead the whole window to our
 * page, as the private file does that opens the browser; it can frame nothing and fetch nothing.
 */
function fetchedByUs(method: string, path: string, headers: ReadonlyMap<string, string>): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === undefined || site === "same-origin") return true;
  return (
    method === "GET" &&
    path === "/" &&
    headers.get("sec-fetch-mode") === "navigate" &&
    headers.get("sec-fetch-dest") === "document"
  );
}

function hasBody(headers: ReadonlyMap<string, string>): boolean {
  return headers.has("transfer-encoding") || (headers.get("content-length") ?? "0") !== "0";
}

/** A browser leaves the default port out; a person who writes it means the same. */
function withoutPort80(origin: string): string {
  return origin.replace(/:80$/, "");
}

function refuse(status: 400 | 403 | 404 | 405, reason: string): Guarded {
  return { ok: false, status, reason };
}
