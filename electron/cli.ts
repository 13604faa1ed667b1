// The command line: a composition root. Each command is one file of commands/.

import { Command, CommanderError } from "commander";
import { Fault } from "../shared/model/fault.ts";
import { EXIT_INTERNAL, EXIT_USAGE, reportError } from "./commands/exit.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { keygenCommand } from "./commands/keygen.ts";
import { logCommand } from "./commands/log.ts";
import { packCommand } from "./commands/pack.ts";
import { trustCommand } from "./commands/trust.ts";
import { verifyCommand } from "./commands/verify.ts";
import { removeAllPartials } from "./platform/files.ts";
import { explain } from "./platform/explain.ts";
import { TOOL } from "./platform/version.ts";

const HELP = `
Inquest works offline: no command opens a network connection.

Start with:
  $ inquest verify evidence.inqb --trust trust.json     is this evidence intact, and who says so?
  $ inquest inspect evidence.inqb                       what does it say of itself?
  $ inquest help pack                                   how to make a bundle
`;

/** Runs one command line (without the program's name); resolves when all is done and the exit code is set. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command("inquest")
    .description("Post-incident review of what autonomous systems did.")
    .version(TOOL.version)
    .addHelpText("after", HELP);
  const commands = [
    verifyCommand(),
    inspectCommand(),
    packCommand(),
    keygenCommand(),
    trustCommand(),
    logCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  quietExit(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    else reportError(error, EXIT_INTERNAL);
  }
}

/** Commander would end the process; output may still be on its way then. Errors of usage all exit alike. */
function quietExit(command: Command): void {
  command.exitOverride().showHelpAfterError("(add --help for how it is used)");
  for (const child of command.commands) quietExit(child);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    removeAllPartials();
    // Once more, now without a listener: the process ends as everybody expects it to.
    process.kill(process.pid, signal);
  });
}

// A reader that goes away (`| head`) is no error of ours; output that cannot be written is no verdict.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE")
    reportError(new Fault("output", `the output cannot be written: ${explain(error)}`), EXIT_INTERNAL);
});

// Node's own exit code for this, 1, would say INVALID.
process.on("uncaughtException", (error) => {
  reportError(error, EXIT_INTERNAL);
  process.exit();
});
