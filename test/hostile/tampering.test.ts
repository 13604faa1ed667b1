// What somebody can do who holds no key: change the files of a sealed bundle and put them into a sound archive.

import { randomFillSync } from "node:crypto";
import { closeSync, openSync, truncateSync, writeSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { verifyBundle } from "../../electron/bundle/verify.ts";
import { ENVELOPE, forge } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { goodFiles } from "../support/evidence.ts";
import { TRUST } from "../support/keys.ts";
import { scratchFile } from "../support/scratch.ts";
import { attacks, tell, told } from "../support/told.ts";

const EVENTS = "data/cloudtrail/events.json";

const replaced = (content: string): Forgery => ({
  after: (files) => files.set(EVENTS, Buffer.from(content)),
});

describe("a bundle that was changed after sealing is INVALID:", () => {
  const HASH = "INVALID manifests.payload:file-hash signature.statement:file-hash";
  const OXUM = HASH.replace(" ", " manifests.declaration:payload-oxum ");
  attacks([
    ["a file's content", replaced('{"Records":{}}\n'), HASH],
    ["a file emptied", replaced(""), OXUM],
    [
      "a file added",
      { after: (files) => files.set("data/new", Buffer.from("x")) },
      "INVALID manifests.declaration:payload-oxum manifests.payload:file-unlisted signature.statement:file-unlisted",
    ],
    [
      "a file removed",
      { after: (files) => files.delete(EVENTS) },
      "INVALID manifests.declaration:payload-oxum manifests.payload:file-missing signature.statement:file-missing",
    ],
    [
      "a file renamed",
      {
        after: (files) => {
          files.set("data/cloudtrail/other.json", files.get(EVENTS)!);
          files.delete(EVENTS);
        },
      },
      "INVALID manifests.payload:file-unlisted signature.statement:file-unlisted",
    ],
    [
      "two files swapped",
      {
        after: (files) => {
          const approvals = files.get("data/approvals/approvals.jsonl")!;
          files.set("data/approvals/approvals.jsonl", files.get(EVENTS)!).set(EVENTS, approvals);
        },
      },
      HASH,
    ],
    [
      "a tag file added",
      { after: (files) => files.set("inquest/extra", Buffer.from("x")) },
      "INVALID manifests.tags:file-unlisted signature.statement:file-unlisted",
    ],
  ]);
});

describe("a flipped bit in a file, in an archive that is built anew, makes a bundle INVALID:", () => {
  const flipped = (name: string, at: number, bit: number): Forgery => ({
    after: (files) => {
      const bytes = Buffer.from(files.get(name)!);
      bytes[at] = bytes[at]! ^ (1 << bit);
      files.set(name, bytes);
    },
  });

  it("every seventeenth byte of every file but the signature", async () => {
    let count = 0;
    for (const [name, bytes] of await goodFiles()) {
      if (name === ENVELOPE) continue;
      for (let at = count % 17; at < bytes.length; at += 17) {
        expect(`${name} ${at} ${await told(flipped(name, at, count % 8))}`).toMatch(/^\S+ \d+ INVALID /);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(300);
  });

  // The envelope's key id is a hint, and fields that DSSE does not know are nothing: flips there may change nothing.
  it("every seventeenth byte of the signature, unless what is signed and the signature stay the same", async () => {
    const good = (await goodFiles()).get(ENVELOPE)!;
    const meaning = (text: string): string => {
      const { payload, payloadType, signatures } = JSON.parse(text) as Record<string, unknown>;
      const [first] = signatures as { sig: string }[];
      return JSON.stringify([payload, payloadType, first!.sig]);
    };
    for (let at = 0; at < good.length; at += 17) {
      const bytes = Buffer.from(good);
      bytes[at] = bytes[at]! ^ (1 << (at % 8));
      const answer = await told({ after: (files) => files.set(ENVELOPE, bytes) });
      if (answer !== "VALID") continue;
      expect(meaning(bytes.toString()), `byte ${at}`).toBe(meaning(good.toString()));
    }
  });
});

describe("a bundle that changes while it is read is not VALID:", () => {
  /** Three megabytes, so that it is read in several blocks; `change` comes after the first one. */
  async function changing(change: (path: string, size: number) => void): Promise<string> {
    const noise = randomFillSync(Buffer.alloc(3 * 2 ** 20));
    const bytes = await forge({ files: (files) => files.set("data/zz-noise", noise) });
    const path = scratchFile("changing.inqb", bytes);
    let done = false;
    const verdict = await verifyBundle(path, TRUST, {
      onProgress: () => {
        if (!done) change(path, bytes.length);
        done = true;
      },
    });
    return tell(verdict);
  }
  const overwrite = (path: string, at: number): void => {
    const file = openSync(path, "r+");
    writeSync(file, Buffer.from("?"), 0, 1, at);
    closeSync(file);
  };

  it("its directory", async () => {
    expect(await changing((path, size) => overwrite(path, size - 60))).toBe(
      "INVALID container.archive:file-changed",
    );
  });

  it("a file's content", async () => {
    expect(await changing((path, size) => overwrite(path, size - 2 ** 20))).toMatch(
      /^INVALID container\.content:zip-/,
    );
  });

  it("its length", async () => {
    expect(await changing((path, size) => truncateSync(path, size - 2 ** 20))).toBe(
      "INVALID container.archive:zip-truncated",
    );
  });
});
