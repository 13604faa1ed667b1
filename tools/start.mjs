// npm start: verifies and summarises the shipped sample in the terminal. The sample's demonstration keys are
// trusted here, for the sample alone.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sample = "resources/samples/node-saturation.inqb";
const trust = "resources/samples/node-saturation.trust.json";

process.exitCode = run(["inspect", sample]) || run(["verify", sample, "--trust", trust]);

function run(args) {
  process.stdout.write(`$ npx inquest ${args.join(" ")}\n`);
  const { status } = spawnSync(process.execPath, ["bin/inquest.mjs", ...args], {
    cwd: root,
    stdio: "inherit",
  });
  process.stdout.write("\n");
  return status ?? 1;
}
