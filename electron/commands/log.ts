// inquest log verify: an action log as a plain file, or a chain of agent receipts.

import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { parsePublicKeyPem } from "../../shared/encoding/pem.ts";
import { parseVerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { NO_CHECKPOINT, OPEN_END, judgeLog } from "../../shared/verify/log-verdict.ts";
import type { LogVerdict } from "../../shared/verify/log-verdict.ts";
import { checkPublicKey } from "../../shared/verify/ed25519.ts";
import type { ReceiptKey } from "../../shared/verify/receipts/dialect.ts";
import { verifyLog } from "../bundle/verify-log.ts";
import { verifyReceipts } from "../bundle/verify-receipts.ts";
import { explain } from "../platform/explain.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import { TOOL } from "../platform/version.ts";
import { loadTrust } from "../trust/trust-file.ts";
import type { LoadedTrust } from "../trust/trust-file.ts";
import { EXIT_OF, printableJson, reportError } from "./exit.ts";
import { logVerdictText } from "./output/log-text.ts";
import { progressLine } from "./output/progress.ts";
import { painter } from "./output/style.ts";

interface Options {
  readonly checkpoint?: string;
  readonly trust?: string;
  readonly key?: string[];
  readonly json?: true;
  readonly quiet?: true;
}

export function logCommand(): Command {
  const log = new Command("log").description("work with action logs as plain files");
  log
    .command("verify")
    .description("verify an action log (JSON Lines), or a chain of agent receipts")
    .argument("<file>", "entries.jsonl, or receipts as JSON Lines or JSON")
    .option("--checkpoint <file>", "the log's signed checkpoint (C2SP tlog-checkpoint)")
    .option("--trust <file>", "the keys that count (default: your own trust file)")
    .option("--key <file...>", "public keys (PEM or verifier key) that receipts may be signed with")
    .option("--json", "print one JSON object")
    .option("--quiet", "print nothing; the exit code is the answer")
    .addHelpText("after", HELP)
    .action(run);
  return log;
}

const HELP = `
Exit codes: 0 VALID or CHAIN-HOLDS, 1 INVALID, 2 CANNOT-CHECK, 64 wrong usage.
  VALID        every check passed, and trusted keys signed what was read
  CHAIN-HOLDS  the log agrees with itself; no checkpoint was given, so that nobody vouches for it

Example:
  $ inquest log verify entries.jsonl --checkpoint checkpoint --trust trust.json
`;

async function run(path: string, options: Options): Promise<void> {
  try {
    const trust = await loadTrust(options.trust);
    const keys = await receiptKeys(options.key ?? [], trust);
    const verdict =
      (await receiptVerdict(path, keys, options, trust)) ?? (await nativeVerdict(path, options, trust));
    if (options.quiet === true) {
      // The exit code is the answer.
    } else if (options.json === true) process.stdout.write(`${printableJson(verdict)}\n`);
    else process.stdout.write(logVerdictText(verdict, painter(process.stdout)));
    process.exitCode = verdict.verdict === "CHAIN-HOLDS" ? 0 : EXIT_OF[verdict.verdict];
  } catch (error) {
    reportError(error, EXIT_OF["CANNOT-CHECK"]);
  }
}

async function nativeVerdict(path: string, options: Options, trust: LoadedTrust): Promise<LogVerdict> {
  const checkpoint = options.checkpoint ?? null;
  const progress = progressLine(`verifying ${path}`);
  const onProgress = (done: { done: number; total: number }): void => progress.update(done);
  const { facts, checks } = await verifyLog(path, checkpoint, trust, { onProgress }).finally(() =>
    progress.end(),
  );
  return judgeLog({
    dialect: "inquest-action-log 1",
    log: { path, entries: facts.lines },
    checkpoint: checkpoint === null ? null : { path: checkpoint },
    trust: { path: trust.path, sha256: trust.sha256 },
    checks,
    warnings: [],
    tool: TOOL,
    unvouched: checkpoint === null ? NO_CHECKPOINT : null,
  });
}

async function receiptVerdict(
  path: string,
  keys: readonly ReceiptKey[],
  options: Options,
  trust: LoadedTrust,
): Promise<LogVerdict | null> {
  const found = await verifyReceipts(path, keys);
  if (found === null) return null;
  if (options.checkpoint !== undefined) {
    throw new Fault("checkpoint-receipts", "agent receipts have no checkpoint: leave --checkpoint out");
  }
  return judgeLog({
    dialect: found.dialect,
    log: { path, entries: found.receipts },
    checkpoint: null,
    trust: { path: trust.path, sha256: trust.sha256 },
    checks: found.checks,
    warnings: found.warnings,
    tool: TOOL,
    unvouched: found.ended ? null : OPEN_END,
  });
}

/** Keys named on the command line, and the agents' keys of the trust file that are in use. */
async function receiptKeys(files: readonly string[], trust: LoadedTrust): Promise<ReceiptKey[]> {
  const agents = trust.trust.keys.filter(
    ({ roles, status }) => roles.includes("agent") && status === "active",
  );
  const named: ReceiptKey[] = [];
  for (const file of files) {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      throw new Fault("key-unreadable", `the key file ${file} cannot be read: ${explain(error)}`);
    });
    const key = text.includes("-----BEGIN")
      ? { name: file, publicKey: parsePublicKeyPem(text) }
      : parseVerifierKey(text.trim(), nodePlatform);
    checkPublicKey(key.publicKey, key.name);
    named.push(key);
  }
  return [...named, ...agents];
}
