// npm run bench [-- --quick]: the speed and memory of verifying, against tools that everybody has.
//
//   --quick   100,000 entries instead of 1,000,000, and no run with 4,000,000

import { execFileSync } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import * as ed from "@noble/ed25519";
import { nodePlatform } from "../../electron/platform/node-platform.ts";
import { benchData, megabytes, signedLog } from "./data.ts";
import { compare, inquest, shell, table } from "./measure.ts";
import type { Row } from "./measure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const quick = process.argv.includes("--quick");
const count = quick ? 100_000 : 1_000_000;
const ENTRIES = "data/action-log/entries.jsonl";

execFileSync(process.execPath, ["tools/build.mjs"], { cwd: root });
const rows: Row[] = [];

const main = await benchData(count);
await bundleRow(`verify a bundle of ${count} entries`, main, 5);
await fileRow(`verify the log of ${count} entries`, main, 5);
if (!quick) {
  const large = await benchData(4_000_000);
  await bundleRow("verify a bundle of 4000000 entries", large, 1);
  await fileRow("verify the log of 4000000 entries", large, 1);
}
await signedRow(quick ? 10_000 : 100_000);
sampleRow();

process.stdout.write(
  `\nNode ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]!.model}; medians, baseline and inquest in turns\n\n`,
);
process.stdout.write(`${table(rows)}\n`);

async function bundleRow(
  what: string,
  { bundle, log, trust }: Awaited<ReturnType<typeof benchData>>,
  runs: number,
) {
  const figures = compare(
    runs,
    () => shell(`unzip -p ${bundle} ${ENTRIES} | sha256sum`),
    () => inquest(["verify", bundle, "--trust", trust, "--quiet"]),
  );
  const size = (await megabytes(log)).toFixed(0);
  rows.push({
    what: `${what} (${size} MB)`,
    baseline: "unzip -p to sha256sum",
    target: "1.0x (aim 0.7x), 300 MB",
    ...figures,
  });
}

async function fileRow(what: string, { log, trust }: Awaited<ReturnType<typeof benchData>>, runs: number) {
  const figures = compare(
    runs,
    () => shell(`sha256sum ${log}`),
    () => inquest(["log", "verify", log, "--trust", trust, "--quiet"]),
  );
  const size = (await megabytes(log)).toFixed(0);
  rows.push({
    what: `${what} (${size} MB)`,
    baseline: "sha256sum",
    target: "1.3x (aim 0.8x), 300 MB",
    ...figures,
  });
}

/** Noble alone takes minutes for all of them: it verifies a part, and the time is scaled up. */
async function signedRow(entries: number) {
  const { log, trust } = await signedLog(entries);
  const part = 1000;
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = Uint8Array.from(Buffer.from(publicKey.export({ format: "jwk" }).x!, "base64url"));
  const messages = Array.from({ length: part }, (_, i) =>
    new TextEncoder().encode(`message ${i}`.padEnd(600, "x")),
  );
  const signatures = messages.map((message) => Uint8Array.from(sign(null, message, privateKey)));
  if (!nodePlatform.verifyEd25519(raw, messages[0]!, signatures[0]!))
    throw new Error("the baseline's input is not signed");
  const noble = () => {
    const start = performance.now();
    for (const [i, message] of messages.entries()) ed.verify(signatures[i]!, message, raw, { zip215: false });
    return { ms: ((performance.now() - start) * entries) / part, rss: null };
  };
  const figures = compare(3, noble, () => inquest(["log", "verify", log, "--trust", trust, "--quiet"]));
  const what = `verify ${entries} entries, each signed`;
  rows.push({ what, baseline: `noble alone (${part}, scaled)`, target: "0.10x", ...figures });
}

function sampleRow() {
  const sample = `${root}resources/samples/node-saturation`;
  const figures = compare(
    21,
    () => shell(`exec ${process.execPath} -e 0`),
    () => ({
      ...shell(
        `exec ${process.execPath} ${root}bin/inquest.mjs verify ${sample}.inqb --trust ${sample}.trust.json --quiet`,
      ),
    }),
  );
  rows.push({ what: "verify the sample, start included", baseline: "node -e 0", target: "4x", ...figures });
}
