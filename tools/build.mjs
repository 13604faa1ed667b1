// Builds the command line into dist/: a few files that need no node_modules at run time. They are built aside and
// moved in one by one, so that a program that starts meanwhile finds either the old ones or the new ones.
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

await mkdir(join(root, "build"), { recursive: true });
const aside = await mkdtemp(join(root, "build", "dist-"));
try {
  // One file for what commands share: each further file costs a few milliseconds at every start.
  await build({ cli: "electron/cli.ts" }, { groups: [{ name: "core", minShareCount: 2 }] });
  // Workers get a file of their own, with nothing in it that they do not use.
  await build({ "log-worker": "electron/bundle/log-worker.ts" }, false);
  await mkdir(dist, { recursive: true });
  const names = await readdir(aside);
  for (const name of names) await rename(join(aside, name), join(dist, name));
  for (const name of await readdir(dist))
    if (!names.includes(name)) await rm(join(dist, name), { recursive: true });
} finally {
  await rm(aside, { recursive: true, force: true });
}

async function build(input, codeSplitting) {
  const bundle = await rolldown({ cwd: root, input, platform: "node", treeshake: true });
  await bundle.write({
    dir: aside,
    format: "esm",
    chunkFileNames: "[name].js",
    minify: false,
    codeSplitting,
  });
  await bundle.close();
}
