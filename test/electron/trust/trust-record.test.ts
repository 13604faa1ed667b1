import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { changeTrust } from "../../../electron/trust/trust-change.ts";
import { readRecord, recordPath } from "../../../electron/trust/trust-record.ts";
import { parseCanonical } from "../../../shared/encoding/canonical.ts";
import { rejection } from "../../shared/faults.ts";
import { testKey } from "../../support/keys.ts";
import { scratch } from "../../support/scratch.ts";
import { sha256Hex } from "../../support/tree.ts";

let count = 0;
let path: string;
let lines: string[];
beforeEach(async () => {
  const folder = scratch(`record-${(count += 1)}`);
  mkdirSync(folder);
  path = join(folder, "trust.json");
  for (const seed of ["a", "b", "c"]) {
    await changeTrust(path, { action: "add", key: testKey(seed), roles: ["agent"] }, { by: "tests" });
  }
  lines = readFileSync(recordPath(path), "utf8").split("\n").slice(0, -1);
});

/** What is wrong with the record once its lines are these. */
async function faultOf(changed: readonly string[]): Promise<string | null> {
  writeFileSync(recordPath(path), changed.map((line) => `${line}\n`).join(""));
  return (await readRecord(path)).fault;
}

describe("the record of changes", () => {
  it("is one canonical JSON object a line, each with the hash of the line before", async () => {
    for (const [i, line] of lines.entries()) {
      const prev = i === 0 ? "0".repeat(64) : sha256Hex(lines[i - 1]!);
      expect(parseCanonical(Buffer.from(line))).toMatchObject({ v: 1, seq: i, prev, by: "tests" });
    }
    const { fault, total, head } = await readRecord(path);
    expect([fault, total, head]).toEqual([null, 3, sha256Hex(lines[2]!)]);
  });

  it("is empty and sound where there is none", async () => {
    const record = await readRecord(join(scratch("nowhere"), "trust.json"));
    expect([record.total, record.fault, record.last]).toEqual([0, null, undefined]);
  });

  it.each([
    [
      "rewrites who did it",
      1,
      (line: string) => line.replace('"by":"tests"', '"by":"other"'),
      /^line 3 does not follow/,
    ],
    [
      "gives a line another number",
      1,
      (line: string) => line.replace('"seq":1', '"seq":7'),
      /^line 2 has the number 7/,
    ],
    ["adds spaces", 1, (line: string) => line.replace(",", ", "), /^line 2 is broken/],
    ["adds a member", 2, (line: string) => line.replace('"v":1', '"v":1,"x":1'), /^line 3 is broken/],
    ["leaves garbage", 0, () => "garbage", /^line 1 is broken/],
  ])("shows an attacker who %s", async (_, at, edit, fault) => {
    expect(await faultOf(lines.map((line, i) => (i === at ? edit(line) : line)))).toMatch(fault);
  });

  it("shows an attacker who takes a line out, changes the order, or doubles one", async () => {
    const [a, b, c] = lines as [string, string, string];
    expect(await faultOf([a, c])).toMatch(/^line 2 /);
    expect(await faultOf([b, c])).toMatch(/^line 1 /);
    expect(await faultOf([a, c, b])).toMatch(/^line 2 /);
    expect(await faultOf([a, b, b, c])).toMatch(/^line 3 /);
  });

  it("goes on behind a broken line, whose fault stays", async () => {
    const fault = await faultOf(lines.map((line, i) => (i === 1 ? line.replace("tests", "other") : line)));
    await changeTrust(path, { action: "threshold", threshold: 2 }, { by: "tests" });
    const record = await readRecord(path);
    expect([record.fault, record.total, record.lines.at(-1)?.action]).toEqual([fault, 4, "threshold"]);
  });

  it("notes a trust file whose last line cannot be read", async () => {
    await faultOf([...lines.slice(0, 2), "garbage"]);
    await changeTrust(path, { action: "threshold", threshold: 2 }, { by: "tests" });
    const { lines: now } = await readRecord(path);
    expect(now.slice(2).map(({ action }) => action)).toEqual(["noticed", "threshold"]);
  });

  it("is not read where it is too large to be one", async () => {
    truncateSync(recordPath(path), 64 * 2 ** 20 + 1);
    expect((await rejection(readRecord(path))).message).toContain("larger than");
  });
});
