// inquest keygen: makes an Ed25519 key and prints its verifier key, for other people's trust files.

import { Command } from "commander";
import { formatVerifierKey } from "../../shared/encoding/vkey.ts";
import { Fault } from "../../shared/model/fault.ts";
import { explain } from "../platform/explain.ts";
import { existsFault, writeAside } from "../platform/files.ts";
import { generateSigningKeyPem, signingKeyFromPem } from "../trust/signing-key.ts";
import { reportError } from "./exit.ts";

export function keygenCommand(): Command {
  return new Command("keygen")
    .description("make an Ed25519 key and print its verifier key")
    .requiredOption("--name <name>", "name of the key, such as example.com/evidence (no spaces, no plus)")
    .requiredOption("-o, --output <pem>", "the private key file to write (PKCS#8 PEM, readable by you alone)")
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
The private key is written without a passphrase: keep it where you keep secrets. An existing file is never
replaced. Give the printed line to those who are to trust the key; they add it with 'inquest trust add'.

Exit codes: 0 made, 1 not made, 64 wrong usage.
`;

async function run({ name, output }: { name: string; output: string }): Promise<void> {
  try {
    const pem = generateSigningKeyPem();
    const key = signingKeyFromPem(pem, name, output);
    await writeAside(output, 0o600, false, async (file) => {
      await file.writeFile(pem);
    });
    process.stdout.write(`${formatVerifierKey(key)}\n`);
  } catch (error) {
    const known = error instanceof Fault;
    const exists = known && error.code === "output-exists";
    reportError(
      exists
        ? new Fault("output-exists", existsFault(output).message.replace(", or give --force", ""))
        : known
          ? error
          : new Fault("output-unwritable", `the key file ${output} cannot be written: ${explain(error)}`),
      1,
    );
  }
}
