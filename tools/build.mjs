// Builds the command line into dist/: two files that need no node_modules at run time.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

await rm(`${root}dist`, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: { cli: "electron/cli.ts", "log-worker": "electron/bundle/log-worker.ts" },
  platform: "node",
  treeshake: true,
});
await bundle.write({ dir: "dist", format: "esm", chunkFileNames: "[name]-[hash].js", minify: false });
await bundle.close();
