// What is asked for from outside the page: by the command line, a double click, a second start, the menu. It may come
// before there is a host, and then waits for it.

import { randomUUID } from "node:crypto";
import type { Case } from "../../shared/contract/cases.ts";
import type { ContractEvent } from "../../shared/contract/events.ts";
import { explain } from "../platform/explain.ts";
import type { Host } from "../host/types.ts";
import type { StartArguments } from "./arguments.ts";

export type Wish = Pick<StartArguments, "bundles" | "sample" | "problems">;

export interface InboxTarget {
  readonly host: Pick<Host, "call" | "openPath" | "notice">;
  /** Tells a window. */
  readonly send: (event: ContractEvent) => void;
  /** All that was asked for is done. */
  readonly done: () => void;
}

/** The shell's own name as a client of the host. */
const SHELL = "shell";

export class Inbox {
  #target: InboxTarget | null = null;
  #waiting: Wish[] = [];
  #work: Promise<void> = Promise.resolve();

  connect(target: InboxTarget): void {
    this.#target = target;
    for (const wish of this.#waiting.splice(0)) void this.add(wish);
  }

  /** One after the other, in the order in which they came. Never rejects. */
  add(wish: Wish): Promise<void> {
    const target = this.#target;
    if (target === null) {
      this.#waiting.push(wish);
      return this.#work;
    }
    this.#work = this.#work
      .then(() => fulfil(wish, target))
      .catch((error: unknown) => target.host.notice("error", `Nothing was opened: ${explain(error)}.`))
      .finally(target.done);
    return this.#work;
  }
}

async function fulfil({ bundles, sample, problems }: Wish, { host, send }: InboxTarget): Promise<void> {
  for (const problem of problems) host.notice("warning", problem);
  for (const path of bundles) await host.openPath(path);
  if (!sample) return;
  const reply = await host.call("case.open", { source: { kind: "sample" }, task: randomUUID() }, SHELL);
  if (reply.ok) send({ event: "case.opened", case: (reply.value as Case).id });
  else host.notice("error", reply.error.message);
}
