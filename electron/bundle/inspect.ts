// Reads what a bundle says of itself: for showing, never for trusting.

import { concatBytes, toHex } from "../../shared/encoding/bytes.ts";
import { parseEnvelope } from "../../shared/encoding/dsse.ts";
import { parseStatement } from "../../shared/encoding/statement.ts";
import type { Predicate } from "../../shared/encoding/statement.ts";
import { Fault } from "../../shared/model/fault.ts";
import { DEFAULT_INFLATION_LIMITS, MAX_CONTROL_BYTES } from "../../shared/model/limits.ts";
import { readCheckpoint } from "../../shared/verify/checks/checkpoint.ts";
import { CHECKPOINT_PATH, ENVELOPE_PATH, LOG_PATH } from "../../shared/verify/facts.ts";
import type { FileFact } from "../../shared/verify/facts.ts";
import { ACTION_LOG } from "../../shared/verify/log-kind.ts";
import { explain } from "../platform/explain.ts";
import { openToRead } from "../platform/files.ts";
import { readArchive } from "./archive.ts";
import { LogFeed } from "./log-feed.ts";

export interface Inspection {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly verified: false;
  readonly bundleId: string | null;
  readonly incident: Predicate["incident"] | null;
  readonly source: Predicate["source"] | null;
  readonly limitations: readonly string[];
  readonly log: { entries: number; firstTime: string | null; lastTime: string | null } | null;
  readonly checkpoint: { origin: string; size: number } | null;
  readonly keys: { readonly bundle: readonly string[]; readonly log: readonly string[] };
  readonly sources: readonly { name: string; files: number; bytes: number }[];
  readonly files: readonly FileFact[];
}

/** @throws Fault for a file that is no readable archive; parts that cannot be read are null. */
export async function inspectBundle(path: string): Promise<Inspection> {
  const kept = new Map<string, Uint8Array[]>();
  const feed = new LogFeed({ kind: ACTION_LOG, tree: false, agentKeys: [], workers: 0, keepLeaves: false });
  const handle = await openToRead(path).catch((error: unknown) => {
    throw new Fault("file-unreadable", `${path} cannot be read: ${explain(error)}`);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Fault("not-a-file", `${path} is not a plain file: name a .inqb file`);
    const archive = await readArchive(handle, stat.size, {
      limits: DEFAULT_INFLATION_LIMITS,
      sink: ({ name, size }) => {
        if (name === LOG_PATH) return { write: (chunk) => feed.write(chunk) };
        if ((name !== ENVELOPE_PATH && name !== CHECKPOINT_PATH) || size > MAX_CONTROL_BYTES) return null;
        const chunks: Uint8Array[] = [];
        kept.set(name, chunks);
        return { write: (chunk) => void chunks.push(Uint8Array.from(chunk)) };
      },
    });
    const log = await feed.end();
    const bytes = (name: string): Uint8Array | undefined => {
      const chunks = kept.get(name);
      return chunks === undefined ? undefined : concatBytes(...chunks);
    };
    const envelope = attempt(() => parseEnvelope(bytes(ENVELOPE_PATH)!));
    const predicate =
      envelope === null ? null : (attempt(() => parseStatement(envelope.payload))?.predicate ?? null);
    const checkpoint = attempt(() => readCheckpoint(bytes(CHECKPOINT_PATH), CHECKPOINT_PATH));
    return {
      path,
      size: stat.size,
      sha256: archive.sha256,
      verified: false,
      bundleId: predicate?.bundleId ?? null,
      incident: predicate?.incident ?? null,
      source: predicate?.source ?? null,
      limitations: predicate?.limitations ?? [],
      log: log.lines === 0 ? null : { entries: log.lines, firstTime: log.firstTime, lastTime: log.lastTime },
      checkpoint:
        checkpoint === null
          ? null
          : { origin: checkpoint.checkpoint.origin, size: checkpoint.checkpoint.size },
      keys: {
        bundle: envelope?.signatures.map(({ keyid }) => keyid ?? "(unnamed)") ?? [],
        log: checkpoint?.note.signatures.map(({ name, keyId }) => `${name}+${toHex(keyId)}`) ?? [],
      },
      sources: groupSources(archive.files),
      files: archive.files,
    };
  } finally {
    await handle.close();
  }
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault || error instanceof TypeError) return null;
    throw error;
  }
}

/** By the first folder below data/. */
function groupSources(files: readonly FileFact[]): Inspection["sources"] {
  const groups = new Map<string, { name: string; files: number; bytes: number }>();
  for (const { path, size } of files) {
    const [top, name] = path.split("/");
    if (top !== "data" || name === undefined) continue;
    const group = groups.get(name) ?? { name, files: 0, bytes: 0 };
    groups.set(name, { name, files: group.files + 1, bytes: group.bytes + size });
  }
  return [...groups.values()];
}
