import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT, SAMPLE, SAMPLE_TRUST } from "../support/cli.ts";

/** A Node on the path that is too old to run Inquest itself. */
function oldNode(): string | null {
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "node"))
    .filter((path) => existsSync(path) && !path.startsWith(ROOT));
  return (
    found.find((path) => {
      const { stdout } = spawnSync(path, ["-p", "process.versions.node"], { encoding: "utf8" });
      return Number(stdout.split(".")[0]) < 24;
    }) ?? null
  );
}

const old = oldNode();
if (old === null) console.warn("skipped: no Node older than 24 is on the path to try the launcher with");

describe("the launcher", () => {
  const folder = mkdtempSync(join(tmpdir(), "inquest-launcher-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(old === null)("runs with the project's own Node where the one on the path is too old", () => {
    const args = ["bin/inquest.mjs", "verify", SAMPLE, "--trust", SAMPLE_TRUST, "--json"];
    const { stdout, status } = spawnSync(old!, args, { cwd: ROOT, encoding: "utf8" });
    expect((JSON.parse(stdout) as { verdict: string }).verdict).toBe("VALID");
    expect(status).toBe(0);
  });

  it.skipIf(old === null)("hands on the exit code", () => {
    const { status } = spawnSync(old!, ["bin/inquest.mjs", "verify", "package.json", "--quiet"], {
      cwd: ROOT,
    });
    expect(status).toBe(1);
  });

  it.skipIf(old === null)("says in one line what is needed where there is no newer Node", () => {
    mkdirSync(join(folder, "bin"));
    cpSync(join(ROOT, "bin/inquest.mjs"), join(folder, "bin/inquest.mjs"));
    const { stderr, status } = spawnSync(old!, ["bin/inquest.mjs", "verify"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/^inquest: Node 24 or newer is needed, this is \d+\.\d+\.\d+: .*\n$/);
    expect(status).toBe(70);
  });

  it("says in one line that the program is not built where it is not", () => {
    const bare = join(folder, "bare");
    mkdirSync(join(bare, "bin"), { recursive: true });
    cpSync(join(ROOT, "bin/inquest.mjs"), join(bare, "bin/inquest.mjs"));
    const { stderr, status } = spawnSync(process.execPath, ["bin/inquest.mjs"], {
      cwd: bare,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/^inquest: the program is not built yet.*\n$/);
    expect(status).toBe(70);
  });
});
