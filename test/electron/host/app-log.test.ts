import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { AppLog } from "../../../electron/host/app-log.ts";
import { scratch } from "../../support/scratch.ts";

let count = 0;
let path: string;
beforeEach(() => {
  path = join(scratch(`log-${(count += 1)}`), "inquest.log");
});
const open = async (): Promise<AppLog> => {
  const log = new AppLog(path, () => new Date("2026-04-01T00:00:00Z"));
  await log.open();
  return log;
};

describe("the program's log", () => {
  it("is one JSON object a line, in order", async () => {
    const log = await open();
    for (let i = 0; i < 50; i += 1)
      log.write("info", `message ${i}`, { call: "case.open", stack: undefined });
    await log.flush();
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      Array.from({ length: 50 }, (_, i) => ({
        time: "2026-04-01T00:00:00.000Z",
        level: "info",
        message: `message ${i}`,
        call: "case.open",
      })),
    );
  });

  it("lets no text of evidence break a line, move a terminal or hide", async () => {
    const log = await open();
    log.write("error", 'x\n{"level":"info"}\r\u001b[2J\u202e\u0085\u2028');
    await log.flush();
    const text = readFileSync(path, "utf8");
    expect(text.match(/\n/g)?.length).toBe(1);
    expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  });

  it("is laid aside when it is full, so that it stays small", async () => {
    const log = await open();
    for (let i = 0; i < 400; i += 1) log.write("info", "x".repeat(8_000));
    await log.flush();
    for (const name of [path, `${path}.1`]) expect(statSync(name).size).toBeLessThanOrEqual(1_048_576);
    expect(existsSync(`${path}.2`)).toBe(false);
  });

  it("cuts what is too long for a log", async () => {
    const log = await open();
    log.write("error", "x".repeat(1_000_000), { stack: "y".repeat(1_000_000) });
    await log.flush();
    expect(statSync(path).size).toBeLessThan(20_000);
  });

  it("has no path where it cannot be written, and fails nobody", async () => {
    mkdirSync(scratch("."), { recursive: true });
    path = join(scratch("a-file"), "inquest.log");
    writeFileSync(scratch("a-file"), "");
    const log = await open();
    log.write("error", "lost");
    await log.flush();
    expect(log.path).toBeNull();
  });
});
