// What honest ZIP writers do differently: none of it touches names or contents, so the verdict stays VALID.

import { describe, expect, it } from "vitest";
import { forge } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { extra, le64 } from "../support/raw-zip.ts";
import type { RawEntry } from "../support/raw-zip.ts";
import { attacks, judgeBytes, tell } from "../support/told.ts";

const every = (change: Partial<RawEntry>): Forgery => ({
  zip: (entries) => entries.map((entry) => ({ ...entry, ...change })),
});
const SATURATED = { count: 0xffff, countHere: 0xffff, size: 0xffff_ffff, offset: 0xffff_ffff };

describe("a bundle stays VALID with", () => {
  attacks([
    ["files in another order", { zip: (entries) => entries.toReversed() }, "VALID"],
    ["a directory in another order", { archive: { directoryOrder: (list) => list.toReversed() } }, "VALID"],
    ["data descriptors", every({ descriptor: 16 }), "VALID"],
    [
      "data descriptors in 64 bits, as the headers say",
      {
        zip: (entries) =>
          entries.map((entry) => ({
            ...entry,
            descriptor: 24,
            local: {
              crc: 0,
              size: 0xffff_ffff,
              packedSize: 0xffff_ffff,
              extra: extra(1, le64(0, 0)),
              needed: 45,
            },
          })),
      },
      "VALID",
    ],
    ["all files stored", every({ both: { method: 0 } }), "VALID"],
    ["ZIP64 end records beside a truthful short one", { archive: { end64: {} } }, "VALID"],
    ["ZIP64 end records and a saturated short one", { archive: { end64: {}, end: SATURATED } }, "VALID"],
    ["extended timestamps", every({ both: { extra: extra(0x5455, Buffer.from([1, 9, 9, 9, 9])) } }), "VALID"],
    [
      "NTFS times in the directory only",
      every({ central: { extra: extra(0x000a, Buffer.alloc(32)) } }),
      "VALID",
    ],
    [
      "Unix owners in the headers only",
      every({ local: { extra: extra(0x7875, Buffer.alloc(11)) } }),
      "VALID",
    ],
    ["other times", every({ both: { time: 0x5a71_6000 } }), "VALID"],
    ["entries made on DOS", every({ central: { madeBy: 20, attributes: 0x20 } }), "VALID"],
    ["entries without attributes", every({ central: { attributes: 0 } }), "VALID"],
    ["executable files", every({ central: { attributes: 0o100_755 * 2 ** 16 } }), "VALID"],
    ["a stated deflate effort", every({ both: { flags: 0x802 } }), "VALID"],
    ["ASCII names that are not marked as UTF-8", every({ both: { flags: 0 } }), "VALID"],
  ]);

  it("ZIP64 sizes and offsets in every entry", async () => {
    const sound = await forge();
    const offsets = new Map<string, number>();
    // Each header grows by a field of 20 bytes.
    let at = 0;
    const how: Forgery = {
      zip: (entries) =>
        entries.map((entry) => {
          const name = Buffer.from(entry.name).toString();
          const start = sound.indexOf(name) - 30;
          const packedSize = sound.readUInt32LE(start + 18);
          const size = sound.readUInt32LE(start + 22);
          offsets.set(name, at);
          const central = extra(1, le64(size, packedSize, at));
          at += 30 + name.length + 20 + packedSize;
          const full = { size: 0xffff_ffff, packedSize: 0xffff_ffff };
          return {
            ...entry,
            local: { ...full, extra: extra(1, le64(size, packedSize)), needed: 45 },
            central: { ...full, offset: 0xffff_ffff, extra: central, needed: 45 },
          };
        }),
    };
    expect(tell(await judgeBytes(await forge(how)))).toBe("VALID");
    expect(offsets.size).toBe(10);
  });
});

// Readers leave out what they think too new, and unsealed bytes are no place to hide anything in.
describe("a bundle is INVALID that no honest writer makes, with", () => {
  const NO = "INVALID container.archive:";
  attacks([
    [
      "6,000 bytes in a field for a time",
      every({ both: { extra: extra(0x5455, Buffer.alloc(6000, "hidden")) } }),
      `${NO}zip-extra`,
    ],
    [
      "entries that need a version of ZIP that does not exist",
      every({ both: { needed: 0xffff } }),
      `${NO}zip-version`,
    ],
    ["a version needed in the header that is too new", every({ local: { needed: 63 } }), `${NO}zip-version`],
    ["data descriptors in 64 bits where sizes have 32", every({ descriptor: 24 }), `${NO}zip-hidden-bytes`],
  ]);
});
