// Signatures of single entries by the agents that wrote them.

import type { LogFacts } from "../../model/log.ts";
import type { Check } from "../../model/verdict.ts";
import { cannot, failLine, notApplicable, pass } from "../outcome.ts";
import { counted } from "../counted.ts";

const ID = "entries.signatures";

export function checkEntrySignatures(log: LogFacts | null, file: string): Check {
  if (log === null || log.signatures.present === 0) {
    return notApplicable(ID, "no-entry-signatures", "no entry carries a signature of its own");
  }
  const { present, good, unknown, bad } = log.signatures;
  if (bad !== null) return failLine(ID, bad, file);
  if (unknown !== null) {
    const who = unknown.found === undefined ? "" : ` (${unknown.found.slice(0, 200)})`;
    return cannot(
      ID,
      unknown.code,
      `line ${unknown.line}: ${unknown.message}${who}; ${good} of ${present} signatures are good`,
    );
  }
  const unsigned = log.lines - present;
  const rest = unsigned === 0 ? "" : `; ${counted(unsigned, "entry carries", "entries carry")} none`;
  return pass(
    ID,
    "entry-signatures-good",
    `${counted(good, "entry", "entries")} signed by trusted agents${rest}`,
  );
}
