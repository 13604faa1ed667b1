// Makes a case of a path, an upload or the sample.

import { basename, join, resolve } from "node:path";
import type { Case, CaseSource } from "../../shared/contract/cases.ts";
import { errorOf } from "./errors.ts";
import type { Core } from "./core.ts";
import type { LongOptions } from "./tasks.ts";

const SAMPLE = "node-saturation";

/** @throws CallError: those of `case.open`. */
export async function openSource(core: Core, source: CaseSource, long: LongOptions): Promise<Case> {
  if (source.kind === "sample") return openSample(core, long);
  let opened: Case;
  try {
    opened =
      source.kind === "path"
        ? await openPath(core, resolve(source.path), long)
        : await core.uploads.open(source.id, (path, name) =>
            core.cases.open(
              { path, name, shownPath: name, origin: "upload", trustPath: core.namedTrust },
              long,
            ),
          );
  } finally {
    // The trust file has just been read, or is broken: where it is another one than before, everybody should know.
    await core.trust.look();
  }
  return core.cases.get(opened.id);
}

async function openPath(core: Core, path: string, long: LongOptions): Promise<Case> {
  const openedAt = new Date().toISOString();
  const opened = await core.cases.open(
    { path, name: basename(path), shownPath: path, origin: "path", trustPath: core.namedTrust },
    long,
  );
  try {
    await core.recent.add(opened, openedAt);
  } catch (error) {
    // The case is open all the same.
    core.notice("warning", errorOf(error).message);
  }
  return opened;
}

/** Judged by its own demonstration keys, which count for nothing else; the user's trust file has no part in it. */
async function openSample({ cases, options }: Core, long: LongOptions): Promise<Case> {
  const folder = join(options.folders.resources, "samples");
  const path = join(folder, `${SAMPLE}.inqb`);
  const trustPath = join(folder, `${SAMPLE}.trust.json`);
  return cases.open({ path, name: basename(path), shownPath: path, origin: "sample", trustPath }, long);
}
