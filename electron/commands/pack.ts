// inquest pack: seals a folder of evidence into a bundle.

import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { decodeUtf8 } from "../../shared/encoding/bytes.ts";
import { parseJson } from "../../shared/encoding/json.ts";
import { firstIssue } from "../../shared/encoding/schema.ts";
import { incidentFileSchema } from "../../shared/encoding/statement.ts";
import type { IncidentFile } from "../../shared/encoding/statement.ts";
import { Fault } from "../../shared/model/fault.ts";
import { packBundle } from "../bundle/pack.ts";
import { parseSelection } from "../bundle/selection.ts";
import { explain } from "../platform/explain.ts";
import { loadSigningKey } from "../trust/signing-key.ts";
import { printable, reportError } from "./exit.ts";

interface Options {
  readonly output: string;
  readonly incident: string;
  readonly key: string;
  readonly keyName: string;
  readonly logKey: string;
  readonly logName: string;
  readonly origin: string;
  readonly extract?: string;
  readonly force?: true;
}

export function packCommand(): Command {
  return new Command("pack")
    .description("seal a folder of evidence into a signed bundle")
    .argument(
      "<folder>",
      "a folder that holds what data/ is to hold: action-log/entries.jsonl, cloudtrail/, ...",
    )
    .requiredOption("-o, --output <file>", "the bundle to write")
    .requiredOption(
      "--incident <file>",
      "what only people know, as JSON: incident, source, limitations (see below)",
    )
    .requiredOption("--key <pem>", "Ed25519 private key that seals the bundle")
    .requiredOption("--key-name <name>", "name of that key, such as example.com/evidence")
    .requiredOption("--log-key <pem>", "Ed25519 private key of the action log")
    .requiredOption("--log-name <name>", "name of that key")
    .requiredOption("--origin <origin>", "the log's identity in its checkpoint, such as example.com/actions")
    .option(
      "--extract <field=value>",
      "take only these entries of a whole log, each with a proof that it belongs",
    )
    .option("--force", "replace the output file where it exists")
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
The incident file:
  { "incident": { "id": "INC-42", "title": "...", "from": "2026-03-17T14:00:00Z", "to": "..." },
    "source": { "kind": "action-log", "system": "...", "query": "...", "exportedAt": "..." },
    "limitations": ["what the evidence does not cover"] }

Entries without seq and prev are raw: they are put in canonical form, numbered and chained. A log that has
them is taken as it is and must verify. The same folder, incident file and keys give the same bytes.

Exit codes: 0 written, 1 not written, 64 wrong usage.

Example:
  $ inquest keygen --name example.com/evidence -o bundle.pem
  $ inquest keygen --name example.com/actions -o log.pem
  $ inquest pack evidence/ -o INC-42.inqb --incident incident.json --key bundle.pem \\
      --key-name example.com/evidence --log-key log.pem --log-name example.com/actions --origin example.com/actions
`;

async function run(folder: string, options: Options): Promise<void> {
  try {
    const packed = await packBundle({
      folder,
      output: options.output,
      incident: await readIncident(options.incident),
      bundleKey: await loadSigningKey(options.key, options.keyName),
      logKey: await loadSigningKey(options.logKey, options.logName),
      origin: options.origin,
      selection: options.extract === undefined ? null : parseSelection(options.extract),
      force: options.force === true,
    });
    const part = packed.entries === packed.logSize ? "" : ` of a log of ${packed.logSize}`;
    const { sha256, size } = packed.verdict.bundle;
    process.stdout.write(
      `${printable(options.output)}: ${packed.entries} entries${part}, ${packed.files} files, ${size!} bytes\nsha256 ${sha256!}\n`,
    );
  } catch (error) {
    reportError(error, 1);
  }
}

async function readIncident(path: string): Promise<IncidentFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Fault("incident-unreadable", `the incident file ${path} cannot be read: ${explain(error)}`);
  }
  try {
    const parsed = incidentFileSchema.safeParse(parseJson(decodeUtf8(bytes)));
    if (parsed.success) return parsed.data;
    throw new Fault("incident-schema", firstIssue(parsed.error));
  } catch (error) {
    const why = error instanceof Fault ? error.message : "it is not valid UTF-8";
    throw new Fault("incident-schema", `the incident file ${path} is not what it must be: ${why}`);
  }
}
