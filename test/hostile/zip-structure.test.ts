// The archive as a whole: bytes that no file owns, directories that lie, records that contradict each other.

import { describe, expect, it } from "vitest";
import { forge } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import type { End, End64, RawEntry } from "../support/raw-zip.ts";
import { attacks, judgeBytes, tell } from "../support/told.ts";

const JUNK = Buffer.from("junk that no file owns");
const VICTIM = "data/cloudtrail/events.json";
const ARCHIVE = "INVALID container.archive:";
const HIDDEN = `${ARCHIVE}zip-hidden-bytes`;
const STRUCTURE = `${ARCHIVE}zip-structure`;

/** Changes the archive entry of one file. */
const tweak = (change: Partial<RawEntry>): Forgery => ({
  zip: (entries) => entries.map((entry) => (entry.name === VICTIM ? { ...entry, ...change } : entry)),
});
const add = (entry: RawEntry, where = Infinity): Forgery => ({
  zip: (entries) => entries.toSpliced(where, 0, entry),
});
const end = (lies: Partial<End>): Forgery => ({ archive: { end: lies } });
const end64 = (lies: Partial<End64>): Forgery => ({ archive: { end64: lies } });
/** Saturated fields of the short end record send every reader to the ZIP64 one. */
const wide = (lies: Partial<End64>): Forgery => ({
  archive: { end64: lies, end: { count: 0xffff, countHere: 0xffff, size: 0xffff_ffff, offset: 0xffff_ffff } },
});

describe("a bundle with bytes that no file owns is INVALID:", () => {
  attacks([
    ["bytes before the first file", { archive: { prepend: JUNK } }, HIDDEN],
    ["bytes between two files", tweak({ before: JUNK }), HIDDEN],
    ["bytes between the last file and the directory", { archive: { beforeDirectory: JUNK } }, HIDDEN],
    ["bytes between the directory and its end record", { archive: { afterDirectory: JUNK } }, STRUCTURE],
    ["a byte behind the end", { archive: { append: Buffer.from("\n") } }, `${ARCHIVE}zip-trailing`],
    ["many bytes behind the end", { archive: { append: Buffer.alloc(5000) } }, `${ARCHIVE}zip-not-a-zip`],
    ["an archive comment", end({ comment: JUNK }), `${ARCHIVE}zip-trailing`],
    ["a comment on a file", tweak({ central: { comment: JUNK } }), `${ARCHIVE}zip-comment`],
    [
      "a file that the directory does not list",
      add({ name: "data/x", content: "x", unlisted: true }, 3),
      HIDDEN,
    ],
    [
      "a file that the directory does not list, with the name of one that it lists",
      add({ name: VICTIM, content: "evil", unlisted: true }),
      HIDDEN,
    ],
    ["a data descriptor that no flag announces", tweak({ descriptor: 16, both: { flags: 0x800 } }), HIDDEN],
    ["a longer descriptor than there is", tweak({ descriptor: Buffer.alloc(20) }), HIDDEN],
    ["a descriptor without its signature", tweak({ descriptor: Buffer.alloc(12) }), HIDDEN],
    ["a descriptor announced and absent", tweak({ descriptor: Buffer.alloc(0) }), HIDDEN],
  ]);

  it("a program in front, with offsets that count from the archive", async () => {
    const bytes = Buffer.concat([Buffer.from("#!/bin/sh\n"), await forge()]);
    expect(tell(await judgeBytes(bytes))).toBe(STRUCTURE);
  });

  it("two bundles, one behind the other", async () => {
    const bytes = await forge();
    expect(tell(await judgeBytes(Buffer.concat([bytes, bytes])))).toBe(STRUCTURE);
  });

  it("two bundles, the second with offsets that count from the first one's start", async () => {
    const first = await forge();
    const second = await forge({ archive: { prepend: first } });
    expect(tell(await judgeBytes(second))).toBe(HIDDEN);
  });

  it("a second directory and end record inside the comment", async () => {
    const inner = await forge();
    const start = inner.readUInt32LE(inner.length - 6);
    const comment = Buffer.from(inner.subarray(start));
    // The second directory stands behind the first end record and lists the same files.
    comment.writeUInt32LE(inner.length, comment.length - 6);
    expect(tell(await judgeBytes(await forge(end({ comment }))))).toBe(HIDDEN);
  });
});

describe("a bundle whose directory lies is INVALID:", () => {
  const truth = 10;
  attacks([
    ["one file too few", end({ count: truth - 1, countHere: truth - 1 }), STRUCTURE],
    ["one file too many", end({ count: truth + 1, countHere: truth + 1 }), STRUCTURE],
    ["no files", end({ count: 0, countHere: 0 }), STRUCTURE],
    ["a directory size that is off by one", end({ size: 500 }), STRUCTURE],
    ["an offset that is off", end({ offset: 17 }), STRUCTURE],
    ["an absurd size", end({ size: 0xffff_fffe }), STRUCTURE],
    ["saturated fields and no ZIP64 record", end({ size: 0xffff_ffff, offset: 0xffff_ffff }), STRUCTURE],
    ["a damaged directory entry", tweak({ central: { signature: 0x02014b51 } }), STRUCTURE],
    ["an offset into another file", tweak({ central: { offset: 3 } }), `${ARCHIVE}zip-overlap`],
    ["an offset behind the end", tweak({ central: { offset: 0x7fff_ffff } }), HIDDEN],
    [
      "two names for one file's bytes",
      add({ name: "data/z", content: "{}", unwritten: true }, 5),
      `${ARCHIVE}zip-overlap`,
    ],
  ]);

  it("a file inside another file's bytes", async () => {
    const inner = await forge();
    const nested = inner.subarray(0, 400);
    const outer: Forgery = {
      zip: (entries) => [
        { name: "data/outer", content: nested, both: { method: 0 } },
        { ...entries[0]!, unwritten: true, central: { offset: 40 } },
        ...entries.slice(1),
      ],
    };
    expect(tell(await judgeBytes(await forge(outer)))).toBe(`${ARCHIVE}zip-overlap`);
  });

  it("the end of an archive and nothing else", async () => {
    const bytes = (await forge()).subarray(-22);
    expect(tell(await judgeBytes(bytes))).toBe(STRUCTURE);
  });

  it("an archive without files", async () => {
    expect(tell(await judgeBytes(await forge({ zip: () => [] })))).toMatch(
      /^INVALID manifests.declaration:not-a-bag /,
    );
  });
});

describe("a bundle that claims several disks is INVALID:", () => {
  const DISKS = `${ARCHIVE}zip-multi-disk`;
  attacks([
    ["this is disk 1", end({ disk: 1 }), DISKS],
    ["the directory begins on disk 1", end({ directoryDisk: 1 }), DISKS],
    ["some files are on other disks", end({ countHere: 3 }), DISKS],
    ["a file is on disk 1", tweak({ central: { disk: 1 } }), DISKS],
    ["ZIP64: two disks", wide({ disks: 2 }), DISKS],
    ["ZIP64: the record is on disk 1", wide({ locatorDisk: 1 }), DISKS],
    ["ZIP64: this is disk 1", wide({ disk: 1 }), DISKS],
    ["ZIP64: the directory begins on disk 1", wide({ directoryDisk: 1 }), DISKS],
    ["ZIP64: some files are on other disks", wide({ countHere: 2 }), DISKS],
  ]);
});

describe("a bundle whose ZIP64 records lie is INVALID:", () => {
  attacks([
    ["a locator that points to the file's start", wide({ locatorOffset: 0 }), STRUCTURE],
    ["a locator that points behind the file", wide({ locatorOffset: 2 ** 40 }), STRUCTURE],
    ["an absurd locator", wide({ locatorOffset: 2 ** 63 }), STRUCTURE],
    ["a record that claims to be longer", wide({ length: 45 }), STRUCTURE],
    ["another count than the short record's", end64({ count: 3, countHere: 3 }), STRUCTURE],
    ["another offset than the short record's", end64({ offset: 0 }), STRUCTURE],
    ["another size than the short record's", end64({ size: 46 }), STRUCTURE],
    ["a count that the directory does not have", wide({ count: 3, countHere: 3 }), STRUCTURE],
    ["a count far beyond its size", wide({ count: 99_999, countHere: 99_999 }), STRUCTURE],
    ["an absurd count", wide({ count: 2 ** 52, countHere: 2 ** 52 }), `${ARCHIVE}limit-entries`],
    ["an absurd size", wide({ size: 2 ** 52 }), STRUCTURE],
    ["size and offset that add up and are wrong", wide({ size: 2 ** 53, offset: 0 }), STRUCTURE],
  ]);
});
