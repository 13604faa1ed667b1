// The verification report of a case, as a file's name and text.

import type { Case } from "../../shared/contract/cases.ts";
import type { Output } from "../../shared/contract/calls.ts";
import { visibleJson } from "../../shared/encoding/visible.ts";
import { verificationReport } from "../../shared/report/verification.ts";

const MAX_STEM = 120;

/** The same case gives the same text: no clock takes part. */
export function exportVerification(
  exported: Case,
  format: "json" | "markdown",
): Output<"export.verification"> {
  const { verdict, inventory, clocks, clocksReady, command, name, disk, trustChanged } = exported;
  const stem = `${safeStem(name)}.verification`;
  if (format === "json") {
    return { name: `${stem}.json`, mediaType: "application/json", text: `${visibleJson(verdict, 2)}\n` };
  }
  const text = verificationReport({
    verdict,
    inventory,
    clocks: clocksReady ? clocks : null,
    command,
    disk,
    trustChanged,
  });
  return { name: `${stem}.md`, mediaType: "text/markdown", text };
}

/** A name that any file system takes, from one that may come from anywhere. */
export function safeStem(name: string): string {
  const stem = name.replace(/\.[^./\\]*$/, "");
  const safe = stem
    .replaceAll(/[^\w .()-]+/g, "_")
    .replaceAll(/^[ .]+/g, "")
    .slice(0, MAX_STEM)
    .replaceAll(/[ .]+$/g, "");
  return safe === "" ? "bundle" : safe;
}
