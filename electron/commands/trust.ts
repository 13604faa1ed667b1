// inquest trust: whose keys count. The rules and the record of changes are in trust/trust-change.ts.

import { readFile } from "node:fs/promises";
import { Argument, Command, Option } from "commander";
import { toHex } from "../../shared/encoding/bytes.ts";
import type { VerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { KEY_ROLES } from "../../shared/model/trust.ts";
import type { KeyRole } from "../../shared/model/trust.ts";
import { explain } from "../platform/explain.ts";
import { isVerifierKey, keyFromText, refusePrivateKey } from "../trust/read-key.ts";
import { changeTrust } from "../trust/trust-change.ts";
import type { Changed } from "../trust/trust-change.ts";
import type { TrustEdit } from "../trust/trust-edit.ts";
import { defaultTrustPath, loadTrust, trustToFile } from "../trust/trust-file.ts";
import { printable, reportError } from "./exit.ts";

const withoutPrivateKey = (text: string): string =>
  /PRIVATE KEY/i.test(text) ? "error: a private key has no place here: give the public key\n" : text;

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
    // A PEM text begins like an option, and would be repeated as an unknown one.
    .configureOutput({ outputError: (text, write) => write(withoutPrivateKey(text)) })
    .action(guarded(add));
  trust
    .command("list")
    .description("show the keys that count")
    .option("--trust <file>", "the trust file to read")
    .option("--json", "print the file's content as JSON")
    .action(guarded(list));
  for (const [name, text] of [
    ["revoke", "no longer trust a key, whatever time a signature states (lost or stolen)"],
    ["retire", "trust a key only for what was exported before a moment (no longer in use)"],
  ] as const) {
    trust
      .command(name)
      .description(text)
      .addArgument(new Argument("<key>", "its name, its name+id, or its verifier key"))
      .addOption(new Option("--at <time>", "since when, RFC 3339 UTC (default: now)"))
      .option("--trust <file>", "the trust file to change")
      .action(guarded((key: string, options: Shared & { at?: string }) => end(key, name, options)));
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

async function add(
  text: string,
  options: Shared & { role: string[]; name?: string; threshold?: string },
): Promise<void> {
  const unknown = options.role.find((role) => !(KEY_ROLES as readonly string[]).includes(role));
  if (unknown !== undefined)
    throw new Fault("role", `there is no role ${unknown}: choose of ${KEY_ROLES.join(", ")}`);
  const roles = [...new Set(options.role)] as KeyRole[];
  const key = await readKey(text, options.name);
  const path = options.trust ?? defaultTrustPath();
  const threshold = options.threshold === undefined ? undefined : Number(options.threshold);
  const { what } = await change(path, { action: "add", key, roles, threshold });
  const merged = what.roles!.join(", ");
  process.stdout.write(
    `${printable(path)}: ${key.name} (fingerprint ${toHex(key.keyId)}) is trusted for ${merged}\n`,
  );
}

async function change(path: string, edit: TrustEdit): Promise<Changed> {
  const changed = await changeTrust(path, edit, { by: "cli" });
  for (const notice of changed.notices) process.stderr.write(`inquest: note: ${printable(notice)}\n`);
  return changed;
}

async function readKey(text: string, name: string | undefined): Promise<VerifierKey> {
  const howToName = "give --name";
  refusePrivateKey(text);
  if (isVerifierKey(text)) return keyFromText(text, null, howToName);
  let content: string;
  try {
    content = await readFile(text, "utf8");
  } catch (error) {
    throw new Fault(
      "key-unreadable",
      `${text} is neither a verifier key nor a file that can be read: ${explain(error)}`,
    );
  }
  return keyFromText(content, name ?? null, howToName);
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

async function end(
  text: string,
  action: "retire" | "revoke",
  options: Shared & { at?: string },
): Promise<void> {
  const at = options.at ?? new Date().toISOString();
  const path = options.trust ?? defaultTrustPath();
  const { what } = await change(path, { action, key: text, at });
  process.stdout.write(`${printable(path)}: ${what.summary}\n`);
}
