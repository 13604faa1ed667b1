// One entry of the archive: header against directory, what it is, how its content is stored.

import { randomFillSync } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { forge } from "../support/forge.ts";
import type { Files, Forgery } from "../support/forge.ts";
import { extra, le16, le32, le64, makeZip } from "../support/raw-zip.ts";
import type { RawEntry } from "../support/raw-zip.ts";
import { attacks, judgeBytes, tell } from "../support/told.ts";

const VICTIM = "data/cloudtrail/events.json";
const CONTENT = '{"Records":[]}\n';
const PACKED = deflateRawSync(CONTENT);
const ARCHIVE = "INVALID container.archive:";
const DISAGREE = `${ARCHIVE}zip-disagree`;
const CONTAINER = "INVALID container.content:";

const tweak = (change: Partial<RawEntry>): Forgery => ({
  zip: (entries) => entries.map((entry) => (entry.name === VICTIM ? { ...entry, ...change } : entry)),
});
const unix = (type: number): Forgery => tweak({ central: { attributes: type * 2 ** 16 } });
const extras = (...fields: readonly Uint8Array[]): Partial<RawEntry> => ({
  both: { extra: Buffer.concat(fields) },
});
const TIME = extra(0x5455, Buffer.from([1, 0, 0, 0, 0]));
const descriptor = (...values: readonly number[]): Forgery => tweak({ descriptor: le32(...values) });
const SIGNATURE = 0x08074b50;
const CRC = crc32(CONTENT);

describe("a bundle whose file header differs from the directory is INVALID:", () => {
  attacks([
    ["signature", tweak({ local: { signature: 0x04034b51 } }), `${ARCHIVE}zip-structure`],
    ["flags", tweak({ local: { flags: 0x802 } }), DISAGREE],
    ["UTF-8 flag", tweak({ local: { flags: 0 } }), DISAGREE],
    ["method", tweak({ local: { method: 0 } }), DISAGREE],
    ["time", tweak({ local: { time: 0x0021_0001 } }), DISAGREE],
    ["date", tweak({ local: { time: 0x0022_0000 } }), DISAGREE],
    ["checksum", tweak({ local: { crc: 1 } }), DISAGREE],
    ["stored size", tweak({ local: { packedSize: PACKED.length - 1 } }), DISAGREE],
    ["size", tweak({ local: { size: 14 } }), DISAGREE],
    ["name", tweak({ local: { name: Buffer.from("data/cloudtrail/evil--.json") } }), DISAGREE],
    ["longer name", tweak({ local: { name: Buffer.from(`${VICTIM}.exe`) } }), DISAGREE],
    ["empty name", tweak({ local: { name: Buffer.alloc(0) } }), DISAGREE],
    ["blank sizes without a descriptor", tweak({ local: { crc: 0, size: 0, packedSize: 0 } }), DISAGREE],
    [
      "an extra field that renames",
      tweak({ local: { extra: extra(0x7075, Buffer.alloc(9)) } }),
      `${ARCHIVE}zip-extra`,
    ],
    [
      "ZIP64 sizes",
      tweak({ local: { size: 0xffff_ffff, packedSize: 0xffff_ffff, extra: extra(1, le64(15, 1)) } }),
      DISAGREE,
    ],
  ]);
});

describe("a bundle whose data descriptor lies is INVALID:", () => {
  const size = CONTENT.length;
  attacks([
    ["checksum", descriptor(SIGNATURE, 1, PACKED.length, size), DISAGREE],
    ["stored size", descriptor(SIGNATURE, CRC, 1, size), DISAGREE],
    ["size", descriptor(SIGNATURE, CRC, PACKED.length, 1), DISAGREE],
    ["signature", descriptor(SIGNATURE + 1, CRC, PACKED.length, size), DISAGREE],
    [
      "64-bit size",
      tweak({ descriptor: Buffer.concat([le32(SIGNATURE, CRC), le64(PACKED.length, 2 ** 40)]) }),
      `${ARCHIVE}zip-hidden-bytes`,
    ],
    ["header not blank and wrong", tweak({ descriptor: 16, local: { size: 7 } }), DISAGREE],
  ]);
});

describe("a bundle with an entry that is no plain file is INVALID:", () => {
  const NO_FILE = `${ARCHIVE}zip-not-a-file`;
  const ENCRYPTED = `${ARCHIVE}zip-encrypted`;
  const METHOD = `${ARCHIVE}zip-method`;
  const packedAs = (method: number): Forgery => tweak({ both: { method }, packed: PACKED });
  attacks([
    ["symbolic link", unix(0o120_777), `${ARCHIVE}zip-symlink`],
    [
      "symbolic link, said to be made on DOS",
      tweak({ central: { madeBy: 20, attributes: 0o120_777 * 2 ** 16 } }),
      `${ARCHIVE}zip-symlink`,
    ],
    ["folder", unix(0o040_755), NO_FILE],
    ["folder by its DOS attribute", tweak({ central: { attributes: 0x10 } }), NO_FILE],
    ["volume label", tweak({ central: { attributes: 0x08 } }), NO_FILE],
    ["character device", unix(0o020_666), NO_FILE],
    ["block device", unix(0o060_666), NO_FILE],
    ["pipe", unix(0o010_644), NO_FILE],
    ["socket", unix(0o140_755), NO_FILE],
    ["encrypted", tweak({ both: { flags: 0x801 } }), ENCRYPTED],
    ["strongly encrypted", tweak({ both: { flags: 0x841 } }), ENCRYPTED],
    ["strong encryption alone", tweak({ both: { flags: 0x840 } }), ENCRYPTED],
    ["masked headers", tweak({ both: { flags: 0x2800 } }), ENCRYPTED],
    ["a patch", tweak({ both: { flags: 0x820 } }), `${ARCHIVE}zip-flags`],
    ["a reserved flag", tweak({ both: { flags: 0xc800 } }), `${ARCHIVE}zip-flags`],
    ["shrunk", packedAs(1), METHOD],
    ["Deflate64", packedAs(9), METHOD],
    ["bzip2", packedAs(12), METHOD],
    ["LZMA", packedAs(14), METHOD],
    ["Zstandard", packedAs(93), METHOD],
    ["AES", packedAs(99), METHOD],
  ]);
});

describe("a bundle with extra fields that nobody needs is INVALID:", () => {
  const EXTRA = `${ARCHIVE}zip-extra`;
  attacks([
    ["unknown", tweak(extras(extra(0x4242, Buffer.alloc(4)))), EXTRA],
    ["Info-ZIP Unicode path", tweak(extras(extra(0x7075, Buffer.from("\u0001....data/evil")))), EXTRA],
    ["Info-ZIP Unicode comment", tweak(extras(extra(0x6375, Buffer.alloc(5)))), EXTRA],
    ["AES", tweak(extras(extra(0x9901, Buffer.alloc(7)))), EXTRA],
    ["Unix type 1, which may name a link's target", tweak(extras(extra(0x5855, Buffer.alloc(8)))), EXTRA],
    ["a field that stands twice", tweak(extras(TIME, TIME)), EXTRA],
    ["a field that is cut off", tweak(extras(TIME.subarray(0, 7))), EXTRA],
    ["half a field's head", tweak(extras(TIME, Buffer.from([1, 0]))), EXTRA],
    ["a ZIP64 field that nothing needs", tweak(extras(extra(1, le64(15)))), `${ARCHIVE}zip-structure`],
    [
      "a ZIP64 field that is too short",
      tweak({ central: { size: 0xffff_ffff, extra: extra(1, Buffer.alloc(4)) } }),
      `${ARCHIVE}zip-structure`,
    ],
    [
      "an absurd ZIP64 size",
      tweak({ central: { size: 0xffff_ffff, extra: extra(1, le64(2 ** 60)) } }),
      `${ARCHIVE}zip-structure`,
    ],
  ]);
});

describe("a bundle whose content is not as stated is INVALID:", () => {
  const size = `${CONTAINER}zip-size`;
  const trailing = `${CONTAINER}zip-deflate-trailing`;
  const deflate = `${CONTAINER}zip-deflate`;
  const big = randomFillSync(Buffer.alloc(300_000));
  const bigPacked = deflateRawSync(big);
  /** The same lies about a file that is too large to be inflated in one step. */
  const large = (change: Partial<RawEntry>): Forgery => ({
    files: (files: Files) => files.set("data/large", big),
    zip: (entries) => entries.map((entry) => (entry.name === "data/large" ? { ...entry, ...change } : entry)),
  });
  attacks([
    ["wrong checksum", tweak({ both: { crc: CRC ^ 1 } }), `${CONTAINER}zip-crc`],
    ["stored, wrong checksum", tweak({ both: { method: 0, crc: 0 } }), `${CONTAINER}zip-crc`],
    ["stored, with two sizes", tweak({ both: { method: 0, size: 14 } }), `${ARCHIVE}zip-structure`],
    ["smaller than it is", tweak({ both: { size: 14 } }), size],
    ["larger than it is", tweak({ both: { size: 16 } }), size],
    ["said to be empty", tweak({ both: { size: 0 } }), size],
    [
      "bytes behind the compressed data",
      tweak({ packed: Buffer.concat([PACKED, Buffer.from("x")]) }),
      trailing,
    ],
    [
      "a second deflate stream behind the first",
      tweak({ packed: Buffer.concat([PACKED, PACKED]) }),
      trailing,
    ],
    ["compressed data cut off", tweak({ packed: PACKED.subarray(0, -2) }), deflate],
    ["compressed data that is none", tweak({ packed: Buffer.alloc(PACKED.length, 0xff) }), deflate],
    ["no compressed data", tweak({ packed: Buffer.alloc(0) }), deflate],
    ["large: wrong checksum", large({ both: { crc: 1 } }), `${CONTAINER}zip-crc`],
    ["large: smaller than it is", large({ both: { size: big.length - 1 } }), size],
    ["large: larger than it is", large({ both: { size: big.length + 1 } }), size],
    [
      "large: bytes behind the compressed data",
      large({ packed: Buffer.concat([bigPacked, Buffer.alloc(9)]) }),
      trailing,
    ],
    [
      "large: a second stream behind the first",
      large({ packed: Buffer.concat([bigPacked, bigPacked]) }),
      trailing,
    ],
    ["large: compressed data cut off", large({ packed: bigPacked.subarray(0, -5) }), deflate],
    ["large: compressed data that is none", large({ packed: Buffer.alloc(300_000, 0xff) }), deflate],
  ]);

  it("bytes behind compressed data that ends exactly where a block of the reader ends", async () => {
    // Stored deflate blocks have a known length: five bytes and at most 65,535 bytes of content each.
    const content = Buffer.alloc((1 << 18) - 4 * 5);
    const blocks = [0, 1, 2, 3].map((i) => {
      const piece = content.subarray(i * 65_535, (i + 1) * 65_535);
      return Buffer.concat([
        Uint8Array.of(i === 3 ? 1 : 0),
        le16(piece.length, 65_535 - piece.length),
        piece,
      ]);
    });
    const packed = Buffer.concat(blocks);
    expect(packed.length).toBe(1 << 18);
    const how: Forgery = {
      files: (files) => files.set("data/large", content),
      zip: (entries) =>
        entries.map((entry) =>
          entry.name === "data/large"
            ? { ...entry, packed: Buffer.concat([packed, Buffer.alloc(70_000)]) }
            : entry,
        ),
    };
    expect(tell(await judgeBytes(await forge(how)))).toBe(trailing);
  });
});

describe("a bundle that a reader from the front sees otherwise is INVALID:", () => {
  // Stored, with the sizes behind the content: who reads from the front must look for the descriptor, and finds the
  // one that the attacker put into the content, and a file behind it. libarchive, reading a pipe, does just that.
  it("a stored file whose length only the directory knows", async () => {
    const evil = Buffer.from("what a reader from the front sees");
    const fake = le32(SIGNATURE, crc32(evil), evil.length, evil.length);
    const smuggled = makeZip([{ name: "data/smuggled", content: "x", both: { method: 0 } }]).subarray(0, 44);
    const content = Buffer.concat([evil, fake, smuggled]);
    const how: Forgery = {
      files: (files) => files.set(VICTIM, content),
      ...tweak({ both: { method: 0 }, packed: content, descriptor: 16 }),
    };
    expect(tell(await judgeBytes(await forge(how)))).toMatch(/^INVALID container\.archive:/);
  });
});
