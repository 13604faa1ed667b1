// Sending answers: every one carries the page's safety headers, and none says more than it must.

import { STATUS_CODES } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Reply } from "../../shared/contract/reply.ts";
import { SAFETY_HEADERS } from "../host/page.ts";

/** How long a sender may go on after it was answered early; to cut it at once would lose the answer on its way. */
const LINGER_MS = 5_000;

export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  answer(response, status, "application/json; charset=utf-8", JSON.stringify(value), headers);
}

/** A reply of the contract. `events` is the number of the last event before it. */
export function answerReply(
  response: ServerResponse,
  reply: Reply<unknown>,
  events: number,
  status = 200,
): void {
  answerJson(response, status, reply, { "x-inquest-events": String(events) });
}

/** The status in words and nothing else. */
export function answerStatus(response: ServerResponse, status: number): void {
  answer(response, status, "text/plain; charset=utf-8", `${words(status)}\n`, {});
}

export function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    ...SAFETY_HEADERS,
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(body);
  endBody(response.req);
}

/** A body that nobody wanted is read to nowhere for a moment; then its connection is cut. */
function endBody(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, LINGER_MS);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}

/** Answers what is no HTTP, or was refused before there was a request. */
export function answerSocket(socket: Duplex, code: string | undefined): void {
  if (!socket.writable || code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = code === "HPE_HEADER_OVERFLOW" ? 431 : code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const headers = Object.entries({ ...SAFETY_HEADERS, connection: "close", "content-length": "0" });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${words(status)}\r\n${lines}\r\n`, () => socket.destroy());
}

function words(status: number): string {
  return (STATUS_CODES[status] ?? "Error").toLowerCase();
}
