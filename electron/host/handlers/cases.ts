// Calls about cases and their files and records: what is heavy is done by the case's own worker.

import type { Core } from "../core.ts";
import { exportVerification } from "../export.ts";
import { openSource } from "../open-source.ts";
import type { Handlers } from "../types.ts";

type CaseHandlers = Pick<
  Handlers,
  | "case.open"
  | "case.verify"
  | "case.list"
  | "case.get"
  | "case.close"
  | "recent.list"
  | "recent.forget"
  | "files.list"
  | "files.read"
  | "records.query"
  | "records.page"
  | "records.position"
  | "records.get"
  | "export.verification"
>;

export function caseHandlers(core: Core): CaseHandlers {
  const { cases, tasks, recent, uploads, events, trust } = core;
  return {
    // Nothing may be waited for before the task is there to be cancelled.
    "case.open": ({ source, task }, client) =>
      tasks.run(client, task, (long) => openSource(core, source, long)),
    "case.verify": ({ case: id, task }, client) =>
      tasks.run(client, task, async (long) => {
        try {
          await cases.verify(id, long);
        } finally {
          // Where it is refused, the verdict that stays may be by a trust file that is another one now.
          await trust.look();
        }
        return cases.get(id);
      }),
    "case.list": () => cases.list(),
    "case.get": ({ case: id }) => cases.get(id),
    "case.close": async ({ case: id }) => {
      await cases.close(id);
      await uploads.caseClosed(id);
      events.emit({ event: "case.closed", case: id });
      return {};
    },
    "recent.list": () => recent.list(),
    "recent.forget": ({ path }) => recent.forget(path),
    "files.list": ({ case: id, ...input }) => cases.files(id, input),
    "files.read": ({ case: id, ...input }) => cases.readFile(id, input),
    "records.query": ({ case: id, query }) => cases.query(id, query),
    "records.page": ({ case: id, ...input }) => cases.page(id, input),
    "records.position": ({ case: id, ...input }) => cases.position(id, input),
    "records.get": ({ case: id, line }) => cases.record(id, line),
    "export.verification": async ({ case: id, format }) => {
      // What is saved stays: it says how things are now, not when they were last looked at.
      await Promise.all([cases.checkDisk(id), trust.look()]);
      return exportVerification(cases.get(id), format);
    },
  };
}
