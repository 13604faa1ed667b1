// Where to go from a failure: to the record, or to the file, where there is one to show.

import type { Check } from "../../../../shared/model/verdict.ts";
import { LOG_PATH } from "../../../../shared/verify/facts.ts";

export interface FailurePlace {
  readonly kind: "record" | "file";
  /** Of the records screen's route. */
  readonly params: Readonly<Record<string, string>>;
}

/** Null where the failure is about the archive itself, or about a file that is not there. */
export function failurePlace({ group, code, failure }: Check): FailurePlace | null {
  if (failure === undefined || group === "container" || isAbsence(code)) return null;
  const { file, line } = failure;
  if (file === LOG_PATH && line !== undefined) return { kind: "record", params: { line: String(line) } };
  return { kind: "file", params: { tab: "files", file } };
}

function isAbsence(code: string): boolean {
  return code.endsWith("-missing") || code === "not-a-bag";
}
