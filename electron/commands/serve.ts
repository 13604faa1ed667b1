// inquest serve: the interface in a browser, served to this machine alone.

import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Case, CaseSource } from "../../shared/contract/cases.ts";
import { createHost } from "../host/host.ts";
import { hostFolders } from "../host/folders.ts";
import { openPage } from "../host/page.ts";
import type { Host } from "../host/types.ts";
import { removeAllPartials } from "../platform/files.ts";
import { loadTrust } from "../trust/trust-file.ts";
import { openBrowser, opener } from "../web/browser.ts";
import { startServer } from "../web/server.ts";
import type { WebServer } from "../web/server.ts";
import { newSecret } from "../web/sessions.ts";
import { uploadFolder } from "../web/upload.ts";
import { printable, reportError } from "./exit.ts";
import { progressLine } from "./output/progress.ts";
import { painter } from "./output/style.ts";

interface Options {
  readonly port: number;
  readonly open: boolean;
  readonly trust?: string;
  readonly sample?: true;
}

/** What the host knows the command line by. */
const CLIENT = "cli";

const FORMATS = { VALID: "green", INVALID: "red", "CANNOT-CHECK": "yellow" } as const;

export function serveCommand(): Command {
  return new Command("serve")
    .description("review evidence in a browser, served to this machine alone")
    .argument("[bundle...]", "bundle files (.inqb) to open")
    .addOption(
      new Option("--port <n>", "the port to listen on").default(0, "any that is free").argParser(portNumber),
    )
    .option("--no-open", "do not start a browser")
    .option("--trust <file>", "the keys that count (default: your own trust file, see 'inquest trust')")
    .option("--sample", "open the sample incident, judged by its own demonstration keys")
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
It listens on 127.0.0.1 and opens no connection itself. The address that it prints holds this run's key: whoever has
it may look at the evidence and change whose keys count. For a machine elsewhere, forward the port and open the same
address here:
  $ ssh -L 8080:127.0.0.1:8080 forensics inquest serve --port 8080 --no-open evidence.inqb

Exit codes: 0 stopped, 1 could not start, 64 wrong usage.
`;

function portNumber(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError("a port is a whole number from 0 to 65535");
  }
  return Number(text);
}

async function run(bundles: string[], options: Options): Promise<void> {
  // First of all: what is begun below is ended in order, whenever the signal comes.
  const ending = endingSignal();
  const undo: (() => Promise<void> | void)[] = [];
  try {
    await serve(bundles, options, ending, undo);
  } catch (error) {
    reportError(error, 1);
  }
  for (const step of undo.toReversed()) {
    try {
      await step();
    } catch (error) {
      reportError(error, 1);
    }
  }
}

async function serve(
  bundles: readonly string[],
  options: Options,
  ending: AbortSignal,
  undo: (() => Promise<void> | void)[],
): Promise<void> {
  // A file that the user named must be there, and whole, before anything is judged by it.
  if (options.trust !== undefined) await loadTrust(options.trust);
  const page = await openPage(fileURLToPath(pageFolder()));
  const folders = hostFolders();
  const uploads = await uploadFolder(folders.cache);
  undo.push(() => rm(uploads, { recursive: true, force: true }));
  const host = await createHost({
    kind: "web",
    by: "web",
    folders,
    trustPath: options.trust === undefined ? undefined : resolve(options.trust),
    versions: [{ name: "node", version: process.versions.node }],
    capabilities: { pickBundle: false, saveText: false, newWindow: false, paths: false, upload: true },
  });
  // Ends in reverse: nothing new comes in, the host ends its work and replies, and only then connections are cut.
  let web: WebServer | undefined;
  undo.push(
    () => web?.close(),
    () => host.close(),
    () => web?.stop(),
  );
  const token = newSecret();
  web = await startServer({ host, page, uploads, token, port: options.port });

  const sources: CaseSource[] = bundles.map((path) => ({ kind: "path", path: resolve(path) }));
  if (options.sample === true) sources.push({ kind: "sample" });
  for (const source of sources) if (!ending.aborted) await openCase(host, source, ending);
  if (ending.aborted) return;

  const address = `http://127.0.0.1:${web.port}/#token=${token}`;
  process.stdout.write(`${address}\nStop with Ctrl+C\n`);
  const command = options.open ? opener(process.platform, process.env) : null;
  if (command !== null) undo.push(await openBrowser(address, command));
  await aborted(ending);
}

/** Opens one bundle and says its verdict in one line. One that cannot be opened does not keep the others away. */
async function openCase(host: Host, source: CaseSource, ending: AbortSignal): Promise<void> {
  const name = source.kind === "path" ? source.path : "the sample";
  const task = `cli-${newSecret().replaceAll(/[^0-9A-Za-z]/g, "")}`;
  const progress = progressLine(`verifying ${printable(name)}`);
  const unsubscribe = host.on((event) => {
    if (event.event === "task.progress" && event.task === task) progress.update(event);
  });
  const stop = (): void => host.leave(CLIENT);
  ending.addEventListener("abort", stop);
  const reply = await host.call("case.open", { source, task }, CLIENT);
  ending.removeEventListener("abort", stop);
  unsubscribe();
  progress.end();
  if (reply.ok) {
    const { verdict, name: file } = reply.value as Case;
    const word = painter(process.stdout)([FORMATS[verdict.verdict], "bold"], verdict.verdict);
    process.stdout.write(`${word}  ${printable(file)}: ${printable(verdict.summary)}\n`);
  } else if (!ending.aborted) {
    process.stderr.write(`inquest: ${printable(reply.error.message)}\n`);
  }
}

/** Beside the built program; from the source, what was built last. */
function pageFolder(): URL {
  const source = import.meta.url.endsWith(".ts");
  return new URL(source ? "../../dist/renderer/" : "./renderer/", import.meta.url);
}

/**
 * Aborted by the first signal to end. The command line's own listeners end the process at once, which a server must
 * not: they are replaced. A second signal is somebody who will not wait.
 */
function endingSignal(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (!ending.signal.aborted) {
        ending.abort();
        return;
      }
      removeAllPartials();
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  }
  return ending.signal;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => {
    signal.addEventListener("abort", () => done(), { once: true });
  });
}
