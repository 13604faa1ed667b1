// What other pages in the user's browser, other users of the machine and other programs try at the loopback server.

import { connect } from "node:net";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SAFETY_HEADERS } from "../../electron/host/page.ts";
import { MAX_BODY } from "../../electron/web/body.ts";
import { MAX_WAITING } from "../../electron/web/events.ts";
import { BODY_IDLE_MS, ENTER_MS } from "../../electron/web/routes.ts";
import { MAX_CONNECTIONS, SERVER_LIMITS } from "../../electron/web/server.ts";
import { MAX_SESSIONS, MAX_STREAMS, newSecret } from "../../electron/web/sessions.ts";
import { failure } from "../../shared/contract/reply.ts";
import { isCallName } from "../../shared/contract/calls.ts";
import { startLoopback } from "../electron/web/loopback.ts";
import type { Answer, Loopback } from "../electron/web/loopback.ts";

const JSON_TYPE = { "content-type": "application/json" };
const CALL = { method: "POST", target: "/api/call/case.list", body: "{}" };

let web: Loopback;
let bearer: string;

beforeAll(async () => {
  web = await startLoopback();
});
afterAll(() => web.close());
beforeEach(async () => {
  bearer = await web.enter();
});
afterEach(async () => {
  // Whatever was sent: the host heard nothing of it, and the server still answers.
  expect(web.host.calls).toEqual([]);
  expect((await web.send({})).status).toBe(200);
});

/** Refused, in words that tell nothing, with the safety headers and without any of CORS. */
function expectRefused(answer: Answer, status: number): void {
  expect(answer.status).toBe(status);
  for (const [name, value] of Object.entries(SAFETY_HEADERS)) expect(answer.headers[name]).toBe(value);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  expect(answer.body.length).toBeLessThan(200);
  expect(answer.body).not.toMatch(/[/\\]work|node:|at .*:[0-9]+|Error:/);
}

describe("a web page elsewhere", () => {
  it("posts a call, with a session that it cannot have", async () => {
    const headers = { ...JSON_TYPE, authorization: bearer, origin: "https://evil.example" };
    expectRefused(await web.send({ ...CALL, headers }), 403);
  });

  it("posts from a sandboxed frame, whose origin is null", async () => {
    expectRefused(
      await web.send({ ...CALL, headers: { ...JSON_TYPE, authorization: bearer, origin: "null" } }),
      403,
    );
  });

  it("posts from another port of this machine", async () => {
    const origin = `http://127.0.0.1:${web.port + 1}`;
    expectRefused(await web.send({ ...CALL, headers: { ...JSON_TYPE, authorization: bearer, origin } }), 403);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=a",
    "",
    "application/jsonx",
  ])("posts a form as %s, which needs no leave", async (type) => {
    expectRefused(await web.send({ ...CALL, headers: { authorization: bearer, "content-type": type } }), 415);
  });

  it("asks for leave first (CORS preflight)", async () => {
    const headers = {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
      "access-control-request-private-network": "true",
    };
    expectRefused(await web.send({ method: "OPTIONS", target: "/api/call/case.list", headers }), 405);
  });

  it("embeds our script or style", async () => {
    const headers = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "no-cors",
      "sec-fetch-dest": "script",
    };
    expectRefused(await web.send({ target: "/assets/main.js", headers }), 403);
  });

  it("frames the page", async () => {
    const headers = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "iframe",
    };
    expectRefused(await web.send({ headers }), 403);
    // A browser without fetch metadata is held by these.
    const page = await web.send({});
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(page.headers["x-frame-options"]).toBe("DENY");
  });

  it("rebinds its own name to 127.0.0.1 (DNS rebinding)", async () => {
    for (const host of [`evil.example:${web.port}`, "evil.example", `127.0.0.1.evil.example:${web.port}`]) {
      expectRefused(await web.send({ headers: { host } }), 403);
      expectRefused(
        await web.send({
          ...CALL,
          headers: { ...JSON_TYPE, host, origin: `http://${host}`, authorization: bearer },
        }),
        403,
      );
    }
  });

  it("opens a WebSocket", async () => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    };
    for (const target of ["/", "/api/events"])
      expectRefused(await web.send({ target, headers: { ...headers, authorization: bearer } }), 400);
  });
});

describe("a program without the token", () => {
  it("calls without a session", async () => {
    expectRefused(await web.send({ ...CALL, headers: JSON_TYPE }), 401);
  });

  it("listens to the events without a session", async () => {
    expectRefused(await web.send({ target: "/api/events" }), 401);
  });

  it("sends a file without a session", async () => {
    expectRefused(await web.send({ method: "PUT", target: "/api/upload?name=a.inqb", body: "x" }), 401);
    expect(readdirSync(web.uploads)).toEqual([]);
  });

  it("looks for calls by their names without a session", async () => {
    const bodies = await Promise.all(
      ["case.list", "nothing", "__proto__"].map(async (name) => {
        const answer = await web.send({ ...CALL, target: `/api/call/${name}`, headers: JSON_TYPE });
        return [answer.status, answer.body];
      }),
    );
    expect(new Set(bodies.map(String)).size).toBe(1);
  });

  it("guesses the token, again and again", async () => {
    const own = await startLoopback();
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const body = JSON.stringify({ token: newSecret() });
      const answer = await own.send({ method: "POST", target: "/api/session", headers: JSON_TYPE, body });
      statuses.push(answer.status);
      expect(answer.body).not.toContain("session");
    }
    expect(statuses).toEqual([...Array<number>(9).fill(401), 429, 429, 429]);
    expect(own.host.notices).toHaveLength(1);
    // Whoever has the address gets in all the same.
    expect(await own.enter()).toMatch(/^Bearer /);
    await own.close();
  });

  it.each([
    '{"token":null}',
    '{"token":{}}',
    '{"token":["a"]}',
    '{"token":1}',
    "null",
    "[]",
    '"a"',
    "{",
    "",
    "\u00ff",
  ])("sends %j for a token", async (body) => {
    const own = await startLoopback();
    const answer = await own.send({
      method: "POST",
      target: "/api/session",
      headers: { ...JSON_TYPE, "content-length": String(Buffer.byteLength(body)) },
      body,
    });
    expectRefused(answer, 401);
    await own.close();
  });

  it("puts the token into a query, where histories and logs keep it", async () => {
    expectRefused(await web.send({ target: `/?token=${web.token}` }), 404);
    const target = `/api/session?token=${web.token}`;
    expectRefused(await web.send({ method: "POST", target, headers: JSON_TYPE, body: "{}" }), 404);
  });

  it("uses the token itself as a session", async () => {
    const headers = { ...JSON_TYPE, authorization: `Bearer ${web.token}` };
    expectRefused(await web.send({ ...CALL, headers }), 401);
  });

  it("uses a session of another run", async () => {
    const other = await startLoopback();
    const headers = { ...JSON_TYPE, authorization: await other.enter() };
    expectRefused(await web.send({ ...CALL, headers }), 401);
    await other.close();
  });

  it("sends the session as a cookie or in the address", async () => {
    const session = bearer.slice("Bearer ".length);
    const headers = { ...JSON_TYPE, cookie: `session=${session}; authorization=${bearer}` };
    expectRefused(await web.send({ ...CALL, headers }), 401);
    expectRefused(
      await web.send({ ...CALL, target: `${CALL.target}?session=${session}`, headers: JSON_TYPE }),
      404,
    );
  });

  it("sends two sessions, one of which might count", async () => {
    const { status } = await web.raw(
      `POST /api/call/case.list HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer x\r\nAuthorization: ${bearer}\r\n` +
        "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect(status).toBe(400);
  });
});

describe("whoever asks for files outside of the page", () => {
  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/%252e%252e%252fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/index.html%00.txt",
    "//secret.txt",
    "//etc/passwd",
    "/etc/passwd",
    "/file:///etc/passwd",
    "/assets/",
    "/index.html/",
    "/INDEX.HTML",
    "/assets/main.js/../../../secret.txt",
    "/api",
    "/api/",
    "/api/../index.html",
    "/__proto__",
    "/constructor",
  ])("by %s, gets nothing", async (target) => {
    const answer = await web.send({ target, headers: { authorization: bearer } });
    expectRefused(answer, 404);
    expect(answer.body).toBe("not found\n");
  });

  it("by a NUL or another control character, gets nothing", async () => {
    for (const target of ["/\0", "/index.html\0.js", "/\t", "/\u007f", "/a b"]) {
      const answer = await web.send({ target });
      expect(answer.status).toBe(400);
    }
  });

  it("through us from another server (absolute form, a proxy's)", async () => {
    expectRefused(await web.send({ target: "http://evil.example/" }), 400);
    expectRefused(await web.send({ target: `${web.base}/api/call/case.list` }), 400);
    const tunnel = await web.raw("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n");
    expect(tunnel.status).toBe(0);
  });
});

describe("whoever bends HTTP", () => {
  it("by two Host headers", async () => {
    const { status } = await web.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n");
    expect(status).toBe(400);
  });

  it("by no Host header, or HTTP/1.0", async () => {
    expect((await web.raw("GET / HTTP/1.1\r\n\r\n")).status).toBe(400);
    expect((await web.raw("GET / HTTP/1.0\r\n\r\n")).status).toBe(403);
  });

  it.each([
    ["a length and chunks", "Content-Length: 4\r\nTransfer-Encoding: chunked"],
    ["two lengths", "Content-Length: 2\r\nContent-Length: 4"],
    ["a length with a sign", "Content-Length: +2"],
    ["chunks that are not last", "Transfer-Encoding: chunked, identity"],
    ["a space before the colon", "Content-Length : 2"],
    ["a bare CR", "X-A: a\rContent-Length: 2"],
  ])("by %s (request smuggling)", async (_name, header) => {
    const answer = await web.raw(
      `POST /api/call/case.list HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${bearer}\r\n` +
        `Content-Type: application/json\r\n${header}\r\n\r\n{}\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    );
    expectRefused(answer, 400);
  });

  it("by a GET that hides another request in its body", async () => {
    const inner = "POST /api/call/case.list HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    const length = String(inner.length);
    expectRefused(await web.send({ headers: { "content-length": length }, body: inner }), 400);
  });

  it("by what is no HTTP", async () => {
    expectRefused(await web.raw("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"), 400);
    expectRefused(await web.raw("SSH-2.0-OpenSSH_9.9\r\n"), 400);
    expect((await web.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).status).toBe(400);
  });

  it("by junk behind a request", async () => {
    const good = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    expect((await web.raw(`${good}\0\0junk\r\n\r\n${good}`)).status).toBe(200);
  });

  it("by a bomb of headers", async () => {
    expectRefused(await web.send({ headers: { "x-a": "a".repeat(SERVER_LIMITS.maxHeaderSize) } }), 431);
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`x-${i}`, "a"]));
    expectRefused(await web.send({ headers: many }), 431);
  });

  it("by a Host behind so many headers that it is not looked at", async () => {
    const many = Array.from({ length: 500 }, (_, i) => `x-${i}: a\r\n`).join("");
    const { status } = await web.raw(`GET / HTTP/1.1\r\n${many}Host: 127.0.0.1\r\n\r\n`);
    expect(status).toBe(431);
  });

  it("by a session in a trailer, behind the body", async () => {
    const answer = await web.raw(
      "POST /api/call/case.list HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" +
        `Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n\r\n2\r\n{}\r\n0\r\nAuthorization: ${bearer}\r\n\r\n`,
    );
    expectRefused(answer, 401);
  });
});

describe("whoever wants the server to use itself up", () => {
  it("by a huge body, announced", async () => {
    const headers = { ...JSON_TYPE, authorization: bearer, "content-length": String(MAX_BODY + 1) };
    expectRefused(await web.send({ method: "POST", target: CALL.target, headers }), 413);
  });

  it("by a huge body in chunks, of which no length is said", async () => {
    const chunk = `100000\r\n${" ".repeat(0x10_00_00)}\r\n`;
    const answer = await web.raw(
      `POST ${CALL.target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${bearer}\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`,
    );
    expectRefused(answer, 413);
  });

  it("by a large body before there is a session", async () => {
    const body = JSON.stringify({ token: "a".repeat(5_000) });
    expectRefused(await web.send({ method: "POST", target: "/api/session", headers: JSON_TYPE, body }), 413);
  });

  it("by headers or a body that come a byte at a time (slow loris): both have an end", () => {
    expect(web.server.headersTimeout).toBe(10_000);
    expect(SERVER_LIMITS.connectionsCheckingInterval).toBe(2_000);
    expect([ENTER_MS, BODY_IDLE_MS]).toEqual([10_000, 60_000]);
    // Replies have none: they may take hours.
    expect(web.server.timeout).toBe(0);
  });

  it("by 10,000 event streams: there are never more than connections, and pages keep theirs", async () => {
    expect(web.server.maxConnections).toBe(MAX_CONNECTIONS);
    expect(MAX_SESSIONS * MAX_STREAMS).toBeLessThan(MAX_CONNECTIONS);
    const stop = new AbortController();
    const asked = Array.from({ length: 100 }, async () =>
      fetch(`${web.base}/api/events`, { headers: { authorization: bearer }, signal: stop.signal }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(MAX_STREAMS);
    expect(statuses.filter((status) => status === 429)).toHaveLength(100 - MAX_STREAMS);
    stop.abort();
  });

  it("by 10,000 sessions: those whose page is gone make room", async () => {
    const own = await startLoopback();
    for (let i = 0; i < MAX_SESSIONS + 10; i += 1) await own.enter();
    expect(own.sessions.size).toBe(MAX_SESSIONS);
    expect(own.host.left).toHaveLength(10);
    await own.close();
  });

  it("by an event stream that it never reads", async () => {
    const own = await startLoopback();
    const authorization = await own.enter();
    const socket = connect(own.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${authorization}\r\n\r\n`);
    await once(socket, "readable");
    const message = "a".repeat(65_536);
    for (let i = 0; i < 400; i += 1) own.host.emit({ event: "notice", level: "info", message });
    expect(own.events.waiting).toBeLessThanOrEqual(MAX_WAITING);
    let received = 0;
    socket.on("data", (part) => (received += part.length));
    await once(socket, "close");
    expect(received).toBeLessThan(400 * message.length);
    await own.close();
  });

  it("by going away in the middle of everything", async () => {
    const head = `Host: 127.0.0.1\r\nAuthorization: ${bearer}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`;
    const halves = [
      "G",
      "GET / HTTP/1.1\r\nHost",
      `POST /api/session HTTP/1.1\r\n${head}{`,
      `POST ${CALL.target} HTTP/1.1\r\n${head}{`,
      `PUT /api/upload?name=a HTTP/1.1\r\n${head}half`,
      `GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${bearer}\r\n\r\n`,
    ];
    for (const half of halves) {
      for (const end of ["destroySoon", "resetAndDestroy"] as const) {
        const socket = connect(web.port, "127.0.0.1");
        socket.on("error", () => {});
        socket.resume();
        await once(socket, "connect");
        socket.write(half, () => socket[end]());
        await once(socket, "close");
      }
    }
    // Removal of half a file follows the end of its connection.
    await vi.waitFor(() => expect(readdirSync(web.uploads)).toEqual([]), { timeout: 30_000, interval: 5 });
  });
});

describe("a page of ours that is deceived", () => {
  it("calls by names that every object has: the contract knows none of them", async () => {
    const own = await startLoopback();
    own.host.answer = (name) =>
      isCallName(name) ? failure("internal", name) : failure("unknown-call", "none");
    const authorization = await own.enter();
    for (const name of [
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "",
      "%2e%2e",
      "case.list/",
      "a%00",
    ]) {
      const headers = { ...JSON_TYPE, authorization };
      const answer = await own.send({ ...CALL, target: `/api/call/${name}`, headers });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: "unknown-call" } });
    }
    await own.close();
  });

  it.each([
    ["../../../../etc/cron.d/evil", "evil"],
    ["..\\..\\evil.inqb", "evil.inqb"],
    ["/", "bundle.inqb"],
    ["", "bundle.inqb"],
    ["a\0\n\u202e.inqb", "a\0\n\u202e.inqb"],
    ["a".repeat(5_000), "a".repeat(255)],
  ])("sends a file named %j: the name is shown and never a path", async (name, shown) => {
    const own = await startLoopback();
    const answer = await own.send({
      method: "PUT",
      target: `/api/upload?name=${encodeURIComponent(name)}`,
      headers: { authorization: await own.enter() },
      body: "evidence",
    });
    expect(answer.status).toBe(200);
    expect(own.host.uploads.map(({ name }) => name)).toEqual([shown]);
    const [file, ...others] = readdirSync(own.uploads);
    expect(others).toEqual([]);
    expect(file).toMatch(/^[0-9a-f]{32}\.inqb$/);
    expect(own.host.uploads[0]!.path).toBe(join(own.uploads, file!));
    expect(statSync(join(own.uploads, file!)).mode & 0o777).toBe(0o600);
    await own.close();
  });

  it("is told nothing of the inside when the host fails", async () => {
    const own = await startLoopback();
    own.host.answer = () => {
      throw new Error("secret in /home/somebody");
    };
    const answer = await own.send({ ...CALL, headers: { ...JSON_TYPE, authorization: await own.enter() } });
    expectRefused(answer, 500);
    expect(answer.body).toBe("internal server error\n");
    await own.close();
  });
});

it("a program on another machine finds nothing listening", () => {
  expect(web.server.address()).toMatchObject({ address: "127.0.0.1", family: "IPv4" });
});
