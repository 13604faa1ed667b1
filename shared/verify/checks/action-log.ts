// The action log: there, canonical, with its fields, chained, in sequence.

import type { LogFacts, LogQuestion } from "../../model/log.ts";
import type { Check } from "../../model/verdict.ts";
import type { CheckId } from "../catalog.ts";
import { cannot, fail, failLine, pass } from "../outcome.ts";

const QUESTIONS: readonly { id: CheckId; question: LogQuestion; code: string; said: string }[] = [
  { id: "log.canonical", question: "canonical", code: "lines-canonical", said: "all lines canonical" },
  {
    id: "log.fields",
    question: "fields",
    code: "fields-present",
    said: "all entries of version 1, with their fields",
  },
  {
    id: "log.chain",
    question: "chain",
    code: "chain-holds",
    said: "every prev is the hash of the line before",
  },
  { id: "log.sequence", question: "sequence", code: "sequence-holds", said: "numbers rise as they must" },
];

/** `holesAllowed` is true for an extract, whose entries are held to the log by inclusion proofs instead. */
export function checkActionLog(log: LogFacts | null, file: string, holesAllowed: boolean): Check[] {
  if (log === null || log.lines === 0) {
    const empty = log === null ? "there is no action log" : "the action log is empty";
    const first =
      log === null
        ? fail("log.present", "log-missing", { file, message: `the bundle has no ${file}` })
        : cannot("log.present", "log-empty", "the action log has no entry: there is nothing to vouch for");
    return [first, ...QUESTIONS.map(({ id }) => cannot(id, "log-empty", empty))];
  }
  const span = log.firstTime === null ? "" : `, ${log.firstTime} to ${log.lastTime ?? log.firstTime}`;
  const count = `${log.lines} ${log.lines === 1 ? "entry" : "entries"}`;
  return [
    pass("log.present", "log-present", `${count}${span}`),
    ...QUESTIONS.map(({ id, question, code, said }) => {
      const open = notCompared(log, question, holesAllowed);
      const hole = question === "sequence" && !holesAllowed ? log.hole : null;
      const fault = earlier(log.faults[question] ?? null, hole);
      const skipped = log.holes === 0 ? "" : (SKIPPED[question]?.(log.holes) ?? "");
      if (fault !== null) return failLine(id, fault, file);
      return open === null
        ? pass(id, code, `${said}${skipped}`)
        : cannot(id, `${question}-not-compared`, open);
    }),
  ];
}

/** What holes, where they may be, leave of a statement about all lines. */
const SKIPPED: Partial<Record<LogQuestion, (holes: number) => string>> = {
  chain: () => ", where their numbers follow each other",
  sequence: (holes) => `; ${holes} holes, as an extract may have`,
};

/** Why nothing can be said of all lines though no fault was found; null where it can. */
function notCompared(log: LogFacts, question: LogQuestion, holesAllowed: boolean): string | null {
  if (question !== "chain" && question !== "sequence") return null;
  if (log.unreadable > 0) {
    const lines = log.unreadable === 1 ? "1 line" : `${log.unreadable} lines`;
    return `${lines} could not be read: what stands beside them was not compared with them`;
  }
  const outOfOrder = log.faults.sequence !== undefined || (log.hole !== null && !holesAllowed);
  return question === "chain" && outOfOrder
    ? "links are compared between entries whose numbers follow each other, and not all do"
    : null;
}

function earlier<T extends { line: number }>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return a.line <= b.line ? a : b;
}
