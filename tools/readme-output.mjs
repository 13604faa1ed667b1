// npm run docs: puts what verifying the sample prints into the README, shortened. A test holds the README to it.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sample = "resources/samples/node-saturation";
const args = ["verify", `${sample}.inqb`, "--trust", `${sample}.trust.json`];
const env = { ...process.env, NO_COLOR: "1" };
const { stdout } = spawnSync(process.execPath, ["bin/inquest.mjs", ...args], {
  cwd: root,
  env,
  encoding: "utf8",
});

const part = (from, to) =>
  stdout.slice(stdout.indexOf(from), to === undefined ? stdout.length : stdout.indexOf(to));
const shown = [
  part("VALID", "  \u2713 File names"),
  part("Action log\n", "  \u2713 Canonical lines"),
  part("What this does not show"),
];
const block = `\`\`\`\n$ npx inquest ${args.join(" ")}\n${shown.join("  [...]\n\n")}\`\`\`\n`;
const readme = readFileSync(`${root}README.md`, "utf8");
const begin = "<!-- output: begin -->\n";
const end = "<!-- output: end -->";
const [head, rest] = readme.split(begin);
writeFileSync(`${root}README.md`, `${head}${begin}\n${block}\n${end}${rest.split(end)[1]}`);
