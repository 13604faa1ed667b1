// Notes of earlier reviewers: the same log form as the action log, one a reviewer, each with its checkpoint.

import { LOG_QUESTIONS } from "../../model/log.ts";
import type { LogFacts } from "../../model/log.ts";
import type { Check } from "../../model/verdict.ts";
import { isNotesFile } from "../facts.ts";
import type { BundleFacts } from "../facts.ts";
import { cannot, fail, failLine, gap, notApplicable, pass } from "../outcome.ts";
import { checkCheckpointSignature, checkWholeLog, faultCheck, readCheckpoint } from "./checkpoint.ts";

const ID = "notes.logs";

export function checkNotes(facts: BundleFacts, time: string | null): Check {
  const paths = [...facts.files.keys()].filter((path) => path.startsWith("data/notes/"));
  if (paths.length === 0) return notApplicable(ID, "no-notes", "the bundle holds no reviewers' notes");
  let worst: Check | null = null;
  for (const [path, log] of facts.notes) {
    const check = checkOne(facts, path, log, time);
    if (check.result === "fail") return check;
    if (check.result === "not-checked") worst ??= check;
  }
  const checkpoint = paths.find((path) => path.endsWith("/checkpoint") && !facts.notes.has(logOf(path)));
  if (checkpoint !== undefined && isNotesFile(checkpoint)) {
    return fail(ID, "notes-missing", {
      file: logOf(checkpoint),
      message: "a notes checkpoint is there without its log",
    });
  }
  const other = paths.find((path) => !isNotesFile(path));
  if (worst !== null) return worst;
  if (other !== undefined)
    return gap(ID, "notes-unknown-file", `${other} is no part of a notes log; it was not looked into`);
  const count = [...facts.notes.values()].reduce((sum, log) => sum + log.lines, 0);
  return pass(ID, "notes-hold", `${count} notes of ${facts.notes.size} reviewers`);
}

function checkOne(facts: BundleFacts, path: string, log: LogFacts, time: string | null): Check {
  for (const question of LOG_QUESTIONS) {
    const fault = log.faults[question] ?? (question === "sequence" ? log.hole : null);
    if (fault !== undefined && fault !== null) return failLine(ID, fault, path);
  }
  const file = path.replace(/notes\.jsonl$/, "checkpoint");
  try {
    const read = readCheckpoint(facts.control.get(file), file);
    const whole = checkWholeLog(ID, read.checkpoint, log, path);
    if (whole.result !== "pass") return whole;
    if (log.lines === 0) return cannot(ID, "notes-empty", `${path} has no note`);
    return checkCheckpointSignature(
      ID,
      read,
      facts.trust,
      "notes",
      log.lastTime ?? time,
      facts.platform,
      file,
    );
  } catch (error) {
    return faultCheck(ID, error, file);
  }
}

function logOf(checkpoint: string): string {
  return checkpoint.replace(/checkpoint$/, "notes.jsonl");
}
