// Names that lead out of the bundle, hide what they are, or mean another file on another system.

import { describe, expect, it } from "vitest";
import { forge } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { makeZip } from "../support/raw-zip.ts";
import { attacks, judgeBytes, tell } from "../support/told.ts";

/** A file more, sealed like all others: listed, hashed and signed. */
const withFile = (...names: readonly string[]): Forgery => ({
  files: (files) => {
    for (const name of names) files.set(name, Buffer.from("x"));
  },
});
const fault = (code: string): string => `INVALID container.names:${code}`;
const COLLISION = fault("path-collision");
const WINDOWS = fault("path-windows");
const INVISIBLE = fault("path-invisible");

describe("a sealed bundle is INVALID whose file name", () => {
  attacks([
    ["is empty", withFile(""), fault("path-empty")],
    ["climbs out", withFile("data/../../etc/passwd"), fault("path-traversal")],
    ["climbs out at once", withFile("../evil"), fault("path-traversal")],
    ["has a . segment", withFile("data/./x"), fault("path-traversal")],
    ["ends in ..", withFile("data/.."), fault("path-traversal")],
    ["is absolute", withFile("/etc/passwd"), fault("path-absolute")],
    ["is a share", withFile("//server/share"), fault("path-absolute")],
    ["has a drive letter", withFile("C:/evil"), fault("path-drive")],
    ["is relative to a drive", withFile("c:evil"), fault("path-drive")],
    ["names a stream", withFile("data/x:stream"), WINDOWS],
    ["has a backslash", withFile("data\\..\\..\\evil"), fault("path-backslash")],
    ["is a Windows share", withFile("\\\\server\\share"), fault("path-backslash")],
    ["is a folder", withFile("data/sub/"), fault("path-folder")],
    ["has an empty segment", withFile("data//x"), fault("path-segment")],
    ["has a NUL", withFile("data/x\u0000.txt"), fault("path-control")],
    ["has a line feed", withFile("data/x\ny"), fault("path-control")],
    ["has an escape sequence", withFile("data/\u001b[2Jx"), fault("path-control")],
    ["has a C1 control character", withFile("data/\u009b2Jx"), fault("path-control")],
    ["has a line separator", withFile("data/x\u2028y"), fault("path-control")],
    ["ends in a dot", withFile("data/x."), fault("path-trailing")],
    ["ends in a space", withFile("data/x "), fault("path-trailing")],
    ["has a folder that ends in a dot", withFile("data/sub./x"), fault("path-trailing")],
    ["is longer than 1,024 bytes", withFile(`data/${"x".repeat(1020)}`), fault("path-too-long")],
    [
      "is longer than 1,024 bytes, not characters",
      withFile(`data/${"\u00e9".repeat(512)}`),
      fault("path-too-long"),
    ],
    ["changes the writing direction", withFile("data/exe.\u202etxt"), INVISIBLE],
    ["isolates the writing direction", withFile("data/\u2066x\u2069"), INVISIBLE],
    ["has a zero-width space", withFile("data/x\u200b.txt"), INVISIBLE],
    ["has a zero-width joiner", withFile("data/x\u200d.txt"), INVISIBLE],
    ["has a byte order mark", withFile("\ufeffdata/x"), INVISIBLE],
    ["has a soft hyphen", withFile("data/x\u00ad"), INVISIBLE],
    ["has a variation selector", withFile("data/x\ufe0f"), INVISIBLE],
    ["has a tag character", withFile("data/x\u{e0041}"), INVISIBLE],
    ["has a Hangul filler", withFile("data/x\u3164"), INVISIBLE],
    ["is not in normal form C", withFile("data/cafe\u0301"), fault("path-not-nfc")],
    ["has an Angstrom sign", withFile("data/\u212b"), fault("path-not-nfc")],
    ["is con.txt", withFile("data/con.txt"), WINDOWS],
    ["is AUX", withFile("data/AUX"), WINDOWS],
    ["is lpt1.tar.gz", withFile("data/lpt1.tar.gz"), WINDOWS],
    ["is COM with a superscript one", withFile("data/com\u00b9"), WINDOWS],
    ["has a folder nul", withFile("data/nul/x"), WINDOWS],
    ["has a question mark", withFile("data/what?"), WINDOWS],
  ]);
});

describe("a sealed bundle is INVALID whose names collide:", () => {
  attacks([
    ["case", withFile("data/Report.txt", "data/report.TXT"), COLLISION],
    ["case of a folder", withFile("data/Sub/a", "data/sub/b"), COLLISION],
    ["case of the payload folder", withFile("Data/x"), COLLISION],
    ["case of a control file", withFile("BagIt.txt"), COLLISION],
    ["a file that is a folder elsewhere", withFile("data/x", "data/x/y"), COLLISION],
    ["a file that is a folder elsewhere, in another case", withFile("data/X", "data/x/y"), COLLISION],
    ["a file that is the payload folder", withFile("DATA"), COLLISION],
    ["sharp s and ss", withFile("data/stra\u00dfe", "data/strasse"), COLLISION],
    // Unicode folds U+1E9E to ss like U+00DF: case-insensitive APFS and ext4 hold one file.
    ["capital sharp s and sharp s", withFile("data/STRA\u1e9eE", "data/stra\u00dfe"), COLLISION],
    ["capital sharp s and ss", withFile("data/STRA\u1e9eE", "data/strasse"), COLLISION],
    ["the three sigmas", withFile("data/\u03c3\u03c2", "data/\u03a3\u03a3"), COLLISION],
    ["the long s", withFile("data/\u017f", "data/s"), COLLISION],
    [
      "the Kelvin sign, which is not in normal form C",
      withFile("data/\u212a", "data/k"),
      fault("path-not-nfc"),
    ],
    ["a ligature and its letters", withFile("data/\ufb01x", "data/fix"), COLLISION],
    ["accents", withFile("data/\u00c9", "data/\u00e9"), COLLISION],
    ["forms C and D", withFile("data/\u00e9", "data/e\u0301"), fault("path-not-nfc")],
    ["the dotted capital I", withFile("data/\u0130", "data/i\u0307"), COLLISION],
    ["Cherokee", withFile("data/\u13a0", "data/\uab70"), COLLISION],
  ]);

  it("the same name twice, with the same content", async () => {
    const how: Forgery = { zip: (entries) => [...entries, entries[0]!] };
    expect(tell(await judgeBytes(await forge(how)))).toBe(fault("zip-duplicate-name"));
  });

  it("the same name twice, the second with the attacker's content", async () => {
    const how: Forgery = { zip: (entries) => [...entries, { ...entries[0]!, content: "evil" }] };
    expect(tell(await judgeBytes(await forge(how)))).toBe(fault("zip-duplicate-name"));
  });
});

describe("a sealed bundle is INVALID whose file name's bytes", () => {
  const bytes = (name: Uint8Array, flags = 0x800): Forgery => ({
    zip: (entries) => [...entries, { name, content: "x", both: { flags } }],
  });
  const ENCODING = fault("zip-name-encoding");
  attacks([
    ["are not UTF-8", bytes(Buffer.from([0x64, 0xff])), ENCODING],
    ["are a surrogate in UTF-8", bytes(Buffer.from([0x64, 0xed, 0xa0, 0x80])), ENCODING],
    ["are longer than UTF-8 needs: ../", bytes(Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0x2f])), ENCODING],
    ["are CP437", bytes(Buffer.from([0x64, 0x82]), 0), ENCODING],
    ["are UTF-8 and not marked so", bytes(Buffer.from("data/\u00e9"), 0), ENCODING],
    ["are a control character and not marked", bytes(Buffer.from("data/\u0007"), 0), ENCODING],
  ]);
});

describe("a bundle stays VALID whose file name", () => {
  attacks([
    ["is German", withFile("data/Gr\u00f6\u00dfe.txt"), "VALID"],
    ["is Japanese, with a space inside", withFile("data/\u5831\u544a \u66f8.txt"), "VALID"],
    ["begins with a dot", withFile("data/.hidden"), "VALID"],
    ["has three dots", withFile("data/...x"), "VALID"],
    ["is 1,024 bytes long", withFile(`data/${"x".repeat(1019)}`), "VALID"],
    ["has a character for private use", withFile("data/x\ue000"), "VALID"],
    ["looks like a device and is none", withFile("data/console.txt"), "VALID"],
  ]);
});

describe("a bundle with too many files is INVALID:", () => {
  it("100,001 files", async () => {
    const entries = Array.from({ length: 100_001 }, (_, i) => ({ name: `data/${i}`, content: "" }));
    const bytes = makeZip(entries, {
      end64: {},
      end: { count: 0xffff, countHere: 0xffff, size: 0xffff_ffff, offset: 0xffff_ffff },
    });
    expect(tell(await judgeBytes(bytes))).toBe("INVALID container.archive:limit-entries");
  });
});
