// The benchmark's input: logs of a given length, sealed and packed once and kept in .bench/ for the next run.

import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packBundle } from "../../electron/bundle/pack.ts";
import { signingKeyFromSeed } from "../../electron/trust/signing-key.ts";
import { encodeUtf8, toBase64 } from "../../shared/encoding/bytes.ts";
import { ACTION_TYPE, preAuthEncoding } from "../../shared/encoding/dsse.ts";
import { formatVerifierKey, keyHint } from "../../shared/encoding/vkey.ts";

const FOLDER = fileURLToPath(new URL("../../.bench", import.meta.url));
const EXPORTED = "2026-03-18T09:00:00Z";
const key = (name: string) =>
  signingKeyFromSeed(createHash("sha256").update(`bench ${name}`).digest(), `bench.example/${name}`);
export const KEYS = { bundle: key("bundle"), log: key("log"), agent: key("agent") };

export interface BenchData {
  readonly bundle: string;
  readonly log: string;
  readonly trust: string;
}

/** A sealed log of `count` entries of about 630 bytes, as a plain file and as a bundle. */
export async function benchData(count: number): Promise<BenchData> {
  const folder = join(FOLDER, `log-${count}`);
  const data = {
    bundle: `${folder}.inqb`,
    log: join(folder, "action-log", "entries.jsonl"),
    trust: await trustFile(),
  };
  if (!existsSync(data.log)) await writeLog(data.log, count, false);
  if (!existsSync(data.bundle)) {
    process.stderr.write(`packing ${count} entries, once\n`);
    await packBundle({
      folder,
      output: data.bundle,
      incident: {
        incident: { id: "BENCH", title: "Benchmark", from: "2026-03-17T00:00:00Z", to: EXPORTED },
        source: { kind: "action-log", system: "bench", query: "", exportedAt: EXPORTED },
        redactions: [],
        previousBundle: null,
        limitations: [],
      },
      bundleKey: KEYS.bundle,
      logKey: KEYS.log,
      origin: "bench.example/log",
      selection: null,
      force: true,
    });
  }
  return data;
}

/** A log of `count` entries, each signed by its agent. */
export async function signedLog(count: number): Promise<{ log: string; trust: string }> {
  const log = join(FOLDER, `signed-${count}`, "entries.jsonl");
  if (!existsSync(log)) await writeLog(log, count, true);
  return { log, trust: await trustFile() };
}

async function trustFile(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, "trust.json");
  const keys = (["bundle", "log", "agent"] as const).map((role) => ({
    vkey: formatVerifierKey(KEYS[role]),
    roles: [role],
    status: "active",
    statusAt: null,
  }));
  await writeFile(path, JSON.stringify({ v: 1, threshold: 1, keys }));
  return path;
}

async function writeLog(path: string, count: number, signed: boolean): Promise<void> {
  process.stderr.write(`writing a log of ${count} entries, once\n`);
  await rm(path, { force: true });
  await mkdir(join(path, ".."), { recursive: true });
  const out = createWriteStream(`${path}.part`, { highWaterMark: 1 << 22 });
  let prev = "0".repeat(64);
  for (let seq = 0; seq < count; seq += 1) {
    const line = entryLine(seq, prev, signed);
    prev = createHash("sha256").update(line).digest("hex");
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  await rename(`${path}.part`, path);
}

/** A canonical line, written out by hand: keys in order, every value as RFC 8785 has it. */
function entryLine(seq: number, prev: string, signed: boolean): string {
  const second = Math.floor(seq / 20);
  const time = new Date(Date.UTC(2026, 2, 17) + 1000 * (second % 86_400)).toISOString().replace(".000Z", "Z");
  const confidence = (50 + (seq % 49)) / 100;
  const parts = (signature: string): string =>
    `{"action_taken":{"api":"autoscaling:SetDesiredCapacity","parameters":{"DesiredCapacity":${12 + (seq % 9)}},"resource":"asg/general-${seq % 97}"},` +
    `"actor":{"id":"capacity-agent","type":"agent"},"confidence_score":${confidence},"correlation_id":"rem-${Math.floor(seq / 5)}",` +
    `"duration_ms":${1000 + (seq % 9000)},"fallback_result":{"configured":true,"triggered":false},"id":"act-${seq}","outcome":"success",` +
    `"policy":{"decision":"allow","rule":"scale-out"},"prev":"${prev}","seq":${seq},${signature}"time":"${time}",` +
    `"trigger_condition":{"metric":"cpu","observed":${80 + (seq % 19)},"operator":">","resource":"node-${seq % 211}","summary":"Node CPU above threshold for 3 min on several nodes","threshold":80},"v":1}`;
  if (!signed) return parts("");
  const unsigned = encodeUtf8(parts(""));
  const sig = toBase64(KEYS.agent.sign(preAuthEncoding(ACTION_TYPE, unsigned)));
  return parts(`"signature":{"keyid":"${keyHint(KEYS.agent)}","sig":"${sig}"},`);
}

export async function megabytes(path: string): Promise<number> {
  return (await stat(path)).size / 1e6;
}
