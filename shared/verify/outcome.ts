// The four outcomes of a check, put together with its words from the catalogue.

import type { Fault } from "../model/fault.ts";
import type { LogFault } from "../model/log.ts";
import { placeOf } from "../model/log.ts";
import type { Check, CheckResult, Failure } from "../model/verdict.ts";
import { CATALOG } from "./catalog.ts";
import type { CheckId } from "./catalog.ts";

/** A manifest of 64 MiB may name one path; a path that a bundle can hold has 1,024 bytes. */
const MAX_TEXT = 4_000;

function make(id: CheckId, result: CheckResult, code: string, detail: string, required: boolean): Check {
  const { group, title, proves, doesNotProve } = CATALOG[id];
  return { id, group, title, result, code, detail: clip(detail), proves, doesNotProve, required };
}

function clip(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).toWellFormed()}...`;
}

export function pass(id: CheckId, code: string, detail: string): Check {
  return make(id, "pass", code, detail, true);
}

export function fail(id: CheckId, code: string, failure: Failure): Check {
  const { file, message, expected, found } = failure;
  const clipped: Failure = {
    ...failure,
    file: clip(file),
    message: clip(message),
    ...(expected === undefined ? {} : { expected: clip(expected) }),
    ...(found === undefined ? {} : { found: clip(found) }),
  };
  return { ...make(id, "fail", code, message, true), failure: clipped };
}

/** A fault as a failed check; `file` is the place where the fault itself names none. */
export function failFault(id: CheckId, fault: Fault, file: string): Check {
  return fail(id, fault.code, { file, ...fault.place, message: fault.message });
}

export function failLine(id: CheckId, fault: LogFault, file: string): Check {
  return fail(id, fault.code, { ...placeOf(file, fault), file, message: fault.message });
}

/** Something needed could not be judged: the bundle cannot be VALID. */
export function cannot(id: CheckId, code: string, detail: string): Check {
  return make(id, "not-checked", code, detail, true);
}

/** Something was not judged and is named: it does not keep the rest from being VALID. */
export function gap(id: CheckId, code: string, detail: string): Check {
  return make(id, "not-checked", code, detail, false);
}

export function notApplicable(id: CheckId, code: string, detail: string): Check {
  return make(id, "not-applicable", code, detail, false);
}
