import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { LOG, forge } from "../../support/forge.ts";
import { rawEntry } from "../../support/evidence.ts";
import { ALL, TestCases, bundleFile, entries, freshPath, longOptions, refusal } from "./open-cases.ts";

describe("the file on disk", () => {
  it("that vanishes is missing, and what was opened can still be read", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const { id } = await all.ready(path);
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("unchanged");
    rmSync(path);
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("missing");
    expect(all.cases.get(id).verdict.verdict).toBe("VALID");
    expect((await all.cases.record(id, 3)).chain).toBe("linked");
    expect(await refusal(all.cases.verify(id, longOptions()))).toMatchObject({ fault: "file-not-found" });
    expect(all.cases.get(id).disk).toBe("missing");
  });

  it("that is moved away and back is unchanged again", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const { id } = await all.ready(path);
    const elsewhere = freshPath("elsewhere");
    renameSync(path, elsewhere);
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("missing");
    renameSync(elsewhere, path);
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("unchanged");
  });

  it("that is written to is changed, and verifying again takes the new verdict and the new rows", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const before = await all.ready(path);
    const { view } = await all.cases.query(before.id, { ...ALL, outcomes: [] });
    writeFileSync(path, await forge({ entries: () => [rawEntry(0), rawEntry(1)] }));
    await all.cases.checkDisk(before.id);
    expect(all.cases.get(before.id).disk).toBe("changed");
    const after = await all.cases.verify(before.id, longOptions());
    expect(after).toMatchObject({ id: before.id, openedAt: before.openedAt, disk: "unchanged" });
    expect(after.verdict.bundle.sha256).not.toBe(before.verdict.bundle.sha256);
    expect((await all.settled(before.id)).index).toMatchObject({ rows: 2 });
    // The old order is not one of the new rows.
    expect(await refusal(all.cases.page(before.id, { view, from: 0, count: 5 }))).toMatchObject({
      code: "no-such-view",
    });
  });

  it("is looked at when evidence is read", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const { id } = await all.ready(path);
    appendFileSync(path, "x");
    void all.cases.record(id, 1).catch(() => {});
    expect((await all.until(id, ({ disk }) => disk !== "unchanged")).disk).toBe("changed");
  });

  it("is watched", async () => {
    const all = new TestCases({ tuning: { watchEveryMs: 5 } });
    const path = await bundleFile();
    const { id } = await all.ready(path);
    rmSync(path);
    expect((await all.until(id, ({ disk }) => disk !== "unchanged")).disk).toBe("missing");
  });

  it("opened again after a change is verified again, under the same id", async () => {
    const all = new TestCases();
    const path = await bundleFile();
    const before = await all.open(path);
    writeFileSync(path, await forge({ after: (files) => void files.delete(LOG) }));
    const after = await all.open(path);
    expect(after.id).toBe(before.id);
    expect(after.verdict.verdict).toBe("INVALID");
    expect(all.cases.list()).toHaveLength(1);
  });
});

describe("evidence that is changed in place, with size and times as they were", () => {
  /** Writes other bytes into the file without making it another one. */
  const overwrite = (path: string, bytes: Uint8Array): void => {
    const fresh = freshPath("times");
    copyFileSync(path, fresh);
    writeFileSync(path, bytes, { flag: "r+" });
  };

  it("is never shown as what was verified", async () => {
    // Stored, so that a changed letter stays a sound archive.
    const stored = {
      zip: (list: readonly { name: string | Uint8Array; content?: string | Uint8Array }[]) =>
        list.map((entry) => ({ ...entry, both: { method: 0 } })),
    };
    const path = await bundleFile({ ...entries(8), ...stored });
    const time = new Date("2026-03-18T00:00:00Z");
    utimesSync(path, time, time);
    const all = new TestCases();
    const { id, verdict } = await all.ready(path);
    expect(verdict.verdict).toBe("VALID");
    const bytes = readFileSync(path);
    const at = bytes.indexOf("node 4 is full");
    bytes.write("node 5", at);
    overwrite(path, bytes);
    utimesSync(path, time, time);
    expect(await refusal(all.cases.record(id, 5))).toMatchObject({ code: "evidence-changed" });
    expect(await refusal(all.cases.readFile(id, { path: LOG, offset: 0, length: 9 }))).toMatchObject({
      code: "evidence-changed",
    });
    expect((await all.until(id, ({ disk }) => disk !== "unchanged")).disk).toBe("changed");
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("changed");
    expect((await all.cases.verify(id, longOptions())).verdict.verdict).toBe("INVALID");
  });

  const tampered = async () => {
    const path = await bundleFile();
    const time = new Date("2026-03-18T00:00:00Z");
    utimesSync(path, time, time);
    return {
      path,
      tamper: () => {
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1]! ^= 1;
        overwrite(path, bytes);
        utimesSync(path, time, time);
      },
    };
  };

  it("is noticed without anything of it being read", async () => {
    const { path, tamper } = await tampered();
    const all = new TestCases();
    const { id } = await all.ready(path);
    tamper();
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("changed");
  });

  it("is not the VALID case that is open when it is opened again", async () => {
    const { path, tamper } = await tampered();
    const all = new TestCases();
    const { id, verdict } = await all.ready(path);
    expect(verdict.verdict).toBe("VALID");
    tamper();
    const again = await all.open(path);
    expect([again.id, again.verdict.verdict]).toEqual([id, "INVALID"]);
  });

  it("is told from a file whose rights alone were changed", async () => {
    const { path } = await tampered();
    const all = new TestCases();
    const { id } = await all.ready(path);
    chmodSync(path, 0o400);
    await all.cases.checkDisk(id);
    expect(all.cases.get(id).disk).toBe("unchanged");
  });
});
