// The built interface as responses, held in memory: what the web server and the desktop's own scheme serve. Only names
// that the build made are known, so that no request can be turned into a path.

import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { Fault } from "../../shared/model/fault.ts";
import { explain } from "../platform/explain.ts";

/** Scripts, styles and requests of our own origin alone; nothing inline, no frames, no plug-ins, no forms. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join("; ");

/** Powers that a page could ask for. This one asks for none but to write to the clipboard. */
const PERMISSIONS = [
  "accelerometer",
  "autoplay",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

/** On every answer of whatever host, the page's files and all others. */
export const SAFETY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": CSP,
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-frame-options": "DENY",
  "permissions-policy": PERMISSIONS.map((name) => `${name}=()`).join(", "),
};

/** What the build makes; a file of any other kind is not served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

export interface PageResponse {
  readonly status: 200 | 404 | 400;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Reads the built page (a folder with an `index.html`) and answers request paths ("/", "/assets/x.js"), without query,
 * as they were sent: names are compared, never decoded or joined, so that traversal in any encoding is a name that
 * is not there (404). What is no path at all, or holds control characters, is 400.
 * @throws Fault `page-missing` where there is no built page.
 */
export async function openPage(folder: string): Promise<(path: string) => PageResponse> {
  const files = await readPage(folder);
  const index = files.get("/index.html");
  if (index === undefined) {
    throw new Fault("page-missing", `the interface is not built: ${folder} has no index.html`);
  }
  files.set("/", index);
  return (path) => {
    if (!/^\/[^\p{Cc}]*$/u.test(path)) return plain(400, "bad request");
    return files.get(path) ?? plain(404, "not found");
  };
}

async function readPage(folder: string): Promise<Map<string, PageResponse>> {
  const files = new Map<string, PageResponse>();
  try {
    await readFolder(folder, "", files);
  } catch (error) {
    throw new Fault("page-missing", `the interface in ${folder} cannot be read: ${explain(error)}`);
  }
  return files;
}

/** Folder by folder: in a packaged program this is an archive, whose reader need not know more than that. */
async function readFolder(folder: string, path: string, files: Map<string, PageResponse>): Promise<void> {
  for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory()) await readFolder(folder, name, files);
    const type = TYPES[extname(name)];
    // A link could lead out of the folder; the build makes none.
    if (!entry.isFile() || type === undefined) continue;
    const body = await readFile(join(folder, name));
    const headers = { ...SAFETY_HEADERS, "content-type": type, "content-length": String(body.length) };
    files.set(name, { status: 200, headers, body });
  }
}

function plain(status: 400 | 404, text: string): PageResponse {
  const body = Buffer.from(`${text}\n`, "utf8");
  const headers = {
    ...SAFETY_HEADERS,
    "content-type": "text/plain; charset=utf-8",
    "content-length": String(body.length),
  };
  return { status, headers, body };
}
