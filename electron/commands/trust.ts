// inquest trust: whose keys count. Changes are written in one step and read back first.

import { readFile } from "node:fs/promises";
import { Argument, Command, Option } from "commander";
import { equalBytes, toHex } from "../../shared/encoding/bytes.ts";
import { parsePublicKeyPem } from "../../shared/encoding/pem.ts";
import { instantOf, isInstant } from "../../shared/encoding/time.ts";
import { formatVerifierKey, makeVerifierKey, parseVerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { KEY_ROLES } from "../../shared/model/trust.ts";
import type { KeyRole, KeyStatus } from "../../shared/model/trust.ts";
import { checkPublicKey } from "../../shared/verify/ed25519.ts";
import type { TrustFile } from "../../shared/verify/trust.ts";
import { explain } from "../platform/explain.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import { defaultTrustPath, loadTrust, saveTrust, trustToFile } from "../trust/trust-file.ts";
import { printable, reportError } from "./exit.ts";

interface Shared {
  readonly trust?: string;
}

export function trustCommand(): Command {
  const trust = new Command("trust")
    .description("say whose keys count, and for what")
    .addHelpText("after", HELP);
  trust
    .command("add")
    .description("trust a key")
    .argument(
      "<key>",
      "a verifier key (name+id+base64), or a PEM file with a public key (then --name is needed)",
    )
    .requiredOption("--role <role...>", `what it may sign: ${KEY_ROLES.join(", ")}`)
    .option("--name <name>", "the key's name, for a PEM file")
    .option("--threshold <n>", "how many different bundle keys must have signed a bundle")
    .option("--trust <file>", "the trust file to change")
    .action(guarded(add));
  trust
    .command("list")
    .description("show the keys that count")
    .option("--trust <file>", "the trust file to read")
    .option("--json", "print the file's content as JSON")
    .action(guarded(list));
  for (const [name, status, text] of [
    ["revoke", "revoked", "no longer trust a key, whatever time a signature states (lost or stolen)"],
    ["retire", "retired", "trust a key only for what was exported before a moment (no longer in use)"],
  ] as const) {
    trust
      .command(name)
      .description(text)
      .addArgument(new Argument("<key>", "its name, its name+id, or its verifier key"))
      .addOption(new Option("--at <time>", "since when, RFC 3339 UTC (default: now)"))
      .option("--trust <file>", "the trust file to change")
      .action(guarded((key: string, options: Shared & { at?: string }) => setStatus(key, status, options)));
  }
  return trust;
}

const HELP = `
Without --trust, the file is INQUEST_TRUST or your own (${defaultTrustPath()}).
A key is as good as the way in which it reached you: compare its fingerprint over another channel.

Roles: bundle seals bundles, log signs checkpoints, notes signs reviewers' notes, agent signs single entries.
Exit codes: 0 done, 1 not done, 64 wrong usage.
`;

function guarded<A extends unknown[]>(action: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await action(...args);
    } catch (error) {
      reportError(error, 1);
    }
  };
}

/** The file to change, and its content; a file that is named and missing is begun. */
async function openFile(options: Shared): Promise<{ path: string; file: TrustFile }> {
  const path = options.trust ?? defaultTrustPath();
  try {
    return { path, file: trustToFile((await loadTrust(path)).trust) };
  } catch (error) {
    const missing =
      error instanceof Fault && error.code === "trust-unreadable" && error.message.endsWith("no such file");
    if (missing) return { path, file: { v: 1, threshold: 1, keys: [] } };
    throw error;
  }
}

async function save(path: string, file: TrustFile): Promise<void> {
  try {
    await saveTrust(path, file);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("trust-unwritable", `the trust file ${path} cannot be written: ${explain(error)}`);
  }
}

async function add(
  text: string,
  options: Shared & { role: string[]; name?: string; threshold?: string },
): Promise<void> {
  const unknown = options.role.find((role) => !(KEY_ROLES as readonly string[]).includes(role));
  if (unknown !== undefined)
    throw new Fault("role", `there is no role ${unknown}: choose of ${KEY_ROLES.join(", ")}`);
  const roles = [...new Set(options.role)] as KeyRole[];
  const key = await readKey(text, options.name);
  checkPublicKey(key.publicKey, key.name);
  const vkey = formatVerifierKey(key);
  const { path, file } = await openFile(options);
  const known = file.keys.find((entry) => entry.vkey === vkey);
  if (known !== undefined && known.status !== "active") {
    throw new Fault(
      "key-status",
      `the key ${key.name} is ${known.status} in ${path}: it is not trusted again by adding it`,
    );
  }
  const keys = file.keys.filter((entry) => entry !== known);
  const merged = [...new Set([...(known?.roles ?? []), ...roles])];
  const threshold = options.threshold === undefined ? file.threshold : Number(options.threshold);
  if (!Number.isSafeInteger(threshold) || threshold < 1) {
    throw new Fault("threshold", "the threshold is a whole number from 1 on");
  }
  await save(path, {
    v: 1,
    threshold,
    keys: [...keys, { vkey, roles: merged, status: "active", statusAt: null }],
  });
  const id = toHex(key.keyId);
  process.stdout.write(
    `${printable(path)}: ${key.name} (fingerprint ${id}) is trusted for ${merged.join(", ")}\n`,
  );
}

async function readKey(text: string, name: string | undefined) {
  // A verifier key is no path: it has two plus signs and base64 behind them.
  if (/^[^+\s]+\+[0-9a-fA-F]{8}\+/.test(text)) return parseVerifierKey(text, nodePlatform);
  let pem: string;
  try {
    pem = await readFile(text, "utf8");
  } catch (error) {
    throw new Fault(
      "key-unreadable",
      `${text} is neither a verifier key nor a file that can be read: ${explain(error)}`,
    );
  }
  if (/^[^+\s]+\+[0-9a-fA-F]{8}\+/.test(pem)) return parseVerifierKey(pem.trim(), nodePlatform);
  if (name === undefined) throw new Fault("key-name", "a key from a PEM file needs a name: give --name");
  return makeVerifierKey(name, parsePublicKeyPem(pem), nodePlatform);
}

async function list(options: Shared & { json?: true }): Promise<void> {
  const { trust, path, sha256 } = await loadTrust(options.trust);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ path, sha256, ...trustToFile(trust) }, null, 2)}\n`);
    return;
  }
  if (path === null) {
    process.stdout.write(`no trust file yet (${defaultTrustPath()}): add keys with 'inquest trust add'\n`);
    return;
  }
  const lines = trust.keys.map(({ name, keyId, roles, status, statusAt }) =>
    [toHex(keyId), status.padEnd(8), roles.join(",").padEnd(12), printable(name), statusAt ?? ""]
      .join("  ")
      .trimEnd(),
  );
  process.stdout.write(
    `${[`${printable(path)}  sha256 ${sha256!}  threshold ${trust.threshold}`, ...lines].join("\n")}\n`,
  );
}

async function setStatus(text: string, status: KeyStatus, options: Shared & { at?: string }): Promise<void> {
  const at = options.at ?? new Date().toISOString();
  if (!isInstant(at))
    throw new Fault("time", `${at} is no RFC 3339 time in UTC, such as 2026-03-17T14:00:00Z`);
  const { trust, path } = await loadTrust(options.trust ?? defaultTrustPath());
  const matches = trust.keys.filter(({ name, hint, vkey }) => [name, hint, vkey].includes(text));
  const [key] = matches;
  if (key === undefined) throw new Fault("key-unknown", `${path!} has no key ${text}`);
  if (matches.length > 1) {
    throw new Fault(
      "key-ambiguous",
      `${path!} has ${matches.length} keys named ${text}: give name+id, as 'trust list' shows`,
    );
  }
  if (key.status === "revoked" && status === "retired") {
    throw new Fault(
      "key-status",
      `the key ${key.hint} is revoked: it counts for nothing, and retiring it would give it back`,
    );
  }
  if (key.status === "retired" && status === "retired" && laterThan(at, key.statusAt)) {
    throw new Fault(
      "key-status",
      `the key ${key.hint} is retired since ${key.statusAt!}: the date can only be moved back`,
    );
  }
  const file = trustToFile(trust);
  // The secret is what is lost or laid down, under whatever other names it stands in the file.
  const same = trust.keys
    .filter(({ publicKey }) => equalBytes(publicKey, key.publicKey))
    .map(({ vkey }) => vkey);
  const keys = file.keys.map((entry) =>
    same.includes(entry.vkey) ? { ...entry, status, statusAt: at } : entry,
  );
  await save(path!, { ...file, keys });
  process.stdout.write(`${printable(path!)}: ${key.hint} is ${status} since ${at}\n`);
}

function laterThan(a: string, b: string | null): boolean {
  return b !== null && instantOf(a)! > instantOf(b)!;
}
