// A web server over a host that only remembers, and requests to it as raw bytes: what no HTTP client would send too.

import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { openPage } from "../../../electron/host/page.ts";
import { startServer } from "../../../electron/web/server.ts";
import type { WebOptions, WebServer } from "../../../electron/web/server.ts";
import { newSecret } from "../../../electron/web/sessions.ts";
import { scratch } from "../../support/scratch.ts";
import { fakeHost } from "./fake-host.ts";
import type { FakeHost } from "./fake-host.ts";

export interface Loopback extends WebServer {
  readonly host: FakeHost;
  readonly token: string;
  readonly uploads: string;
  /** Scheme, host and port. */
  readonly base: string;
  /** A new session, ready for an Authorization header. */
  enter(): Promise<string>;
  /** Sends bytes and gives the first response. */
  raw(bytes: string | Uint8Array): Promise<Answer>;
  /** A request of a well-behaved client, but for what is given. */
  send(request: Sent): Promise<Answer>;
}

export interface Answer {
  /** 0 where the connection was closed without one. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let servers = 0;

/** `assets` are files of the page beside those that are there anyway, by their names. */
export async function startLoopback(
  options: Partial<WebOptions> & { readonly assets?: Readonly<Record<string, string>> } = {},
): Promise<Loopback> {
  servers += 1;
  const folder = scratch(`page-${servers}`);
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>Inquest</title><link rel="icon" href="data:,"><script type="module" src="./assets/main.js"></script>\n',
  );
  for (const [name, text] of Object.entries({ "main.js": "export {};\n", ...options.assets })) {
    writeFileSync(join(folder, "assets", name), text);
  }
  writeFileSync(scratch("secret.txt"), "secret\n");
  const uploads = scratch(`uploads-${servers}`);
  mkdirSync(uploads, { recursive: true });
  const host = fakeHost();
  const token = newSecret();
  const page = await openPage(folder);
  const web = await startServer({ host, page, uploads, token, port: 0, ...options });
  const base = `http://127.0.0.1:${web.port}`;
  const raw = (bytes: string | Uint8Array): Promise<Answer> => exchange(web.port, bytes);
  const send = ({ method = "GET", target = "/", headers = {}, body = "" }: Sent): Promise<Answer> => {
    const all = {
      host: `127.0.0.1:${web.port}`,
      ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return raw(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
  };
  const enter = async (): Promise<string> => {
    const headers = { "content-type": "application/json" };
    const answer = await send({
      method: "POST",
      target: "/api/session",
      headers,
      body: JSON.stringify({ token }),
    });
    return `Bearer ${(JSON.parse(answer.body) as { session: string }).session}`;
  };
  return { ...web, host, token, uploads, base, raw, send, enter };
}

/** Resolves with the first whole response, or when the connection is closed. */
async function exchange(port: number, bytes: string | Uint8Array): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const done = (): void => {
      resolve(parseAnswer(text));
      socket.destroy();
    };
    socket.on("data", (part) => {
      text += part.toString("latin1");
      if (isWhole(text)) done();
    });
    socket.on("error", () => {});
    socket.on("close", done);
    socket.write(bytes);
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: ([0-9]+)\r\n/i.exec(text.slice(0, end + 2))?.[1];
  // A stream has no length: its head is what there is to wait for.
  return length === undefined || text.length - end - 4 >= Number(length);
}

export function parseAnswer(text: string): Answer {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const status = Number(/^HTTP\/1\.1 ([0-9]{3})/.exec(first)?.[1] ?? 0);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const at = line.indexOf(":");
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  return { status, headers, body: body.join("\r\n\r\n") };
}
