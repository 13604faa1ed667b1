// inquest verify: the verdict on one or more bundles.

import { Command, InvalidArgumentError } from "commander";
import { DEFAULT_INFLATION_LIMITS } from "../../shared/model/limits.ts";
import type { Verdict } from "../../shared/model/verdict.ts";
import { verifyBundle } from "../bundle/verify.ts";
import { loadTrust } from "../trust/trust-file.ts";
import { EXIT_OF, printableJson, reportError, worstExit } from "./exit.ts";
import { progressLine } from "./output/progress.ts";
import { painter } from "./output/style.ts";
import { verdictText } from "./output/verdict-text.ts";

interface Options {
  readonly trust?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly maxInflated: number;
  readonly maxRatio: number;
}

export function verifyCommand(): Command {
  return new Command("verify")
    .description("verify evidence bundles, offline, and say what that proves")
    .argument("<bundle...>", "bundle files (.inqb)")
    .option("--trust <file>", "the keys that count (default: your own trust file, see 'inquest trust')")
    .option("--json", "one JSON object a bundle, a line each")
    .option("--quiet", "print nothing; the exit code is the answer")
    .option(
      "--max-inflated <bytes>",
      "refuse to inflate more than this",
      wholeNumber,
      DEFAULT_INFLATION_LIMITS.maxInflatedBytes,
    )
    .option(
      "--max-ratio <n>",
      "refuse files that inflate more than n to 1",
      wholeNumber,
      DEFAULT_INFLATION_LIMITS.maxRatio,
    )
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
Exit codes: 0 VALID, 1 INVALID, 2 CANNOT-CHECK, 64 wrong usage; the worst of several bundles.
  VALID         every check that there is passed, and a trusted key sealed the bundle
  INVALID       something was changed, is damaged, or is not what it claims to be
  CANNOT-CHECK  nothing wrong was found, but nobody whom you trust vouches for it, or it could not be read

Examples:
  $ inquest verify evidence.inqb
  $ inquest verify evidence.inqb --trust auditors.json --json | jq .verdict
  $ inquest verify *.inqb --quiet && echo all valid
`;

export function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]*$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new InvalidArgumentError("a whole number from 1 on is expected");
  }
  return Number(text);
}

async function run(bundles: string[], options: Options): Promise<void> {
  let trust;
  try {
    trust = await loadTrust(options.trust);
  } catch (error) {
    reportError(error, EXIT_OF["CANNOT-CHECK"]);
    return;
  }
  const limits = {
    ...DEFAULT_INFLATION_LIMITS,
    maxInflatedBytes: options.maxInflated,
    maxRatio: options.maxRatio,
  };
  const exits: number[] = [];
  for (const path of bundles) {
    const progress = progressLine(`verifying ${path}`);
    const verdict = await verifyBundle(path, trust, { limits, onProgress: (done) => progress.update(done) });
    progress.end();
    print(verdict, options);
    exits.push(EXIT_OF[verdict.verdict]);
  }
  process.exitCode = worstExit(exits);
}

function print(verdict: Verdict, options: Options): void {
  if (options.quiet === true) return;
  if (options.json === true) process.stdout.write(`${printableJson(verdict)}\n`);
  else process.stdout.write(verdictText(verdict, painter(process.stdout)));
}
