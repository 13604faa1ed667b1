import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { CSP, SAFETY_HEADERS, openPage } from "../../../electron/host/page.ts";
import type { PageResponse } from "../../../electron/host/page.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";

describe("the built page as responses", () => {
  let page: (path: string) => PageResponse;
  const folder = scratch("page");

  beforeAll(async () => {
    mkdirSync(join(folder, "assets"), { recursive: true });
    writeFileSync(join(folder, "index.html"), "<!doctype html>");
    writeFileSync(join(folder, "assets", "main.js"), "export {};");
    writeFileSync(join(folder, "assets", "inter.woff2"), "font");
    writeFileSync(join(folder, "assets", "main.js.map"), "{}");
    symlinkSync(scratchFile("secret.txt", "secret"), join(folder, "assets", "link.txt"));
    page = await openPage(folder);
  });

  it("are the files that the build made, each with its type", () => {
    const typeOf = (path: string): string | undefined => page(path).headers["content-type"];
    expect(typeOf("/")).toBe("text/html; charset=utf-8");
    expect(page("/index.html")).toEqual(page("/"));
    expect(Buffer.from(page("/assets/main.js").body).toString()).toBe("export {};");
    expect(typeOf("/assets/main.js")).toBe("text/javascript; charset=utf-8");
    expect(typeOf("/assets/inter.woff2")).toBe("font/woff2");
  });

  it("all carry the safety headers, those of errors too", () => {
    expect(CSP).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    );
    for (const path of ["/", "/assets/main.js", "/nothing", "no path"])
      expect(page(path).headers).toMatchObject({ ...SAFETY_HEADERS, "content-security-policy": CSP });
  });

  it("are never files of another kind, folders, or what a link leads to", () => {
    for (const path of ["/assets/main.js.map", "/assets", "/assets/", "/assets/link.txt"])
      expect(page(path).status).toBe(404);
  });

  it("are never files outside of the folder, whatever path is asked for", () => {
    const allowed = ["/", "/index.html", "/assets/main.js", "/assets/inter.woff2"];
    const part = fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "%252e",
      "\\",
      "/",
      "%2f",
      "%5c",
      "secret.txt",
      "assets",
    );
    const paths = fc.oneof(
      fc.string().map((text) => `/${text}`),
      fc.array(part).map((parts) => `/${parts.join("/")}`),
    );
    fc.assert(
      fc.property(paths, (path) => {
        expect(page(path).status === 200).toBe(allowed.includes(path));
      }),
    );
  });

  it("are 400 for what is no path", () => {
    for (const path of ["", "index.html", "/a\0", "/\n", "http://evil.example/"])
      expect(page(path).status).toBe(400);
  });

  it("cannot be opened where there is no built page", async () => {
    mkdirSync(scratch("empty"));
    await expect(openPage(scratch("empty"))).rejects.toMatchObject({ code: "page-missing" });
    await expect(openPage(scratch("none"))).rejects.toMatchObject({ code: "page-missing" });
  });
});
