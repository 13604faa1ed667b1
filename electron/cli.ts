// The command line: a composition root. Each command is one file of commands/.

import { Command, CommanderError } from "commander";
import { Fault } from "../shared/model/fault.ts";
import { EXIT_INTERNAL, EXIT_USAGE, reportError } from "./commands/exit.ts";
import { removeAllPartials } from "./platform/files.ts";
import { explain } from "./platform/explain.ts";
import { TOOL } from "./platform/version.ts";

const HELP = `
Inquest works offline: no command opens a network connection ('serve' listens on 127.0.0.1 alone).

Start with:
  $ inquest verify evidence.inqb --trust trust.json     is this evidence intact, and who says so?
  $ inquest serve evidence.inqb                         the same in a browser, with the records
  $ inquest inspect evidence.inqb                       what does it say of itself?
  $ inquest help pack                                   how to make a bundle
`;

/** Loaded when wanted: a verdict on a small bundle takes less time than reading what the other commands need. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  inspect: async () => (await import("./commands/inspect.ts")).inspectCommand(),
  pack: async () => (await import("./commands/pack.ts")).packCommand(),
  keygen: async () => (await import("./commands/keygen.ts")).keygenCommand(),
  trust: async () => (await import("./commands/trust.ts")).trustCommand(),
  log: async () => (await import("./commands/log.ts")).logCommand(),
  serve: async () => (await import("./commands/serve.ts")).serveCommand(),
};

/** The command that is called, or all of them, for help and for what is no command. */
function wanted(args: readonly string[]): (() => Promise<Command>)[] {
  const named = args[0] !== undefined && Object.hasOwn(COMMANDS, args[0]) ? COMMANDS[args[0]] : undefined;
  return named === undefined ? Object.values(COMMANDS) : [named];
}

/** Runs one command line (without the program's name); resolves when all is done and the exit code is set. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command("inquest")
    .description("Post-incident review of what autonomous systems did.")
    .version(TOOL.version)
    .addHelpText("after", HELP);
  for (const load of wanted(args)) program.addCommand(await load());
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
