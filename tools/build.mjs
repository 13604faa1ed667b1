// Builds everything that runs into dist/: command line, workers, desktop shell, interface. All is built aside and moved
// in file by file, so that a program that starts meanwhile finds either the old ones or the new ones.
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { build as buildPage } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
/** What stays outside: the desktop's own module, and the library that brings a native file. */
const external = ["electron", "better-sqlite3"];

await mkdir(join(root, "build"), { recursive: true });
const aside = await mkdtemp(join(root, "build", "dist-"));
try {
  // One file for what commands share: each further file costs a few milliseconds at every start.
  await build({ cli: "electron/cli.ts" }, { groups: [{ name: "core", minShareCount: 2 }] });
  // Workers get a file of their own, with nothing in it that they do not use.
  await build({ "log-worker": "electron/bundle/log-worker.ts" }, false);
  await build({ "case-worker": "electron/cases/case-worker.ts" }, false);
  await build({ main: "electron/main.ts" }, false);
  // A sandboxed preload is a CommonJS script that may require `electron` and nothing else.
  await build({ preload: "electron/preload.ts" }, false, "cjs");
  await buildPage({
    root: join(root, "renderer"),
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: join(aside, "renderer"), emptyOutDir: true },
  });
  await moveIn();
} finally {
  await rm(aside, { recursive: true, force: true });
}

async function build(input, codeSplitting, format = "esm") {
  const bundle = await rolldown({ cwd: root, input, platform: "node", treeshake: true, external });
  const extension = format === "cjs" ? "cjs" : "js";
  await bundle.write({
    dir: aside,
    format,
    entryFileNames: `[name].${extension}`,
    chunkFileNames: "[name].js",
    minify: false,
    codeSplitting,
  });
  await bundle.close();
}

/** Pages come last: they name the files that they need by their hashes. */
async function moveIn() {
  const list = async (folder) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const names = (await list(aside)).sort((a, b) => Number(a.endsWith(".html")) - Number(b.endsWith(".html")));
  for (const name of names) {
    await mkdir(dirname(join(dist, name)), { recursive: true });
    await rename(join(aside, name), join(dist, name));
  }
  for (const name of await list(dist)) if (!names.includes(name)) await rm(join(dist, name), { force: true });
  await rmdir(join(dist, "renderer", "assets")).catch(() => {});
}
