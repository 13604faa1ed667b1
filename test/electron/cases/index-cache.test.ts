import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { Case } from "../../../shared/contract/cases.ts";
import { RowStore } from "../../../electron/cases/row-store.ts";
import { ALL, TestCases, bundleFile, entries, freshPath, refusal } from "./open-cases.ts";

const indexPath = (cacheFolder: string, { verdict }: Case): string =>
  join(cacheFolder, "cases", verdict.bundle.sha256!, "index-v1.db");

/** Opens the bundle in a run of its own. */
async function run(
  path: string,
  cacheFolder: string,
  look: (all: TestCases, state: Case) => Promise<void> | void = () => {},
) {
  const all = new TestCases({ cacheFolder });
  const state = await all.ready(path);
  await look(all, state);
  await all.cases.closeAll();
  return { state, notices: all.notices };
}

async function made(count = 20) {
  const path = await bundleFile(entries(count));
  const cacheFolder = freshPath("cache");
  const { state } = await run(path, cacheFolder);
  return { path, cacheFolder, file: indexPath(cacheFolder, state) };
}

const rowsOf = async (all: TestCases, { id }: Case) => {
  const { view } = await all.cases.query(id, { ...ALL, outcomes: [] });
  return all.cases.page(id, { view, from: 0, count: 1_000 });
};

/** Changes the index in place, as somebody would who has a mind to. */
function tamper(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

describe("an index in the cache", () => {
  it("is whole, readable by its owner alone, and alone in its folder", async () => {
    const { file } = await made();
    expect(readdirSync(dirname(file))).toEqual(["index-v1.db"]);
    if (process.platform !== "win32") expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  it("is used again, with the same rows, outcomes and clocks", async () => {
    const { path, cacheFolder, file } = await made();
    const { ino, mtimeMs } = statSync(file);
    await run(path, cacheFolder, async (all, state) => {
      expect(state.index).toEqual({ state: "ready", rows: 20, note: null });
      expect((await rowsOf(all, state)).map(({ id }) => id)).toEqual(
        Array.from({ length: 20 }, (_, i) => `act-${i}`),
      );
      expect((await all.cases.query(state.id, { ...ALL, outcomes: [] })).outcomes).toEqual([
        { outcome: "success", count: 20 },
      ]);
      expect(state.clocks[0]).toMatchObject({ source: "action-log", records: 20, undated: 0 });
      expect((await all.cases.record(state.id, 20)).chain).toBe("linked");
    });
    expect([statSync(file).ino, statSync(file).mtimeMs]).toEqual([ino, mtimeMs]);
  });

  const broken: Readonly<Record<string, (file: string) => void>> = {
    "that was cut off": (file) => truncateSync(file, 10_000),
    "that is empty": (file) => truncateSync(file, 0),
    "that is no database": (file) => writeFileSync(file, "x".repeat(20_000)),
    "whose rows are fewer than it says": (file) => tamper(file, "DELETE FROM rows WHERE line > 15"),
    "of another version": (file) => tamper(file, "PRAGMA user_version = 2"),
    "without its facts": (file) => tamper(file, "DELETE FROM meta"),
    "without restart points": (file) => tamper(file, "DELETE FROM meta WHERE key = 'restarts'"),
    "with broken restart points": (file) =>
      tamper(file, "UPDATE meta SET value = x'00ff' WHERE key = 'restarts'"),
    "with a table that is a view of something else": (file) =>
      tamper(file, "ALTER TABLE rows RENAME TO hidden; CREATE VIEW rows AS SELECT * FROM hidden"),
    "with a trigger in it": (file) =>
      tamper(file, "CREATE TRIGGER t AFTER INSERT ON rows BEGIN DELETE FROM rows; END"),
  };
  it.each(Object.entries(broken))("%s is made again", async (_, damage) => {
    const { path, cacheFolder, file } = await made();
    const good = readFileSync(file);
    damage(file);
    await run(path, cacheFolder, async (all, state) => {
      expect(state.index).toEqual({ state: "ready", rows: 20, note: null });
      expect(await rowsOf(all, state)).toHaveLength(20);
    });
    expect(readFileSync(file).equals(good)).toBe(true);
  });

  it("of another bundle, put in this one's place, is not believed", async () => {
    const mine = await made(20);
    const path = await bundleFile(entries(20));
    const other = await bundleFile({ ...entries(20), signEntry: () => "another log" });
    expect(path).not.toBe(other);
    const { state } = await run(other, mine.cacheFolder);
    copyFileSync(mine.file, indexPath(mine.cacheFolder, state));
    await run(other, mine.cacheFolder, async (all, again) => {
      expect(again.index).toMatchObject({ state: "ready", rows: 20 });
      expect((await all.cases.record(again.id, 7)).text).toContain("another log");
    });
  });

  it("whose places were changed is found out at the first record that is read, and made again", async () => {
    const { path, cacheFolder, file } = await made();
    tamper(file, "UPDATE rows SET at = at + 1 WHERE line = 5");
    const { notices } = await run(path, cacheFolder, async (all, { id }) => {
      expect(await refusal(all.cases.record(id, 5))).toMatchObject({ code: "not-ready" });
      await all.until(id, ({ index }) => index.state === "ready");
      expect((await all.cases.record(id, 5)).text).toContain('"id":"act-4"');
      expect(all.cases.get(id).disk).toBe("unchanged");
    });
    expect(notices).toEqual([expect.stringMatching(/^warning: .*damaged/)]);
  });

  it("that breaks while it is open is made again", async () => {
    const { path, cacheFolder, file } = await made(3_000);
    const before = readFileSync(file);
    await run(path, cacheFolder, async (all, { id }) => {
      writeFileSync(file, Buffer.alloc(before.length - 8_192, 0xff), { flag: "r+" });
      const first = await all.cases
        .query(id, { text: "act", outcomes: [], sort: "action", descending: true })
        .then(
          ({ matched }) => matched,
          ({ code }: { code: string }) => code,
        );
      expect(["not-ready", 3_000]).toContain(first);
      await all.until(id, ({ index }) => index.state === "ready");
      const { matched } = await all.cases.query(id, {
        text: "act",
        outcomes: [],
        sort: "action",
        descending: true,
      });
      expect(matched).toBe(3_000);
    });
  });

  it("that a program left half made is removed, and that of a running one is not", async () => {
    const { path, cacheFolder, file } = await made();
    const { pid } = {
      pid: Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" })),
    };
    const abandoned = join(dirname(file), `index.${pid}-abcdef.part`);
    const running = join(dirname(file), `index.${process.pid}-abcdef.part`);
    writeFileSync(abandoned, "half");
    writeFileSync(running, "half");
    truncateSync(file, 0);
    await run(path, cacheFolder);
    expect([existsSync(abandoned), existsSync(running)]).toEqual([false, true]);
  });

  it("serves two cases of the same bytes at two paths", async () => {
    const { path, cacheFolder } = await made();
    const copy = freshPath("copy.inqb");
    copyFileSync(path, copy);
    utimesSync(copy, 1, 1);
    const all = new TestCases({ cacheFolder });
    const [one, two] = await Promise.all([all.ready(path), all.ready(copy)]);
    expect(one.id).not.toBe(two.id);
    expect(await rowsOf(all, one)).toEqual(await rowsOf(all, two));
  });
});

describe("a cache that cannot be written", () => {
  async function inMemory(all: TestCases, why: RegExp): Promise<void> {
    const state = await all.ready(await bundleFile(entries(500)));
    expect(state.verdict.verdict).toBe("VALID");
    expect(state.index).toEqual({ state: "ready", rows: 500, note: expect.stringMatching(why) as string });
    expect(all.notices).toEqual([expect.stringMatching(why)]);
    expect(all.notices[0]).toMatch(/^warning: /);
    expect(await rowsOf(all, state)).toHaveLength(500);
    expect((await all.cases.record(state.id, 500)).chain).toBe("linked");
  }

  it("because a part of its path is a file", async () => {
    const file = freshPath("file");
    writeFileSync(file, "");
    await inMemory(new TestCases({ cacheFolder: join(file, "cache") }), /a part of its path is not a folder/);
  });

  it("because the disk is full from the start", async () => {
    await inMemory(new TestCases({ tuning: { maxPages: 1 } }), /the disk is full/);
  });

  it("because the disk becomes full on the way", async () => {
    const all = new TestCases({ tuning: { maxPages: 8 } });
    await inMemory(all, /the disk is full/);
    const left = readdirSync(all.cacheFolder, { recursive: true }).map(String);
    expect(left.filter((name) => /\.(part|db)/.test(name))).toEqual([]);
  });

  it("because a real disk is full", async ({ skip }) => {
    const cacheFolder = freshPath("disk");
    mkdirSync(cacheFolder);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", cacheFolder], { stdio: "pipe" });
    } catch (error) {
      console.warn(
        `skipped: no file system of a given size can be mounted here (${String(error).split("\n")[0]})`,
      );
      skip();
    }
    try {
      const all = new TestCases({ cacheFolder });
      await inMemory(all, /the disk (is full|reports an error)/);
      await all.cases.closeAll();
    } finally {
      execFileSync("umount", [cacheFolder]);
    }
  });
});

it("an index that is not finished is never opened as one", () => {
  const path = freshPath("unfinished.db");
  const store = RowStore.create(path);
  store.db.exec("COMMIT");
  store.close();
  const opened = RowStore.open(path);
  expect(() => opened.meta()).toThrow();
  opened.close();
});
