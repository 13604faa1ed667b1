// Packages the application around a stand-in for Electron's folder: what is packed, and the fuses of the binary. The stand-in
// has a fuse wire as Electron's binary has one, and cannot be started.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import afterPack from "../../tools/after-pack.mjs";
import { ROOT } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "inquest-package-"));
const output = join(folder, "linux-unpacked");
let log = "";

/** What @electron/fuses looks for: the sentinel, the wire's version and length, and a byte a fuse. */
const WIRE = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100111";

beforeAll(() => {
  const electron = join(folder, "electron");
  mkdirSync(join(electron, "resources"), { recursive: true });
  mkdirSync(join(electron, "locales"));
  writeFileSync(join(electron, "electron"), `\u007fELF no program ${WIRE} end`, { mode: 0o755 });
  for (const name of ["version", "LICENSE", "LICENSES.chromium.html", "locales/en-US.pak"])
    writeFileSync(join(electron, name), "");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["tools/package.mjs", "--linux", "dir", "--x64", `-c.directories.output=${folder}`],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron } },
  );
  log = `${stdout}${stderr}`;
  expect(status, log).toBe(0);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Paths in an asar archive: two Chromium pickles, then a JSON directory (github.com/electron/asar). */
function archived(): string[] {
  const bytes = readFileSync(join(output, "resources", "app.asar"));
  const header = JSON.parse(bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12))) as Node;
  const out: string[] = [];
  const walk = (node: Node, path: string): void => {
    if (node.files === undefined) out.push(path);
    for (const [name, child] of Object.entries(node.files ?? {}))
      walk(child, path === "" ? name : `${path}/${name}`);
  };
  walk(header, "");
  return out;
}
interface Node {
  readonly files?: Readonly<Record<string, Node>>;
}

describe("a package of the desktop application", () => {
  it("has every fuse as it must be", async () => {
    const wire = (await getCurrentFuseWire(join(output, "inquest"))) as unknown as Record<number, number>;
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    const on = [
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.EnableCookieEncryption,
    ];
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  });

  it("holds what runs, and nothing of the sources, tests, other libraries or other systems", () => {
    const files = archived().filter((path) => !path.startsWith("dist/renderer/assets/"));
    expect(files.filter((path) => !path.startsWith("node_modules/better-sqlite3/")).sort()).toEqual([
      "LICENSE",
      "dist/case-worker.js",
      "dist/log-worker.js",
      "dist/main.js",
      "dist/preload.cjs",
      "dist/renderer/index.html",
      "package.json",
    ]);
    expect(files.filter((path) => path.endsWith(".node"))).toEqual([
      "node_modules/better-sqlite3/prebuilds/linux-x64.node",
    ]);
    expect(files.filter((path) => /\.(cc?|cpp|h|gyp)$/.test(path))).toEqual([]);
  });

  it("has nothing outside the archive but the native file and the sample", () => {
    const resources = join(output, "resources");
    const outside = readdirSync(resources, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(resources, join(entry.parentPath, entry.name)));
    expect(outside.sort()).toEqual([
      "app.asar",
      "app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node",
      "samples/node-saturation.inqb",
      "samples/node-saturation.trust.json",
    ]);
    expect(readFileSync(join(resources, "samples/node-saturation.inqb"))).toEqual(
      readFileSync(join(ROOT, "resources/samples/node-saturation.inqb")),
    );
  });

  it("carries no update channel", () => {
    const all = readdirSync(output, { recursive: true }) as string[];
    expect(all.filter((path) => /app-update|latest.*\.yml|Squirrel/i.test(path))).toEqual([]);
  });

  it("is refused where a foreign native file was packed as well", async () => {
    const copy = join(folder, "foreign");
    cpSync(output, copy, { recursive: true });
    writeFileSync(
      join(copy, "resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/win32-x64.node"),
      "",
    );
    const context = {
      appOutDir: copy,
      electronPlatformName: "linux",
      arch: 1,
      packager: { executableName: "inquest" },
    };
    await expect(afterPack(context)).rejects.toThrow("must hold linux-x64.node alone");
  });
});
