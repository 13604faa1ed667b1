// Reads records out of the log by the places that the index has noted, and checks each by its hash.

import { createHash, hash } from "node:crypto";
import type { BundleFile } from "../../shared/contract/cases.ts";
import type { LogRecord } from "../../shared/contract/records.ts";
import { MAX_LINE_BYTES } from "../../shared/model/limits.ts";
import type { BundleFiles, PresentFile } from "./bundle-files.ts";
import { callError } from "./failures.ts";
import type { LogIndex } from "./log-index.ts";
import { recordOf } from "./log-record.ts";
import type { LinePlace } from "./row-store.ts";

export class RecordReader {
  private readonly files: BundleFiles;
  private readonly log: PresentFile;
  private readonly index: LogIndex;
  private readonly extract: boolean;
  /** Policy snapshots by what they really hash to. */
  private readonly policies: ReadonlyMap<string, string>;

  constructor(
    files: BundleFiles,
    log: PresentFile,
    index: LogIndex,
    inventory: readonly BundleFile[],
    extract: boolean,
  ) {
    this.files = files;
    this.log = log;
    this.index = index;
    this.extract = extract;
    const policies = inventory.filter(({ role, sha256 }) => role === "policies" && sha256 !== null);
    this.policies = new Map(policies.toReversed().map(({ sha256, path }) => [sha256!, path]));
  }

  /** @throws CallError `no-such-record`, `not-ready`, `evidence-changed`, `file-unreadable`. */
  async record(line: number): Promise<LogRecord> {
    const place = this.index.place(line);
    const nextPlace = this.index.placeOrNull(line + 1);
    const before = line === 1 ? null : this.index.placeOrNull(line - 1);
    const [bytes, next] = await this.index.way.first(async () => [
      await this.line(place),
      nextPlace === null ? null : await this.line(nextPlace),
    ]);
    const { policySha256, ...record } = recordOf({
      line,
      offset: place.at,
      size: place.bytes,
      sha256: place.sha256.toString("hex"),
      seq: place.seq,
      bytes,
      before: before === null ? null : { seq: before.seq, sha256: before.sha256.toString("hex") },
      next,
      extract: this.extract,
    });
    return {
      ...record,
      policyPath: policySha256 === null ? null : (this.policies.get(policySha256) ?? null),
    };
  }

  /** The line's bytes, of a very long one the first, once the whole has proven to be what was indexed. */
  private async line({ at, bytes, sha256 }: LinePlace): Promise<Buffer> {
    const expected = sha256.toString("hex");
    if (bytes > MAX_LINE_BYTES) return this.longLine(at, bytes, expected);
    const read = await this.read(at, bytes, true);
    if (hash("sha256", read, "hex") === expected) return Buffer.from(read);
    // Restart points may come from a cache that is damaged: without them there is no doubt.
    const again = await this.read(at, bytes, false);
    if (hash("sha256", again, "hex") !== expected) this.differs();
    this.index.forgetRestarts();
    return Buffer.from(again);
  }

  /** In one pass over the log: pieces of a log that is one block of deflate would each be inflated from its start. */
  private async longLine(at: number, bytes: number, expected: string): Promise<Buffer> {
    const digest = createHash("sha256");
    const begun = Buffer.alloc(MAX_LINE_BYTES);
    let offset = 0;
    await this.files.sound(() =>
      this.files.reader.scan(this.files.entry(this.log), (chunk) => {
        const part = chunk.subarray(Math.max(0, at - offset), Math.max(0, at + bytes - offset));
        digest.update(part);
        if (part.length > 0) {
          const to = Math.max(0, offset - at);
          begun.set(part.subarray(0, Math.max(0, MAX_LINE_BYTES - to)), Math.min(to, MAX_LINE_BYTES));
        }
        offset += chunk.length;
      }),
    );
    if (digest.digest("hex") !== expected) this.differs();
    return begun;
  }

  private async read(offset: number, length: number, restarts: boolean): Promise<Uint8Array> {
    return this.files.sound(() =>
      this.files.reader.read(
        this.files.entry(this.log),
        offset,
        length,
        restarts ? this.index.restarts : null,
      ),
    );
  }

  /** An index from the cache is doubted before the evidence is. */
  private differs(): never {
    if (this.index.distrust()) {
      throw callError(
        "not-ready",
        "The index of the records was damaged and is being made again: try again in a moment.",
      );
    }
    throw callError(
      "evidence-changed",
      "What is read now is not what was verified: this line of the action log differs. Verify the bundle again.",
    );
  }
}
