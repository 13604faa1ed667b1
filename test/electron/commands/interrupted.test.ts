import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { SOURCES } from "../../../resources/samples/make.ts";
import { BARE_ENTRY } from "../../support/bare-entry.ts";
import { ROOT, inquest } from "../../support/cli.ts";

describe("packing that is interrupted", () => {
  const folder = mkdtempSync(join(tmpdir(), "inquest-interrupted-"));
  const at = (name: string): string => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("leaves nothing half made behind", async () => {
    mkdirSync(at("evidence/action-log"), { recursive: true });
    const log = createWriteStream(at("evidence/action-log/entries.jsonl"));
    for (let i = 0; i < 200_000; i += 1) log.write(`${JSON.stringify(BARE_ENTRY)}\n`);
    log.end();
    await once(log, "close");
    for (const name of ["evidence", "log"]) inquest(["keygen", "--name", name, "-o", at(`${name}.pem`)]);

    mkdirSync(at("out"));
    const args = [
      "pack",
      at("evidence"),
      "-o",
      at("out/a.inqb"),
      "--incident",
      join(SOURCES, "incident.json"),
    ];
    const keys = ["--key", at("evidence.pem"), "--key-name", "evidence", "--log-key", at("log.pem")];
    const child = spawn(
      process.execPath,
      ["bin/inquest.mjs", ...args, ...keys, "--log-name", "log", "--origin", "o"],
      {
        cwd: ROOT,
        stdio: "ignore",
      },
    );
    const ended = once(child, "exit");
    while (readdirSync(at("out")).length === 0 && child.exitCode === null) await pause(5);
    expect(readdirSync(at("out"))).toEqual([expect.stringMatching(/\.part$/)]);
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(readdirSync(at("out"))).toEqual([]);
  });
});
