// Verifies an action log as a plain file: canonical lines, fields, chain, sequence, and its checkpoint if given.

import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Fault } from "../../shared/model/fault.ts";
import type { LogFacts } from "../../shared/model/log.ts";
import type { Check } from "../../shared/model/verdict.ts";
import { checkActionLog } from "../../shared/verify/checks/action-log.ts";
import {
  checkCheckpointSignature,
  checkWholeLog,
  faultCheck,
  readCheckpoint,
} from "../../shared/verify/checks/checkpoint.ts";
import { checkEntrySignatures } from "../../shared/verify/checks/entry-signatures.ts";
import { ACTION_LOG } from "../../shared/verify/log-kind.ts";
import { cannot } from "../../shared/verify/outcome.ts";
import { errorCode, explain } from "../platform/explain.ts";
import { openToRead } from "../platform/files.ts";
import { nodePlatform } from "../platform/node-platform.ts";
import type { LoadedTrust } from "../trust/trust-file.ts";
import { LogFeed } from "./log-feed.ts";
import type { VerifyOptions } from "./verify.ts";

const BLOCK = 1 << 20;
const INLINE_BYTES = 8 * BLOCK;

export interface LogVerification {
  readonly facts: LogFacts;
  readonly checks: readonly Check[];
}

/** @throws Fault `file-unreadable`, `checkpoint-unreadable`. */
export async function verifyLog(
  path: string,
  checkpointPath: string | null,
  trust: LoadedTrust,
  options: Pick<VerifyOptions, "workers" | "onProgress"> = {},
): Promise<LogVerification> {
  const note = checkpointPath === null ? null : await readNote(checkpointPath);
  const facts = await readFacts(path, note !== null, trust, options);
  const checks = [...checkActionLog(facts, path, false), checkEntrySignatures(facts, path)];
  if (note === null || checkpointPath === null) return { facts, checks };
  return { facts, checks: [...checks, ...checkNote(facts, note, path, checkpointPath, trust)] };
}

function checkNote(
  facts: LogFacts,
  note: Uint8Array,
  path: string,
  file: string,
  trust: LoadedTrust,
): Check[] {
  try {
    const read = readCheckpoint(note, file);
    return [
      checkCheckpointSignature(
        "checkpoint.signature",
        read,
        trust.trust,
        "log",
        facts.lastTime,
        nodePlatform,
        file,
      ),
      checkWholeLog("checkpoint.entries", read.checkpoint, facts, path),
    ];
  } catch (error) {
    const entries = cannot("checkpoint.entries", "not-reached", "there is no readable checkpoint");
    return [faultCheck("checkpoint.signature", error, file), entries];
  }
}

async function readNote(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw new Fault("checkpoint-unreadable", `the checkpoint ${path} cannot be read: ${explain(error)}`);
  });
}

async function readFacts(
  path: string,
  tree: boolean,
  trust: LoadedTrust,
  options: Pick<VerifyOptions, "workers" | "onProgress">,
): Promise<LogFacts> {
  const file = await openToRead(path).catch((error: unknown) => {
    throw new Fault("file-unreadable", `${path} cannot be read: ${explain(error)}`);
  });
  let feed: LogFeed | null = null;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) {
      throw new Fault("file-unreadable", `${path} is not a plain file: name a file of entries`);
    }
    const { size } = stat;
    const wanted = options.workers ?? Math.min(4, availableParallelism());
    const workers = size <= INLINE_BYTES ? 0 : wanted;
    const agentKeys = trust.trust.keys.filter(({ roles }) => roles.includes("agent"));
    feed = new LogFeed({ kind: ACTION_LOG, tree, agentKeys, workers, keepLeaves: false });
    const block = Buffer.allocUnsafeSlow(BLOCK);
    for (let done = 0; ;) {
      const { bytesRead } = await file.read(block, 0, BLOCK, null);
      if (bytesRead === 0) return await feed.end();
      await feed.write(block.subarray(0, bytesRead));
      done += bytesRead;
      options.onProgress?.({ done, total: size });
    }
  } catch (error) {
    if (error instanceof Fault || errorCode(error) === undefined) throw error;
    throw new Fault("file-unreadable", `${path} cannot be read: ${explain(error)}`);
  } finally {
    await feed?.close();
    await file.close();
  }
}
