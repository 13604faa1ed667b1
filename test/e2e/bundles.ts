// Bundles for specs: the sample, forged ones, and files that are none. All are written into the spec's own folder.

import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, crc32, deflateRawSync } from "node:zlib";
import type { JsonObject } from "../../shared/encoding/json.ts";
import { parseVerifierKey } from "../../shared/encoding/vkey.ts";
import { nodePlatform } from "../../electron/platform/node-platform.ts";
import { ROOT } from "../support/cli.ts";
import { forge } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, trustText } from "../support/keys.ts";
import { lie, old } from "../support/log-edits.ts";
import { makeZip } from "../support/raw-zip.ts";

const SAMPLE = join(ROOT, "resources/samples/node-saturation");

/** The trust file that knows the keys of forged bundles. */
export const FORGED_TRUST = trustText([BUNDLE_ENTRY, LOG_ENTRY]);
export const SAMPLE_TRUST = readFileSync(`${SAMPLE}.trust.json`, "utf8");
/** The sample's keys, as a reviewer would get them from their owner. */
export const SAMPLE_KEYS = (
  JSON.parse(SAMPLE_TRUST) as { keys: { vkey: string; roles: string[] }[] }
).keys.map(({ vkey, roles }) => ({ vkey, roles, name: parseVerifierKey(vkey, nodePlatform).name }));

export function sampleIn(folder: string, name = "evidence.inqb"): string {
  const path = join(folder, name);
  copyFileSync(`${SAMPLE}.inqb`, path);
  return path;
}

export async function forgedIn(folder: string, name: string, how: Forgery = {}): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await forge(how));
  return path;
}

/** Says of one action, after all was signed, that it failed: line 4 of the log, seq 3. */
export async function tamperedIn(folder: string): Promise<string> {
  return forgedIn(folder, "tampered.inqb", old(lie(3)));
}

export function truncatedIn(folder: string): string {
  const path = join(folder, "truncated.inqb");
  const bytes = readFileSync(`${SAMPLE}.inqb`);
  writeFileSync(path, bytes.subarray(0, bytes.length - 2_000));
  return path;
}

export function noBundleIn(folder: string): string {
  const path = join(folder, "letter.inqb");
  writeFileSync(path, "Dear reviewer,\n".repeat(500));
  return path;
}

export function folderIn(folder: string): string {
  const path = join(folder, "folder.inqb");
  mkdirSync(path);
  return path;
}

/** Twelve gigabytes in a few megabytes, so that verifying takes long; what it says of itself is nonsense. */
export function slowIn(folder: string): string {
  const chunk = Buffer.alloc(2 ** 20, randomBytes(4_096));
  // Ended with a full flush, a piece of deflate stands for itself and can follow itself (RFC 1951, 3.2.4).
  const piece = deflateRawSync(chunk, { finishFlush: constants.Z_FULL_FLUSH });
  const count = 4_000;
  const packed = Buffer.concat([...Array<Buffer>(count).fill(piece), Buffer.from([0x03, 0x00])]);
  // What is wrong with it is found at the very end.
  let crc = 0;
  for (let i = 0; i < count; i += 1) crc = crc32(chunk, crc);
  const both = { method: 8, size: count * chunk.length, crc };
  const path = join(folder, "slow.inqb");
  writeFileSync(path, makeZip(["a", "b", "c"].map((name) => ({ name: `data/${name}.bin`, packed, both }))));
  return path;
}

/** Evidence that would like to be more than text, in every place that is shown. */
export async function hostileIn(folder: string): Promise<string> {
  const script = `<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>`;
  const bidi = "ab\u202egnp.exe\u2066\u200b\u001b[31mred";
  return forgedIn(folder, "hostile \u202e<b>.inqb", {
    entries: (entries) =>
      entries.map((entry, i) => ({
        ...entry,
        id: `${script}-${i}`,
        actor: { type: "agent", id: `javascript:alert(${i})`, on_behalf_of: bidi },
        trigger_condition: { summary: `${bidi} ${script}` },
        action_taken: { api: script, parameters: { [script]: bidi, __proto__x: "constructor" } },
        outcome: i === 0 ? script : bidi,
        note: "https://evil.example/steal?cookie=1",
      })),
    files: (files) => {
      files.set(
        "data/other/&lt;img src=x onerror=alert(1)&gt;.html",
        Buffer.from(`<!doctype html>${script}`),
      );
      files.set("data/other/data.json", Buffer.from(JSON.stringify({ [script]: bidi, list: [script] })));
    },
    statement: (root) => {
      const predicate = root["predicate"] as JsonObject;
      predicate["incident"] = {
        ...(predicate["incident"] as JsonObject),
        id: script,
        title: `${bidi}${script}`,
      };
    },
  });
}
