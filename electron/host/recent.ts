// Bundles that were opened lately, on disk. Uploads and the sample are not among them: they have no path of the user's.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import { recentSchema } from "../../shared/contract/cases.ts";
import type { Case, RecentCase } from "../../shared/contract/cases.ts";
import { errorCode } from "../platform/explain.ts";
import { Stored } from "./stored.ts";

const MAX_RECENT = 20;

const entrySchema = z.omit(recentSchema, { missing: true });
type Entry = z.infer<typeof entrySchema>;

export class Recent {
  private readonly stored: Stored<Entry[]>;

  /** `recent.json` in the folder of state. */
  constructor(state: string, onNotice: (message: string) => void) {
    this.stored = new Stored({
      what: "The recent cases",
      path: join(state, "recent.json"),
      schema: z.array(entrySchema),
      initial: [],
      onNotice,
    });
  }

  /** Newest first. */
  async list(): Promise<RecentCase[]> {
    return withMissing(await this.stored.get());
  }

  /** @throws CallError `not-written`. */
  async add({ path, name, verdict }: Case, openedAt: string): Promise<void> {
    const incident =
      verdict.incident === null ? null : { id: verdict.incident.id, title: verdict.incident.title };
    const entry = { path, name, openedAt, verdict: verdict.verdict, incident };
    await this.stored.change((entries) =>
      [entry, ...entries.filter((other) => other.path !== path)].slice(0, MAX_RECENT),
    );
  }

  /** @throws CallError `not-written`. */
  async forget(path: string): Promise<RecentCase[]> {
    return withMissing(await this.stored.change((entries) => entries.filter((entry) => entry.path !== path)));
  }
}

async function withMissing(entries: readonly Entry[]): Promise<RecentCase[]> {
  return Promise.all(entries.map(async (entry) => ({ ...entry, missing: await isMissing(entry.path) })));
}

async function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => !found.isFile(),
    (error: unknown) => errorCode(error) !== undefined,
  );
}
