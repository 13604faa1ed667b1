import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { uploadFolder } from "../../../electron/web/upload.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";

/** A number that no process has: the largest that Linux gives is 2^22. */
const NOBODY = 2 ** 22 + 1;

async function made(cache: string): Promise<string> {
  const folder = await uploadFolder(cache);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("the folder for uploads", () => {
  it("lies below the cache, and is for its user alone", async () => {
    const cache = scratch("cache");
    const folder = await made(cache);
    expect(dirname(dirname(folder))).toBe(cache);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("removes what a run left that ended without removing it, and nothing of a run that goes on", async () => {
    const cache = scratch("left");
    const machine = hostname().replaceAll(/[^0-9A-Za-z]/g, "") || "machine";
    const [gone, other] = [`${machine}-${NOBODY}-a`, `elsewhere-${NOBODY}-b`];
    const running = await made(cache);
    for (const name of [gone, other]) mkdirSync(join(cache, "uploads", name), { recursive: true });
    const folder = await made(cache);
    const left = readdirSync(join(cache, "uploads"));
    expect(left).not.toContain(gone);
    expect(left).toEqual(
      expect.arrayContaining([other, running, folder].map((path) => path.split("/").at(-1))),
    );
  });

  it("is a temporary one where nothing can be written below the cache", async () => {
    const folder = await made(join(scratchFile("plain", ""), "cache"));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    writeFileSync(join(folder, "x"), "");
  });
});
