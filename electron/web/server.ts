// The loopback server: it listens on 127.0.0.1 and nowhere else, and nothing that is sent to it ends it.

import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "../../shared/model/fault.ts";
import type { PageResponse } from "../host/page.ts";
import type { Host } from "../host/types.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { answerSocket, answerStatus } from "./answer.ts";
import { EventStreams } from "./events.ts";
import { guard } from "./guard.ts";
import { route } from "./routes.ts";
import type { Served } from "./routes.ts";
import { Sessions } from "./sessions.ts";
import type { SessionOptions } from "./sessions.ts";

/**
 * Bounds on what a sender can hold. Replies have no timeout: long calls take hours; nor has a whole request, since
 * that is an upload (its body must not stand still, see routes.ts).
 */
export const SERVER_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 0,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
} as const;
/** Above what all sessions' streams and calls can use. */
export const MAX_CONNECTIONS = 1_024;
const MAX_HEADERS = 64;

export interface WebOptions extends Pick<SessionOptions, "token" | "awayMs" | "after" | "now"> {
  readonly host: Host;
  readonly page: (path: string) => PageResponse;
  /** Folder of this run's uploads, there already. */
  readonly uploads: string;
  /** 0: any that is free. */
  readonly port: number;
}

export interface WebServer {
  readonly port: number;
  readonly server: Server;
  readonly sessions: Sessions;
  readonly events: EventStreams;
  /** No new requests, and no more events; requests that are being answered go on. */
  stop(): void;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/** Starts to listen. @throws Fault `port` where the port cannot be had. */
export async function startServer(options: WebOptions): Promise<WebServer> {
  const { host, page, uploads } = options;
  const sessions = new Sessions({
    ...options,
    onAway: (client) => host.leave(client),
    onGuessing: () => host.notice("warning", GUESSING),
  });
  const events = new EventStreams();
  const served: Served = { host, page, sessions, events, uploads };
  const server = createServer(SERVER_LIMITS, (request, response) => answerTo(served, request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.maxHeadersCount = MAX_HEADERS;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => answerSocket(socket, error.code));
  await listen(server, options.port);
  const unsubscribe = host.on((event) => events.send(event));
  const closed = new Promise<void>((resolve) => {
    server.once("close", resolve);
  });
  const stop = (): void => {
    unsubscribe();
    sessions.close();
    events.close();
    if (server.listening) server.close();
  };
  return {
    port: (server.address() as AddressInfo).port,
    server,
    sessions,
    events,
    stop,
    close: async () => {
      stop();
      server.closeAllConnections();
      await closed;
    },
  };
}

const GUESSING =
  "A program on this machine tries to get in with wrong tokens. Tokens cannot be guessed, but look which it is";

/** Never throws: what goes wrong here must not reach whoever sent the request, nor end the server. */
function answerTo(served: Served, request: IncomingMessage, response: ServerResponse): void {
  // Ends of connections are noticed where something waits for them.
  request.on("error", () => {});
  response.on("error", () => {});
  const { method = "", url: target = "", rawHeaders } = request;
  const guarded = guard({ method, target, rawHeaders });
  if (!guarded.ok) {
    answerStatus(response, guarded.status);
    return;
  }
  route(served, request, response, guarded.path, guarded.query).catch(() => {
    if (response.headersSent || request.socket.destroyed) response.destroy();
    else answerStatus(response, 500);
  });
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (error) {
    const taken = errorCode(error) === "EADDRINUSE";
    const why = taken ? "it is taken by another program" : explain(error);
    throw new Fault(
      "port",
      `port ${port} of 127.0.0.1 cannot be used: ${why}. Give another with --port, or none for any that is free`,
    );
  }
}
