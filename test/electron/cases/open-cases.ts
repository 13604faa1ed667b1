// Opens cases for tests in real worker threads, without watching the disk, and waits for what cases tell of themselves.

import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { afterEach } from "vitest";
import { Cases } from "../../../electron/cases/cases.ts";
import type { CaseRequest, CasesOptions, LongOptions } from "../../../electron/cases/cases.ts";
import type { Case } from "../../../shared/contract/cases.ts";
import { CallError } from "../../../shared/contract/reply.ts";
import type { JsonObject } from "../../../shared/encoding/json.ts";
import { rawEntry } from "../../support/evidence.ts";
import { forge } from "../../support/forge.ts";
import type { Forgery } from "../../support/forge.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, trustText } from "../../support/keys.ts";
import { scratch, scratchFile } from "../../support/scratch.ts";

export const SAMPLE = "resources/samples/node-saturation.inqb";
export const SAMPLE_TRUST = "resources/samples/node-saturation.trust.json";

let made = 0;
let open: TestCases[] = [];

afterEach(async () => {
  for (const { cases } of open) await cases.closeAll();
  open = [];
});

export class TestCases {
  readonly cases: Cases;
  readonly cacheFolder: string;
  readonly notices: string[] = [];
  readonly changed: string[] = [];
  private waiting: { id: string; test: (state: Case) => boolean; resolve: (state: Case) => void }[] = [];

  constructor(options: { cacheFolder?: string; tuning?: CasesOptions["tuning"] } = {}) {
    this.cacheFolder = options.cacheFolder ?? freshPath("cache");
    this.cases = new Cases({
      cacheFolder: this.cacheFolder,
      onChange: (id) => this.look(id),
      onNotice: (level, message) => void this.notices.push(`${level}: ${message}`),
      tuning: { watchEveryMs: null, ...options.tuning },
    });
    open.push(this);
  }

  async open(
    path: string,
    change: Partial<CaseRequest> = {},
    long: Partial<LongOptions> = {},
  ): Promise<Case> {
    return this.cases.open(request(path, change), longOptions(long));
  }

  /** Open, indexed, clocks compared. */
  async ready(path: string, change: Partial<CaseRequest> = {}): Promise<Case> {
    return this.settled((await this.open(path, change)).id);
  }

  async settled(id: string): Promise<Case> {
    return this.until(id, ({ clocksReady, index }) => clocksReady && index.state !== "building");
  }

  /** The case as soon as it is like that. */
  async until(id: string, test: (state: Case) => boolean): Promise<Case> {
    const state = this.cases.get(id);
    if (test(state)) return state;
    return new Promise((resolve) => this.waiting.push({ id, test, resolve }));
  }

  private look(id: string): void {
    this.changed.push(id);
    const state = this.cases.get(id);
    const due = this.waiting.filter((wait) => wait.id === id && wait.test(state));
    this.waiting = this.waiting.filter((wait) => !due.includes(wait));
    for (const { resolve } of due) resolve(state);
  }
}

export function request(path: string, change: Partial<CaseRequest> = {}): CaseRequest {
  const trustPath = trustFile();
  return { path, name: basename(path), shownPath: path, origin: "path", trustPath, ...change };
}

export function longOptions(change: Partial<LongOptions> = {}): LongOptions {
  return { signal: new AbortController().signal, onProgress: () => {}, ...change };
}

/** A trust file that knows the keys of forged bundles. */
export function trustFile(): string {
  return scratchFile("trust.json", trustText([BUNDLE_ENTRY, LOG_ENTRY]));
}

export function freshPath(name: string): string {
  made += 1;
  return scratch(`${made}-${name}`);
}

/** A forged bundle in a file of its own. */
export async function bundleFile(how: Forgery = {}): Promise<string> {
  const path = freshPath("case.inqb");
  writeFileSync(path, await forge(how));
  return path;
}

/** A log of this many entries. */
export const entries = (count: number): Forgery => ({
  entries: () => Array.from({ length: count }, (_, i): JsonObject => rawEntry(i)),
});

/** The error of the contract that a call ends with. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<Pick<CallError, "code" | "message" | "fault">> {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof CallError)) throw new Error(`not refused: ${String(thrown)}`);
  const { code, message, fault } = thrown;
  return { code, message, fault };
}

export const ALL = { text: "", outcomes: [], sort: "seq", descending: false } as const;
