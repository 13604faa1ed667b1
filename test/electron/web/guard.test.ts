import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guard } from "../../../electron/web/guard.ts";

type Headers = readonly (readonly [name: string, value: string])[];

function decide(headers: Headers, method = "GET", target = "/"): string {
  const guarded = guard({ method, target, rawHeaders: headers.flat() });
  return guarded.ok ? "ok" : `${guarded.status} ${guarded.reason}`;
}

const HOST = ["Host", "127.0.0.1:8080"] as const;

describe("the guard lets through", () => {
  it("this machine by each of its names, on any port", () => {
    for (const host of ["127.0.0.1:8080", "localhost:1", "[::1]:65535", "LOCALHOST:80", "127.0.0.1"])
      expect(decide([["host", host]])).toBe("ok");
  });

  it("the page's own requests", () => {
    const own: Headers = [HOST, ["Origin", "http://127.0.0.1:8080"], ["Sec-Fetch-Site", "same-origin"]];
    expect(decide(own, "POST", "/api/call/app.info")).toBe("ok");
    expect(decide(own, "PUT", "/api/upload?name=a.inqb")).toBe("ok");
    expect(decide([HOST, ["Sec-Fetch-Site", "same-origin"]], "GET", "/assets/x.js")).toBe("ok");
  });

  it("an origin that leaves the default port out", () => {
    expect(
      decide(
        [
          ["host", "localhost:80"],
          ["origin", "http://localhost"],
        ],
        "POST",
      ),
    ).toBe("ok");
  });

  it("a person who opens the address, or the file that leads to it", () => {
    for (const site of ["none", "cross-site"]) {
      const metadata: Headers = [
        ["sec-fetch-site", site],
        ["sec-fetch-mode", "navigate"],
        ["sec-fetch-dest", "document"],
      ];
      expect(decide([HOST, ...metadata])).toBe("ok");
    }
  });

  it("the query of an upload, apart from its path", () => {
    const guarded = guard({ method: "PUT", target: "/api/upload?name=a?b", rawHeaders: HOST });
    expect(guarded).toEqual({ ok: true, path: "/api/upload", query: "name=a?b" });
  });
});

describe("the guard refuses", () => {
  it.each([
    ["no host", []],
    ["another name", [["host", "evil.example:8080"]]],
    ["another name that ends like ours", [["host", "127.0.0.1.evil.example"]]],
    ["another name that begins like ours", [["host", "localhost.evil.example:8080"]]],
    ["user information", [["host", "127.0.0.1@evil.example"]]],
    ["another address", [["host", "127.0.0.2:8080"]]],
    ["a number for an address", [["host", "2130706433"]]],
    ["an empty host", [["host", ""]]],
  ] as const)("a host that is not this machine: %s", (_name, headers) => {
    expect(decide(headers as Headers)).toBe("403 host");
  });

  it.each([
    "http://evil.example",
    "null",
    "https://127.0.0.1:8080",
    "http://127.0.0.1:8081",
    "http://127.0.0.1",
    "http://localhost:8080",
    "file://",
    "",
  ])("the origin %s", (origin) => {
    expect(decide([HOST, ["origin", origin]], "POST")).toBe("403 origin");
  });

  it("what another page fetches, frames or embeds", () => {
    const metadata = (site: string, mode: string, dest: string): Headers => [
      HOST,
      ["sec-fetch-site", site],
      ["sec-fetch-mode", mode],
      ["sec-fetch-dest", dest],
    ];
    for (const site of ["cross-site", "same-site"]) {
      expect(decide(metadata(site, "no-cors", "image"))).toBe("403 sec-fetch-site");
      expect(decide(metadata(site, "cors", "empty"))).toBe("403 sec-fetch-site");
      expect(decide(metadata(site, "navigate", "iframe"))).toBe("403 sec-fetch-site");
      expect(decide(metadata(site, "navigate", "document"), "POST")).toBe("403 sec-fetch-site");
      expect(decide(metadata(site, "navigate", "document"), "GET", "/api/events")).toBe("403 sec-fetch-site");
    }
    expect(decide(metadata("none", "navigate", "document"), "GET", "/api/events")).toBe("403 sec-fetch-site");
  });

  it("methods that nothing here answers", () => {
    for (const method of ["OPTIONS", "HEAD", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"])
      expect(decide([HOST], method)).toBe("405 method");
  });

  it("targets that are not a path", () => {
    const targets = [
      "http://evil.example/",
      "*",
      "",
      "//\0",
      "/a b",
      "/a#b",
      "/\u00e9",
      `/${"a".repeat(9_000)}`,
    ];
    for (const target of targets) expect(decide([HOST], "GET", target)).toBe("400 target");
  });

  it("a query where there is none to be", () => {
    for (const target of ["/?token=a", "/?", "/api/session?token=a", "/api/events?session=a"])
      expect(decide([HOST], "GET", target)).toBe("404 query");
  });

  it("headers that stand there twice", () => {
    for (const name of ["Host", "Origin", "Authorization", "Content-Type", "Sec-Fetch-Site"])
      expect(decide([HOST, [name, "127.0.0.1:8080"], [name.toLowerCase(), "b"]])).toMatch(/^400 two /);
  });

  it("a GET with a body, and any upgrade", () => {
    expect(decide([HOST, ["content-length", "1"]])).toBe("400 body of a GET");
    expect(decide([HOST, ["transfer-encoding", "chunked"]])).toBe("400 body of a GET");
    expect(decide([HOST, ["upgrade", "websocket"]])).toBe("400 upgrade");
  });

  it("every host but three, and never throws", () => {
    const own = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/i;
    const pieces = fc.constantFrom(
      "127.0.0.1",
      "localhost",
      "[::1]",
      ".",
      ":",
      "@",
      "80",
      "evil",
      "/",
      "\t",
      " ",
    );
    const hosts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(hosts, (host) => {
        expect(decide([["host", host]]) === "ok").toBe(own.test(host));
      }),
    );
  });
});
