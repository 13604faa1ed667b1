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
  const bundle = await rolldown({
    cwd: root,
    input: { cli: "electron/cli.ts", "log-worker": "electron/bundle/log-worker.ts" },
    platform: "node",
    treeshake: true,
  });
  // One file for what commands share: each further file costs a few milliseconds at every start.
  const codeSplitting = { groups: [{ name: "core", minShareCount: 2 }] };
  await bundle.write({
    dir: aside,
    format: "esm",
    chunkFileNames: "[name].js",
    minify: false,
    codeSplitting,
  });
  await bundle.close();
  await mkdir(dist, { recursive: true });
  const names = await readdir(aside);
  for (const name of names) await rename(join(aside, name), join(dist, name));
  for (const name of await readdir(dist))
    if (!names.includes(name)) await rm(join(dist, name), { recursive: true });
} finally {
  await rm(aside, { recursive: true, force: true });
}
