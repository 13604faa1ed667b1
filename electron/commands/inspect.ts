// inquest inspect: what a bundle says of itself. Nothing here is verified, and it says so.

import { Command } from "commander";
import { inspectBundle } from "../bundle/inspect.ts";
import type { Inspection } from "../bundle/inspect.ts";
import { printable, printableJson, reportError } from "./exit.ts";
import { painter } from "./output/style.ts";
import type { Paint } from "./output/style.ts";

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("show what a bundle says of itself, without verifying anything")
    .argument("<bundle>", "a bundle file (.inqb)")
    .option("--json", "print as JSON")
    .option("--files", "list every file")
    .addHelpText("after", "\nExit codes: 0 shown, 1 not readable as a bundle, 64 wrong usage.\n")
    .action(run);
}

async function run(path: string, options: { json?: true; files?: true }): Promise<void> {
  try {
    const inspection = await inspectBundle(path);
    if (options.json === true) process.stdout.write(`${printableJson(inspection)}\n`);
    else process.stdout.write(inspectionText(inspection, options.files === true, painter(process.stdout)));
  } catch (error) {
    reportError(error, 1);
  }
}

function inspectionText(inspection: Inspection, files: boolean, paint: Paint): string {
  const { incident, source, log, sources, keys } = inspection;
  const row = (label: string, value: string): string => `  ${label.padEnd(11)}${printable(value)}`;
  return [
    `${paint("bold", printable(inspection.path))}  ${inspection.size} bytes, ${inspection.files.length} files`,
    paint("yellow", "Nothing below is verified: it is what the file says. Use 'inquest verify'."),
    "",
    row("Bundle", inspection.bundleId ?? "does not say"),
    row("Incident", incident === null ? "does not say" : `${incident.id}  ${incident.title}`),
    row("Window", incident === null ? "does not say" : `${incident.from} to ${incident.to}`),
    row(
      "Exported",
      source === null ? "does not say" : `${source.exportedAt} from ${source.system} (${source.kind})`,
    ),
    row(
      "Log",
      log === null ? "none" : `${log.entries} entries, ${log.firstTime ?? "?"} to ${log.lastTime ?? "?"}`,
    ),
    row(
      "Checkpoint",
      inspection.checkpoint === null
        ? "none"
        : `${inspection.checkpoint.origin}, size ${inspection.checkpoint.size}`,
    ),
    row("Signed by", keys.bundle.length === 0 ? "nobody" : keys.bundle.join(", ")),
    row("Log key", keys.log.length === 0 ? "none" : keys.log.join(", ")),
    ...inspection.limitations.map((limitation) => row("Limitation", limitation)),
    "",
    paint("bold", "Sources"),
    ...sources.map(
      ({ name, files: count, bytes }) =>
        `  ${printable(name).padEnd(22)}${String(count).padStart(7)} ${count === 1 ? "file " : "files"}${String(bytes).padStart(14)} bytes`,
    ),
    ...(files ? ["", paint("bold", "Files"), ...inspection.files.map(fileRow)] : []),
    "",
  ].join("\n");
}

function fileRow({ path, size, sha256 }: Inspection["files"][number]): string {
  return `  ${sha256}${String(size).padStart(14)}  ${printable(path)}`;
}
