// The bag: its declaration and its two manifests, each attacked while the signed statement agrees.

import { describe } from "vitest";
import { ENVELOPE, LOG, MANIFEST, TAG_MANIFEST } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { sha256Hex } from "../support/tree.ts";
import { attacks } from "../support/told.ts";

const DECLARATION = "INVALID manifests.declaration:";
const PAYLOAD = "INVALID manifests.payload:";
const TAGS = "INVALID manifests.tags:";
const EVENTS = "data/cloudtrail/events.json";

const file = (name: string, content: string | null): Forgery => ({
  files: (files) => {
    if (content === null) files.delete(name);
    else files.set(name, Buffer.from(content));
  },
});
const manifest = (change: (text: string) => string | null): Forgery => ({ manifest: change });
const line = (name: string, content = "x"): string => `${sha256Hex(content)}  ${name}\n`;
const info = (change: (text: string) => string): Forgery => ({
  sealed: (files) => {
    const before = Buffer.from(files.get("bag-info.txt")!).toString();
    const tags = Buffer.from(files.get(TAG_MANIFEST)!).toString();
    const after = change(before);
    files.set("bag-info.txt", Buffer.from(after));
    files.set(TAG_MANIFEST, Buffer.from(tags.replace(sha256Hex(before), sha256Hex(after))));
  },
});
describe("a bundle is INVALID whose payload manifest", () => {
  attacks([
    ["is missing", manifest(() => null), `${PAYLOAD}manifest-missing`],
    ["is empty", manifest(() => ""), `${PAYLOAD}file-unlisted`],
    [
      "leaves a file out",
      manifest((text) => text.replace(/^.*events\.json\n/m, "")),
      `${PAYLOAD}file-unlisted`,
    ],
    ["lists a file that is missing", manifest((text) => text + line("data/gone")), `${PAYLOAD}file-missing`],
    [
      "lists a file twice",
      manifest((text) => text + text.split("\n")[0]! + "\n"),
      `${PAYLOAD}manifest-duplicate`,
    ],
    [
      "lists a file twice, with two hashes",
      manifest((text) => text + line(LOG)),
      `${PAYLOAD}manifest-duplicate`,
    ],
    [
      "has a wrong hash",
      manifest((text) => text.replace(/^[0-9a-f]{64}/, "0".repeat(64))),
      `${PAYLOAD}file-hash`,
    ],
    ["has a hash that is too short", manifest((text) => text.slice(2)), `${PAYLOAD}manifest-syntax`],
    [
      "escapes a slash",
      manifest((text) => text.replace("data/cloudtrail/", "data%2Fcloudtrail%2F")),
      `${PAYLOAD}manifest-syntax`,
    ],
    [
      "escapes a dot",
      manifest((text) => text.replace("events.json", "events%2Ejson")),
      `${PAYLOAD}manifest-syntax`,
    ],
    [
      "escapes a line feed that no name has",
      manifest((text) => text.replace("events.json", "events%0A.json")),
      `${PAYLOAD}file-unlisted`,
    ],
    [
      "writes paths with ./",
      manifest((text) => text.replaceAll("  data/", "  ./data/")),
      `${PAYLOAD}manifest-outside`,
    ],
    [
      "marks files as binary",
      manifest((text) => text.replaceAll("  data/", " *data/")),
      `${PAYLOAD}manifest-outside`,
    ],
    ["lists a tag file", manifest((text) => text + line("bagit.txt")), `${PAYLOAD}manifest-outside`],
    [
      "lists a file outside the bundle",
      manifest((text) => text + line("../evil")),
      `${PAYLOAD}manifest-outside`,
    ],
    [
      "leaves a per cent sign unescaped",
      { files: (files) => files.set("data/100%.txt", Buffer.from("x")) },
      `${PAYLOAD}manifest-syntax`,
    ],
    ["has an empty line", manifest((text) => `\n${text}`), `${PAYLOAD}manifest-syntax`],
    ["has a comment", manifest((text) => `# sha256\n${text}`), `${PAYLOAD}manifest-syntax`],
    ["has a byte order mark", manifest((text) => `\ufeff${text}`), `${PAYLOAD}manifest-syntax`],
    [
      "is not UTF-8",
      { sealed: (files) => files.set(MANIFEST, Buffer.from([0xff])) },
      `${PAYLOAD}manifest-syntax ${TAGS.slice(8)}file-hash`,
    ],
    [
      "lists the log with the hash of another",
      manifest((text) => text.replace(new RegExp(`^.*${LOG}`, "m"), line(LOG).trim())),
      `${PAYLOAD}file-hash`,
    ],
  ]);
});

describe("a bundle is INVALID whose tag manifest", () => {
  const tags = (change: (text: string) => string | null): Forgery => ({ tagManifest: change });
  attacks([
    ["is missing", tags(() => null), `${TAGS}manifest-missing`],
    ["is empty", tags(() => ""), `${TAGS}file-unlisted`],
    [
      "leaves the checkpoint out",
      tags((text) => text.replace(/^.*checkpoint\n/m, "")),
      `${TAGS}file-unlisted`,
    ],
    [
      "leaves the payload manifest out",
      tags((text) => text.replace(/^.*manifest-sha256\.txt\n/m, "")),
      `${TAGS}file-unlisted`,
    ],
    [
      "has a wrong hash of the payload manifest",
      tags((text) => text.replace(/^[0-9a-f]{64}(?=.*manifest)/m, "0".repeat(64))),
      `${TAGS}file-hash`,
    ],
    ["lists itself", tags((text) => text + line(TAG_MANIFEST)), `${TAGS}manifest-outside`],
    ["lists the signature", tags((text) => text + line(ENVELOPE)), `${TAGS}manifest-outside`],
    ["lists a payload file", tags((text) => text + line(EVENTS)), `${TAGS}manifest-outside`],
    ["lists a file that is missing", tags((text) => text + line("inquest/gone")), `${TAGS}file-missing`],
  ]);
});

describe("a bundle is INVALID as a bag:", () => {
  attacks([
    ["without bagit.txt", file("bagit.txt", null), `${DECLARATION}not-a-bag`],
    [
      "another BagIt version",
      file("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
      `${DECLARATION}bagit-declaration`,
    ],
    [
      "another encoding",
      file("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n"),
      `${DECLARATION}bagit-declaration`,
    ],
    [
      "a byte order mark before the declaration",
      file("bagit.txt", "\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      `${DECLARATION}bagit-declaration`,
    ],
    [
      "a third line in the declaration",
      file("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nX: y\n"),
      `${DECLARATION}bagit-declaration`,
    ],
    ["an empty declaration", file("bagit.txt", ""), `${DECLARATION}bagit-declaration`],
    ["fetch.txt", file("fetch.txt", "https://evil.example/x 1 data/x\n"), `${DECLARATION}fetch-txt`],
    ["an empty fetch.txt", file("fetch.txt", ""), `${DECLARATION}fetch-txt`],
    [
      "another payload size",
      info((text) => text.replace(/Oxum: (\d+)/, "Oxum: 1$1")),
      `${DECLARATION}payload-oxum`,
    ],
    [
      "another number of payload files",
      info((text) => text.replace(/Oxum: (\d+)\.\d+/, "Oxum: $1.99")),
      `${DECLARATION}payload-oxum`,
    ],
    [
      "a bag-info.txt that is no list of labels",
      file("bag-info.txt", "no label here\n"),
      `${DECLARATION}bag-info`,
    ],
    ["a SHA-512 manifest beside", file("manifest-sha512.txt", ""), `${PAYLOAD}manifest-algorithm`],
    ["an MD5 tag manifest beside", file("tagmanifest-md5.txt", ""), `${TAGS}manifest-algorithm`],
  ]);
});

describe("a bundle stays VALID", () => {
  const upper = (text: string): string => text.replaceAll(/^[0-9a-f]{64}/gm, (hash) => hash.toUpperCase());
  attacks([
    ["with hashes in capitals (RFC 8493 section 2.1.3)", manifest(upper), "VALID"],
    ["with manifest lines that end in CRLF", manifest((text) => text.replaceAll("\n", "\r\n")), "VALID"],
    [
      "with manifest lines in another order",
      manifest((text) => text.trimEnd().split("\n").toReversed().join("\n")),
      "VALID",
    ],
    [
      "with one space or a tab in manifest lines",
      manifest((text) => text.replaceAll("  data", "\tdata")),
      "VALID",
    ],
    [
      "with a declaration that ends in CRLF",
      file("bagit.txt", "BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n"),
      "VALID",
    ],
    [
      "with a per cent sign in a name, escaped in the manifest",
      {
        files: (files) => files.set("data/100%.txt", Buffer.from("x")),
        manifest: (text) => text.replace("100%", "100%25"),
      },
      "VALID",
    ],
    ["without bag-info.txt", file("bag-info.txt", null), "VALID"],
    ["with folded lines in bag-info.txt", info((text) => `${text}Note: a long\n  story\n`), "VALID"],
  ]);
});

// RFC 8493 forbids the first two; the others become what their names say on a file system that folds case.
describe("a bundle is INVALID as a bag", () => {
  attacks([
    [
      "with a payload size that cannot be read",
      info((text) => text.replace(/Oxum: .*/, "Oxum: many")),
      `${DECLARATION}payload-oxum`,
    ],
    [
      "with a second payload size that lies",
      info((text) => `${text}Payload-Oxum: 1.1\n`),
      `${DECLARATION}payload-oxum`,
    ],
    ["with a FETCH.TXT", file("FETCH.TXT", "https://evil.example/x 1 data/x\n"), `${DECLARATION}fetch-txt`],
    ["with a Manifest-SHA512.txt", file("Manifest-SHA512.txt", ""), `${PAYLOAD}manifest-algorithm`],
  ]);
});
