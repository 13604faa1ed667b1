import { describe, expect, it } from "vitest";
import { isOurs } from "../../../electron/shell/origin.ts";
import { answer } from "../../../electron/shell/scheme.ts";
import { isAllowedRequest } from "../../../electron/shell/session-guard.ts";

const FOREIGN = [
  "",
  "about:blank",
  "about:srcdoc",
  "app:",
  "app://",
  "app:///index.html",
  "app://evil/",
  "app://inquest.evil/",
  "app://evil.inquest/",
  "app://inquest:8080/",
  "app://user@inquest/",
  "app://inquest@evil/",
  "apps://inquest/",
  "https://inquest/",
  "http://127.0.0.1/",
  "file:///app://inquest/",
  "javascript:'app://inquest/'",
  "devtools://devtools/",
  " https://x/?app://inquest/",
];

describe("an address of our own", () => {
  it.each(["app://inquest/", "app://inquest/index.html#/case/1", "app://inquest/a?b"])("is %s", (url) => {
    expect(isOurs(url)).toBe(true);
  });

  it.each(FOREIGN)("is not %j", (url) => {
    expect(isOurs(url)).toBe(false);
  });
});

describe("a request that may be made", () => {
  it.each(["app://inquest/assets/a.js", "data:image/png;base64,AAAA", "blob:app://inquest/1"])(
    "is one for %s",
    (url) => {
      expect(isAllowedRequest(url, false)).toBe(true);
    },
  );

  it.each([
    "http://evil/",
    "https://evil/",
    "ws://evil/",
    "wss://evil/",
    "ftp://evil/",
    "file:///etc/passwd",
    ...FOREIGN,
  ])("is none for %j", (url) => {
    expect(isAllowedRequest(url, false)).toBe(false);
  });

  it("is one for developer tools only where there are any", () => {
    expect([true, false].map((tools) => isAllowedRequest("devtools://devtools/x.js", tools))).toEqual([
      true,
      false,
    ]);
  });
});

describe("an answer of the application's own scheme", () => {
  const asked: string[] = [];
  const page = (path: string) => {
    asked.push(path);
    const found = path === "/" || path === "/assets/a.js";
    return {
      status: found ? 200 : 404,
      headers: { "content-security-policy": "x" },
      body: Buffer.from(path),
    };
  };
  const get = (url: string, method = "GET") => answer({ url, method }, page);

  it("is the page's, with its headers, without query and fragment", async () => {
    const response = get("app://inquest/assets/a.js?v=1#x");
    expect([response.status, response.headers.get("content-security-policy")]).toEqual([200, "x"]);
    expect(await response.text()).toBe("/assets/a.js");
    expect(await get("app://inquest/", "HEAD").text()).toBe("");
  });

  it.each([
    "/../main.js",
    "/%2e%2e/main.js",
    "/..%2fmain.js",
    "//etc/passwd",
    "/assets/..\\..\\main.js",
    "/%00",
  ])("hands %s on as it stands, to be found nowhere", (path) => {
    expect(get(`app://inquest${path}`).status).toBe(404);
    expect(asked.at(-1)).toBe(path);
  });

  it.each([
    "app://evil/",
    "app://inquest.evil/",
    "app://inquest",
    "app://inquest:1/",
    "app://INQUEST/",
    "https://inquest/",
  ])("is 404 for %s, and the page is not asked", (url) => {
    const before = asked.length;
    expect([get(url).status, asked.length]).toEqual([404, before]);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("is a refusal for %s", (method) => {
    expect(get("app://inquest/", method).status).toBe(405);
  });
});
