// Verifies one bundle file: reads it once from front to back, lets the log be checked as it streams by, and
// hands the facts to the pure judge. Nothing is written, nothing is extracted, no network is touched.

import { availableParallelism } from "node:os";
import type { FileHandle } from "node:fs/promises";
import { createHash } from "node:crypto";
import type { ZipEntry } from "../../shared/encoding/zip.ts";
import { concatBytes } from "../../shared/encoding/bytes.ts";
import { Fault } from "../../shared/model/fault.ts";
import {
  DEFAULT_INFLATION_LIMITS,
  MAX_CONTROL_BYTES,
  MAX_SMALL_CONTROL_BYTES,
} from "../../shared/model/limits.ts";
import type { InflationLimits } from "../../shared/model/limits.ts";
import type { LogFacts } from "../../shared/model/log.ts";
import type { Verdict } from "../../shared/model/verdict.ts";
import { LOG_PATH, isControlFile, isLargeControlFile, isNotesLog } from "../../shared/verify/facts.ts";
import type { BundleFacts, FileFact } from "../../shared/verify/facts.ts";
import { judge } from "../../shared/verify/judge.ts";
import { ACTION_LOG, NOTES_LOG } from "../../shared/verify/log-kind.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { openToRead } from "../platform/files.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import { TOOL } from "../platform/version.ts";
import type { LoadedTrust } from "../trust/trust-file.ts";
import { readArchive } from "./archive.ts";
import type { EntrySink } from "./archive.ts";
import { LogFeed } from "./log-feed.ts";

/** Logs up to here are verified without worker threads: starting those takes longer. */
const INLINE_BYTES = 8 * 2 ** 20;
/** All files that checks read whole, together. */
const MAX_ALL_CONTROL = 4 * MAX_CONTROL_BYTES;

export interface VerifyOptions {
  readonly limits?: InflationLimits;
  /** Worker threads for a large log; 0 for none. By default as many as the machine has cores, at most 4. */
  readonly workers?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** Rejects only when `signal` is aborted, with its reason; whatever is wrong with the file is in the verdict. */
export async function verifyBundle(
  path: string,
  trust: LoadedTrust,
  options: VerifyOptions = {},
): Promise<Verdict> {
  return (await examineBundle(path, trust, options)).verdict;
}

/** The same, with the facts that the verdict rests on: which files there are, and the manifests. */
export async function examineBundle(
  path: string,
  trust: LoadedTrust,
  options: VerifyOptions = {},
): Promise<{ readonly verdict: Verdict; readonly facts: BundleFacts }> {
  const facts = await readFacts(path, trust, options);
  return { verdict: judge(facts, TOOL), facts };
}

async function readFacts(path: string, trust: LoadedTrust, options: VerifyOptions): Promise<BundleFacts> {
  const collector = new Collector(trust, options);
  const base = {
    trust: trust.trust,
    trustFile: { path: trust.path, sha256: trust.sha256 },
    platform: nodePlatform,
  };
  const unread = { files: new Map(), control: new Map(), log: null, notes: new Map() };
  let handle: FileHandle;
  let size: number;
  try {
    ({ handle, size } = await openBundle(path));
  } catch (error) {
    const fault = error instanceof Fault ? error : unreadable(path, error);
    return {
      ...base,
      ...unread,
      bundle: { path, sha256: null, size: null },
      stop: { kind: "unreadable", fault },
    };
  }
  try {
    const { onProgress, signal, limits = DEFAULT_INFLATION_LIMITS } = options;
    const archive = await readArchive(handle, size, {
      limits,
      signal,
      onDirectory: (entries) => collector.expect(entries),
      onProgress: (done) => onProgress?.({ done, total: size }),
      sink: (entry) => collector.sink(entry),
    });
    const files = new Map<string, FileFact>(archive.files.map((file) => [file.path, file]));
    return {
      ...base,
      ...collector.facts(),
      files,
      bundle: { path, sha256: archive.sha256, size },
      stop: null,
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof Fault) {
      const sha256 = await hashFile(handle, size).catch(() => null);
      return {
        ...base,
        ...unread,
        bundle: { path, sha256, size },
        stop: { kind: "container", fault: error },
      };
    }
    if (errorCode(error) === undefined) throw error;
    const fault = unreadable(path, error);
    return { ...base, ...unread, bundle: { path, sha256: null, size }, stop: { kind: "unreadable", fault } };
  } finally {
    await collector.close();
    await handle.close();
  }
}

async function openBundle(path: string): Promise<{ handle: FileHandle; size: number }> {
  const handle = await openToRead(path);
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      throw new Fault(
        "is-a-folder",
        `${path} is a folder: name the .inqb file, or make one of it with 'inquest pack'`,
      );
    }
    if (!stat.isFile())
      throw new Fault("not-a-file", `${path} is not a plain file: copy the bundle to one first`);
    return { handle, size: stat.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function unreadable(path: string, error: unknown): Fault {
  const missing = errorCode(error) === "ENOENT";
  return new Fault(
    missing ? "file-not-found" : "file-unreadable",
    `${path} cannot be read: ${explain(error)}`,
  );
}

async function hashFile(handle: FileHandle, size: number): Promise<string> {
  const hash = createHash("sha256");
  const block = Buffer.alloc(1 << 20);
  for (let at = 0; at < size;) {
    const { bytesRead } = await handle.read(block, 0, block.length, at);
    if (bytesRead === 0) break;
    hash.update(block.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest("hex");
}

/** Decides what is kept of each file of the archive, and keeps it. */
class Collector {
  private readonly trust: LoadedTrust;
  private readonly options: VerifyOptions;
  private readonly control = new Map<string, Uint8Array>();
  private readonly notes = new Map<string, LogFacts>();
  private readonly feeds = new Set<LogFeed>();
  private log: LogFacts | null = null;
  private hasProofs = false;
  private controlBytes = 0;

  constructor(trust: LoadedTrust, options: VerifyOptions) {
    this.trust = trust;
    this.options = options;
  }

  expect(entries: readonly ZipEntry[]): void {
    this.hasProofs = entries.some(({ name }) => name.startsWith("inquest/proofs/"));
  }

  sink(entry: ZipEntry): EntrySink | null {
    if (entry.name === LOG_PATH) return this.feed(entry, false, (facts) => (this.log = facts));
    if (isNotesLog(entry.name)) return this.feed(entry, true, (facts) => this.notes.set(entry.name, facts));
    return isControlFile(entry.name) ? this.keep(entry.name) : null;
  }

  facts(): Pick<BundleFacts, "control" | "log" | "notes"> {
    return { control: this.control, log: this.log, notes: this.notes };
  }

  /** Ends worker threads that an error left running. */
  async close(): Promise<void> {
    for (const feed of this.feeds) await feed.close();
  }

  private feed(entry: ZipEntry, notes: boolean, done: (facts: LogFacts) => void): EntrySink {
    const wanted = this.options.workers ?? Math.min(4, availableParallelism());
    const feed = new LogFeed({
      kind: notes ? NOTES_LOG : ACTION_LOG,
      tree: true,
      agentKeys: this.trust.trust.keys.filter(({ roles }) => roles.includes("agent")),
      workers: entry.size <= INLINE_BYTES ? 0 : wanted,
      keepLeaves: this.hasProofs && !notes,
    });
    this.feeds.add(feed);
    return {
      write: (chunk) => feed.write(chunk),
      end: async () => {
        done(await feed.end());
        this.feeds.delete(feed);
      },
    };
  }

  private keep(path: string): EntrySink {
    const chunks: Uint8Array[] = [];
    const limit = isLargeControlFile(path) ? MAX_CONTROL_BYTES : MAX_SMALL_CONTROL_BYTES;
    let size = 0;
    return {
      write: (chunk) => {
        size += chunk.length;
        this.controlBytes += chunk.length;
        if (size > limit) {
          throw new Fault("limit-control", `${path} is larger than ${limit} bytes`, { file: path });
        }
        if (this.controlBytes > MAX_ALL_CONTROL) {
          const message = `manifests, signature and proofs are together larger than ${MAX_ALL_CONTROL} bytes`;
          throw new Fault("limit-control", message, { file: path });
        }
        chunks.push(Uint8Array.from(chunk));
      },
      end: () => {
        this.control.set(path, concatBytes(...chunks));
      },
    };
  }
}
