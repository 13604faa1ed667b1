// Makes the sample bundle and its trust file from the readable sources beside this script; the result is the
// same byte for byte each time, and a test holds it to that.
//
//   npm run sample [-- FOLDER]     writes node-saturation.inqb and node-saturation.trust.json to FOLDER (here)

import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "fflate";
import { packBundle } from "../../electron/bundle/pack.ts";
import { signingKeyFromSeed } from "../../electron/trust/signing-key.ts";
import type { SigningKey } from "../../electron/trust/signing-key.ts";
import { incidentFileSchema } from "../../shared/encoding/statement.ts";
import { formatVerifierKey } from "../../shared/encoding/vkey.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
export const SOURCES = join(HERE, "node-saturation");
const ORIGIN = "demo.inquest.example/actions";
/** What a bundle holds; the sources' own README and the incident file are not part of it. */
const FOLDERS = ["action-log", "approvals", "cloudtrail", "pagerduty", "policies", "rollbacks"];

/** Demonstration keys: anybody can derive them from these words, so that they prove nothing about anybody. */
export function demoKey(purpose: "evidence" | "actions"): SigningKey {
  const seed = createHash("sha256").update(`Inquest demonstration key, not a secret: ${purpose}`).digest();
  return signingKeyFromSeed(seed, `demo.inquest.example/${purpose}`);
}

export function demoTrustFile(): string {
  const entry = (purpose: "evidence" | "actions", role: string) => ({
    vkey: formatVerifierKey(demoKey(purpose)),
    roles: [role],
    status: "active",
    statusAt: null,
  });
  const keys = [entry("evidence", "bundle"), entry("actions", "log")];
  return `${JSON.stringify({ v: 1, threshold: 1, keys }, null, 2)}\n`;
}

/** Lays out the payload as AWS and PagerDuty deliver it: CloudTrail files are gzip there, here they are readable. */
export async function stageSample(target: string): Promise<void> {
  for (const folder of FOLDERS) await cp(join(SOURCES, folder), join(target, folder), { recursive: true });
  const trail = join(target, "cloudtrail");
  for (const name of await readdir(trail, { recursive: true })) {
    if (!name.endsWith(".json")) continue;
    const bytes = await readFile(join(trail, name));
    await writeFile(join(trail, `${name}.gz`), gzipSync(bytes, { level: 9, mtime: 0 }));
    await rm(join(trail, name));
  }
}

export async function makeSample(folder: string): Promise<{ bundle: string; trust: string }> {
  const stage = await mkdtemp(join(tmpdir(), "inquest-sample-"));
  try {
    await stageSample(stage);
    await mkdir(folder, { recursive: true });
    const bundle = join(folder, "node-saturation.inqb");
    const trust = join(folder, "node-saturation.trust.json");
    await packBundle({
      folder: stage,
      output: bundle,
      incident: incidentFileSchema.parse(JSON.parse(await readFile(join(SOURCES, "incident.json"), "utf8"))),
      bundleKey: demoKey("evidence"),
      logKey: demoKey("actions"),
      origin: ORIGIN,
      selection: null,
      force: true,
    });
    await writeFile(trust, demoTrustFile());
    return { bundle, trust };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bundle, trust } = await makeSample(process.argv[2] ?? HERE);
  process.stdout.write(`${bundle}\n${trust}\n`);
}
