// What the web host answers: the page, which holds no evidence, to everybody whom the guard lets through; everything
// under /api to sessions.

import type { IncomingMessage, ServerResponse } from "node:http";
import { failure, success } from "../../shared/contract/reply.ts";
import type { PageResponse } from "../host/page.ts";
import { SAFETY_HEADERS } from "../host/page.ts";
import type { Host } from "../host/types.ts";
import { answer, answerJson, answerReply, answerStatus } from "./answer.ts";
import { parseJson, readBody } from "./body.ts";
import type { EventStreams } from "./events.ts";
import type { Session, Sessions } from "./sessions.ts";
import { receiveUpload, shownName } from "./upload.ts";

/** Milliseconds without a byte of a body that is on its way. */
export const BODY_IDLE_MS = 60_000;
/** Milliseconds for the whole body of whoever has no session yet, and its bytes. */
export const ENTER_MS = 10_000;
const ENTER_BYTES = 4_096;
const CALL = "/api/call/";

const UNAUTHORISED = failure(
  "unauthorised",
  "this page has no session with the host: open the address that 'inquest serve' printed",
);

export interface Served {
  readonly host: Host;
  readonly page: (path: string) => PageResponse;
  readonly sessions: Sessions;
  readonly events: EventStreams;
  /** Folder of this run's uploads. */
  readonly uploads: string;
}

/** Answers one request that the guard let through. Rejects only where whoever sent it is gone. */
export async function route(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
): Promise<void> {
  const method = request.method!;
  if (!path.startsWith("/api/")) {
    if (method !== "GET") return answerStatus(response, 405);
    const { status, headers, body } = served.page(path);
    return answer(response, status, headers["content-type"]!, body, headers);
  }
  if (method === "POST" && path === "/api/session") return enter(served, request, response);
  const session = served.sessions.find(request.headers.authorization);
  if (session === undefined) return answerJson(response, 401, UNAUTHORISED);
  if (method === "POST" && path.startsWith(CALL))
    return call(served, request, response, path.slice(CALL.length), session);
  if (method === "GET" && path === "/api/events") return stream(served, response, session);
  if (method === "PUT" && path === "/api/upload") return upload(served, request, response, query);
  return answerStatus(response, 404);
}

async function enter(
  { sessions }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isJson(request)) return answerStatus(response, 415);
  const deadline = setTimeout(() => request.destroy(), ENTER_MS);
  const body = await readBody(request, ENTER_BYTES).finally(() => clearTimeout(deadline));
  if (body === null) return answerStatus(response, 413);
  const value = parseJson(body);
  const token = typeof value === "object" && value !== null && "token" in value ? value.token : undefined;
  const entered = sessions.enter(typeof token === "string" ? token : "");
  if ("session" in entered) return answerJson(response, 200, { session: entered.session });
  const status = { wrong: 401, guessing: 429, full: 503 }[entered.refused];
  return answerStatus(response, status);
}

async function call(
  { host, events }: Served,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  session: Session,
): Promise<void> {
  // What a form or a plain text post can send without asking is none of this (Fetch, CORS-safelisted types).
  if (!isJson(request)) return answerStatus(response, 415);
  const body = await patiently(request, () => readBody(request));
  if (body === null) return answerStatus(response, 413);
  const input = parseJson(body);
  const reply =
    input === undefined
      ? failure("bad-argument", "the body of the request is not JSON: send the call's input as JSON")
      : await host.call(name, input, session.client);
  answerReply(response, reply, events.last);
}

function stream({ sessions, events }: Served, response: ServerResponse, session: Session): void {
  if (!sessions.opened(session)) return answerStatus(response, 429);
  response.writeHead(200, { ...SAFETY_HEADERS, "content-type": "text/event-stream; charset=utf-8" });
  events.add(response, () => sessions.closed(session));
}

async function upload(
  { host, events, uploads }: Served,
  request: IncomingMessage,
  response: ServerResponse,
  query: string,
): Promise<void> {
  const received = await patiently(request, () => receiveUpload(request, uploads));
  if (!received.ok) return answerReply(response, received, events.last, 507);
  const id = host.addUpload(received.value.path, shownName(query));
  answerReply(response, success({ id }), events.last);
}

/** Reads a body that may take as long as it likes, but not stand still. */
async function patiently<T>(request: IncomingMessage, read: () => Promise<T>): Promise<T> {
  const { socket } = request;
  const stop = (): void => {
    request.destroy();
  };
  socket.setTimeout(BODY_IDLE_MS, stop);
  try {
    return await read();
  } finally {
    socket.setTimeout(0);
    socket.off("timeout", stop);
  }
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/json(?:; ?charset=utf-8)?$/i.test(request.headers["content-type"] ?? "");
}
