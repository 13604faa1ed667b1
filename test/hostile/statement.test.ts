// The signed list of files, as a malicious or careless signer could make it: the signature is always good.

import { describe } from "vitest";
import type { JsonObject, JsonValue } from "../../shared/encoding/json.ts";
import { ENVELOPE } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { sha256Hex } from "../support/tree.ts";
import { attacks, set } from "../support/told.ts";

const STATEMENT = "INVALID signature.statement:";
const SCHEMA = `${STATEMENT}statement-schema`;
const SYNTAX = `${STATEMENT}statement-syntax`;
const CHECKPOINT = "INVALID checkpoint.statement:checkpoint-statement";

const edit = (path: string, value: JsonValue | undefined): Forgery => ({ statement: set(path, value) });
const subjects = (change: (list: JsonObject[]) => JsonObject[]): Forgery => ({
  statement: (root) => {
    root["subject"] = change(root["subject"] as JsonObject[]);
  },
});
const subject = (name: string, content = "x"): JsonObject => ({
  name,
  digest: { sha256: sha256Hex(content) },
});
const nameOf = (subject: JsonObject): string => subject["name"] as string;
const payload = (change: (text: string) => string | Uint8Array): Forgery => ({ payload: change });

describe("a bundle is INVALID whose signed list of files", () => {
  attacks([
    ["is empty", edit("subject", []), `${STATEMENT}file-unlisted`],
    [
      "leaves out a file that both manifests' rules cover",
      subjects((list) => list.slice(1)),
      `${STATEMENT}file-unlisted`,
    ],
    [
      "leaves out the payload manifest",
      subjects((list) => list.filter(({ name }) => name !== "manifest-sha256.txt")),
      `${STATEMENT}file-unlisted`,
    ],
    [
      "names a file that is missing",
      subjects((list) => [...list, subject("data/gone")]),
      `${STATEMENT}file-missing`,
    ],
    [
      "names the signature itself",
      subjects((list) => [...list, subject(ENVELOPE)]),
      `${STATEMENT}file-missing`,
    ],
    ["names a file twice", subjects((list) => [...list, list[0]!]), `${STATEMENT}statement-duplicate`],
    [
      "names a file twice, with two hashes",
      subjects((list) => [...list, { ...list[0]!, digest: { sha256: "0".repeat(64) } }]),
      `${STATEMENT}statement-duplicate`,
    ],
    [
      "has a wrong hash",
      subjects((list) => [{ ...list[0]!, digest: { sha256: "0".repeat(64) } }, ...list.slice(1)]),
      `${STATEMENT}file-hash`,
    ],
    [
      "has a hash in capitals",
      subjects((list) => list.map((each) => ({ ...each, digest: { sha256: "A".repeat(64) } }))),
      SCHEMA,
    ],
    [
      "has hashes of another kind only",
      subjects((list) => list.map((each) => ({ ...each, digest: { sha512: "a".repeat(128) } }))),
      SCHEMA,
    ],
    [
      "has an entry without a name",
      subjects((list) => [...list, { digest: { sha256: "0".repeat(64) } }]),
      SCHEMA,
    ],
    ["has an entry with an empty name", subjects((list) => [...list, subject("")]), SCHEMA],
    [
      "names files with ./",
      subjects((list) => list.map((each) => ({ ...each, name: `./${nameOf(each)}` }))),
      `${STATEMENT}file-unlisted`,
    ],
    [
      "names a file in another case",
      subjects((list) => list.map((each) => ({ ...each, name: nameOf(each).replace("bagit", "BagIt") }))),
      `${STATEMENT}file-unlisted`,
    ],
    [
      "names a file in another normal form",
      {
        ...subjects((list) => list.map((each) => ({ ...each, name: nameOf(each).normalize("NFD") }))),
        files: (files) => files.set("data/\u00e9", Buffer.from("x")),
      },
      `${STATEMENT}file-unlisted`,
    ],
  ]);
});

describe("a bundle is INVALID whose signed statement", () => {
  attacks([
    ["is of another type", edit("_type", "https://in-toto.io/Statement/v0.1"), SCHEMA],
    ["has another predicate type", edit("predicateType", "https://slsa.dev/provenance/v1"), SCHEMA],
    [
      "has a predicate of the next version",
      edit("predicateType", "https://inquest.dev/evidence-bundle/v2"),
      SCHEMA,
    ],
    ["has no type", edit("_type", undefined), SCHEMA],
    ["has no subject", edit("subject", undefined), SCHEMA],
    ["has a subject that is no list", edit("subject", {}), SCHEMA],
    ["has no predicate", edit("predicate", undefined), SCHEMA],
    ["has no bundle id", edit("predicate.bundleId", undefined), SCHEMA],
    ["has no incident", edit("predicate.incident", undefined), SCHEMA],
    ["has an incident without a title", edit("predicate.incident.title", ""), SCHEMA],
    ["has a time without a zone", edit("predicate.incident.from", "2026-03-17T14:30:00"), SCHEMA],
    ["has a time that does not exist", edit("predicate.source.exportedAt", "2026-02-30T00:00:00Z"), SCHEMA],
    ["has no source", edit("predicate.source", undefined), SCHEMA],
    ["has no log", edit("predicate.log", undefined), SCHEMA],
    ["has a size that is text", edit("predicate.log.size", "8"), SCHEMA],
    ["has a negative size", edit("predicate.log.size", -8), SCHEMA],
    ["has a fractional size", edit("predicate.log.size", 8.5), SCHEMA],
    ["has a root that is not base64", edit("predicate.log.rootHash", "zz"), SCHEMA],
    ["has a root of 31 bytes", edit("predicate.log.rootHash", Buffer.alloc(31).toString("base64")), SCHEMA],
    ["does not say whether the log is whole", edit("predicate.log.extract", undefined), SCHEMA],
    ["says extract: true", edit("predicate.log.extract", true), SCHEMA],
    ["says extract: null", edit("predicate.log.extract", null), SCHEMA],
    ["has an extract without a selection", edit("predicate.log.extract", { entries: 8 }), SCHEMA],
    ["has a previous bundle that is no hash", edit("predicate.previousBundle", { sha256: "x" }), SCHEMA],
    ["has no limitations", edit("predicate.limitations", undefined), SCHEMA],
    ["has redactions that are no list", edit("predicate.redactions", "none"), SCHEMA],
  ]);
});

describe("a bundle is INVALID whose signed bytes", () => {
  const nested = (depth: number): JsonValue => (depth === 0 ? 0 : [nested(depth - 1)]);
  attacks([
    ["are empty", payload(() => ""), SYNTAX],
    ["are no JSON", payload(() => "I hereby sign this bundle."), SYNTAX],
    ["are a JSON list", payload((text) => `[${text}]`), SCHEMA],
    ["are not UTF-8", payload((text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])])), SYNTAX],
    ["begin with a byte order mark", payload((text) => `\ufeff${text}`), SYNTAX],
    ["go on behind the JSON", payload((text) => `${text}{}`), SYNTAX],
    ["end in a NUL", payload((text) => `${text}\u0000`), SYNTAX],
    ["have a key twice", payload((text) => text.replace('"subject":', '"subject":[],"subject":')), SYNTAX],
    [
      "have a key twice, once escaped",
      payload((text) => text.replace('"subject":', '"\\u0073ubject":[],"subject":')),
      SYNTAX,
    ],
    [
      "have a size that would be rounded",
      payload((text) => text.replace('"size":8', '"size":9007199254740993')),
      SYNTAX,
    ],
    ["have half a surrogate pair", payload((text) => text.replace("A test", "\\ud800")), SYNTAX],
    ["have a comment", payload((text) => `${text}// ok`), SYNTAX],
    ["are nested too deep", edit("predicate.more", nested(63)), SYNTAX],
    [
      "give the predicate to the prototype",
      payload((text) => text.replace('"predicate":', '"__proto__":{"predicate":1},"predicat":')),
      SCHEMA,
    ],
  ]);
});

describe("a bundle is INVALID whose statement and checkpoint speak of different logs:", () => {
  attacks([
    ["origin", edit("predicate.log.origin", "test.example/other"), CHECKPOINT],
    ["size one less", edit("predicate.log.size", 7), CHECKPOINT],
    ["size one more", edit("predicate.log.size", 9), CHECKPOINT],
    ["root", edit("predicate.log.rootHash", Buffer.alloc(32).toString("base64")), CHECKPOINT],
  ]);
});

describe("a bundle is INVALID whose statement lies about the log being an extract:", () => {
  const some = [2, 3, 5];
  attacks([
    [
      "an extract called whole",
      { extract: some, statement: set("predicate.log.extract", false) },
      "INVALID log.sequence:sequence-hole checkpoint.entries:log-cut",
    ],
    [
      "an extract of the head called whole",
      { extract: [0, 1], statement: set("predicate.log.extract", false) },
      "INVALID checkpoint.entries:log-cut",
    ],
    [
      "a whole log called an extract, without proofs",
      edit("predicate.log.extract", { selection: "a=b", entries: 8 }),
      "INVALID checkpoint.proofs:proof-missing",
    ],
    [
      "an extract with fewer entries than stated",
      { extract: some, statement: set("predicate.log.extract.entries", 4) },
      "INVALID checkpoint.entries:extract-count",
    ],
    [
      "an extract with more entries than stated",
      { extract: some, statement: set("predicate.log.extract.entries", 2) },
      "INVALID checkpoint.entries:extract-count",
    ],
    [
      "an extract that states no entries",
      { extract: some, statement: set("predicate.log.extract.entries", 0) },
      "INVALID checkpoint.entries:extract-count",
    ],
  ]);
});

describe("a bundle stays VALID", () => {
  attacks([
    ["with fields that this version does not know", edit("predicate.newField", { a: 1 }), "VALID"],
    [
      "with more hashes of another kind",
      subjects((list) =>
        list.map((each) => ({ ...each, digest: { ...(each["digest"] as JsonObject), sha512: "00" } })),
      ),
      "VALID",
    ],
    ["with the files named in another order", subjects((list) => list.toReversed()), "VALID"],
    [
      "with a statement that is not in canonical form",
      payload((text) => ` ${text.replaceAll('","', '" , "')}\n`),
      "VALID",
    ],
    [
      "with a key __proto__ in the statement",
      payload((text) => text.replace('{"_type"', '{"__proto__":{"subject":[]},"_type"')),
      "VALID",
    ],
    ["as an extract of every entry, each proven", { extract: [0, 1, 2, 3, 4, 5, 6, 7] }, "VALID"],
  ]);
});
