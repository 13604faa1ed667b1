// Notes of earlier reviewers: a log and a checkpoint for each, inside the sealed bundle.

import { describe } from "vitest";
import type { JsonObject } from "../../shared/encoding/json.ts";
import { formatVerifierKey } from "../../shared/encoding/vkey.ts";
import type { SigningKey } from "../../electron/trust/signing-key.ts";
import { rechain, seal, signNote } from "../support/forge.ts";
import type { Forgery, NoteSigner } from "../support/forge.ts";
import { BUNDLE_ENTRY, BUNDLE_KEY, LOG_ENTRY, LOG_KEY, testKey, trustOf } from "../support/keys.ts";
import type { TrustEntry } from "../support/keys.ts";
import { lines as logLines } from "../support/log-edits.ts";
import { sha256Hex, treeRoot } from "../support/tree.ts";
import { attacks } from "../support/told.ts";

const MAYA = testKey("maya");
const BEN = testKey("ben");
const STRANGER = testKey("stranger");
const trusted = (...entries: readonly TrustEntry[]) => trustOf([BUNDLE_ENTRY, LOG_ENTRY, ...entries]);
const TRUST = trusted({ key: MAYA, roles: ["notes"] }, { key: BEN, roles: ["notes"] });

function note(i: number, author: SigningKey): JsonObject {
  return {
    v: 1,
    id: `note-${i}`,
    time: `2026-03-19T10:0${i}:00Z`,
    author: { name: author.name, vkey: formatVerifierKey(author) },
    kind: "finding",
    target: { bundle_sha256: sha256Hex("bundle"), path: "data/action-log/entries.jsonl" },
    body: `note ${i}`,
  };
}

interface Notes {
  readonly folder?: string;
  readonly author?: SigningKey;
  readonly signers?: readonly NoteSigner[];
  /** What the log file holds; the checkpoint is about what was there before. */
  readonly kept?: (lines: string[]) => readonly string[];
  /** What the log file holds and the checkpoint is about. */
  readonly made?: (lines: string[]) => readonly string[];
  readonly checkpoint?: (note: string) => string | null;
}

/** Adds one reviewer's notes to the files of a bundle. */
function notes(...reviewers: readonly Notes[]): Forgery {
  return {
    files: (files) => {
      for (const { folder = "maya", author = MAYA, signers = [{ key: author }], ...change } of reviewers) {
        const sealed = seal([0, 1, 2, 3].map((i) => note(i, author)));
        const signed = change.made?.(sealed) ?? sealed;
        const held = change.kept?.([...signed]) ?? signed;
        const text = `test.example/notes/${folder}\n${signed.length}\n${treeRoot(signed).toString("base64")}\n`;
        const checkpoint = signNote(text, signers);
        const written = change.checkpoint === undefined ? checkpoint : change.checkpoint(checkpoint);
        files.set(`data/notes/${folder}/notes.jsonl`, Buffer.from(held.map((line) => `${line}\n`).join("")));
        if (written !== null) files.set(`data/notes/${folder}/checkpoint`, Buffer.from(written));
      }
    },
  };
}

const NOTES = "INVALID notes.logs:";
const CUT = `${NOTES}log-cut`;
const ROOT = `${NOTES}checkpoint-root`;
const edited = (list: readonly string[]): string[] =>
  list.map((line) => line.replace('"note 1"', '"all is well"'));

describe("a sealed bundle is INVALID whose notes", () => {
  const rows: [string, Forgery, string][] = [
    ["have lost their tail", notes({ kept: (list) => list.slice(0, 3) }), CUT],
    ["have lost their head", notes({ kept: (list) => list.slice(1) }), `${NOTES}sequence-hole`],
    [
      "have lost their head and were signed so",
      notes({ made: (list) => list.slice(1) }),
      `${NOTES}sequence-hole`,
    ],
    ["have a hole", notes({ made: (list) => list.toSpliced(1, 1) }), `${NOTES}sequence-hole`],
    ["were edited", notes({ kept: edited }), `${NOTES}chain-broken`],
    ["were edited and chained anew", notes({ kept: (list) => rechain(edited(list), 2) }), ROOT],
    [
      "were edited in the last line",
      notes({ kept: (list) => list.map((line) => line.replace("note 3", "fine")) }),
      ROOT,
    ],
    [
      "have one more than was signed",
      notes({
        made: (list) => list.slice(0, 3),
        kept: (list) => [
          ...list,
          seal([note(3, MAYA)])[0]!
            .replace('"seq":0', '"seq":3')
            .replace("0".repeat(64), sha256Hex(list[2]!)),
        ],
      }),
      `${NOTES}log-longer`,
    ],
    ["have all been removed", notes({ kept: () => [] }), CUT],
    ["fork", notes({ made: (list) => list.toSpliced(2, 0, edited(list)[1]!) }), `${NOTES}sequence-repeated`],
    [
      "have a line that is not canonical",
      notes({ made: (list) => rechain(list.with(1, list[1]!.replace(",", ", ")), 2) }),
      `${NOTES}json-not-canonical`,
    ],
    [
      "have a key twice",
      notes({ made: (list) => rechain(list.with(1, list[1]!.replace('"body":', '"body":"x","body":')), 2) }),
      `${NOTES}json-duplicate-key`,
    ],
    [
      "have a note without an author",
      notes({ made: (list) => rechain(list.with(1, list[1]!.replace(/"author":\{[^}]*\},/, "")), 2) }),
      `${NOTES}field-missing`,
    ],
    [
      "are a piece of the action log",
      notes({ made: () => seal([{ v: 1, id: "x", time: "2026-03-17T14:30:00Z" }]) }),
      `${NOTES}field-missing`,
    ],
    ["have no checkpoint", notes({ checkpoint: () => null }), `${NOTES}checkpoint-missing`],
    ["have an empty checkpoint", notes({ checkpoint: () => "" }), `${NOTES}note-syntax`],
    [
      "have a checkpoint with a bad signature",
      notes({ signers: [{ key: MAYA, over: "x" }] }),
      `${NOTES}checkpoint-signature-bad`,
    ],
    ["have a checkpoint of another reviewer's log", notes({ kept: () => seal([note(0, BEN)]) }), CUT],
    [
      "have a checkpoint that does not state a size",
      notes({ checkpoint: (text) => text.replace("\n4\n", "\nfour\n") }),
      `${NOTES}checkpoint-syntax`,
    ],
    [
      "are gone while their checkpoint is there",
      { files: (files) => files.set("data/notes/maya/checkpoint", Buffer.from("x")) },
      `${NOTES}notes-missing`,
    ],
    [
      "of one reviewer are sound and of another cut",
      notes({}, { folder: "ben", author: BEN, kept: (list) => list.slice(0, 2) }),
      CUT,
    ],
    [
      "of one reviewer are unknown and of another cut",
      notes({ author: STRANGER }, { folder: "ben", author: BEN, kept: (list) => list.slice(0, 2) }),
      CUT,
    ],
    [
      "are sound, in a bundle whose log is not",
      { ...notes({}), ...logLines((list) => list.slice(1)) },
      "INVALID log.sequence:sequence-hole",
    ],
  ];
  attacks(rows.map(([name, how, expected]) => [name, how, expected, TRUST]));
});

describe("nothing vouches for notes", () => {
  const UNKNOWN = "CANNOT-CHECK notes.logs:signer-unknown";
  const ROLE = "CANNOT-CHECK notes.logs:key-role";
  const maya = (status: "retired" | "revoked", statusAt: string | null) =>
    trusted({ key: MAYA, roles: ["notes"], status, statusAt });
  attacks([
    ["of an unknown reviewer", notes({ author: STRANGER }), UNKNOWN, TRUST],
    [
      "of one unknown reviewer beside a known one",
      notes({}, { folder: "eve", author: STRANGER }),
      UNKNOWN,
      TRUST,
    ],
    [
      "of an unknown reviewer with a trusted name",
      notes({ author: testKey("stranger", MAYA.name) }),
      UNKNOWN,
      TRUST,
    ],
    ["that the bundle's key signed", notes({ signers: [{ key: BUNDLE_KEY }] }), ROLE, TRUST],
    ["that the log's key signed", notes({ signers: [{ key: LOG_KEY }] }), ROLE, TRUST],
    ["that an agent's key signed", notes({}), ROLE, trusted({ key: MAYA, roles: ["agent"] })],
    ["that do not exist", notes({ made: () => [] }), "CANNOT-CHECK notes.logs:notes-empty", TRUST],
    [
      "of a revoked reviewer",
      notes({}),
      "CANNOT-CHECK notes.logs:key-revoked",
      maya("revoked", "2030-01-01T00:00:00Z"),
    ],
    [
      "of a reviewer who retired before the last note",
      notes({}),
      "CANNOT-CHECK notes.logs:key-retired",
      maya("retired", "2026-03-19T10:02:59Z"),
    ],
  ]);
});

describe("a bundle stays VALID with notes", () => {
  const stray = (name: string): Forgery => ({ files: (files) => files.set(name, Buffer.from("x")) });
  attacks([
    ["of a trusted reviewer", notes({}), "VALID", TRUST],
    ["of two trusted reviewers", notes({}, { folder: "ben", author: BEN }), "VALID", TRUST],
    [
      "of a reviewer who retired after them",
      notes({}),
      "VALID",
      trusted({ key: MAYA, roles: ["notes"], status: "retired", statusAt: "2026-03-19T10:03:00Z" }),
    ],
    [
      "cut and signed so by their reviewer: nothing in the bundle can show that",
      notes({ made: (list) => list.slice(0, 2) }),
      "VALID",
      TRUST,
    ],
    [
      "and a stray file, which is named",
      stray("data/notes/readme.txt"),
      "VALID notes.logs:notes-unknown-file",
      TRUST,
    ],
    [
      "and a notes file too deep, which is named",
      stray("data/notes/a/b/notes.jsonl"),
      "VALID notes.logs:notes-unknown-file",
      TRUST,
    ],
    // Lenient: any trusted reviewer may write in any folder and in any author's name.
    ["that one trusted reviewer wrote in another's folder", notes({ folder: "ben" }), "VALID", TRUST],
    [
      "that one trusted reviewer wrote in another's name",
      notes({ author: BEN, signers: [{ key: MAYA }] }),
      "VALID",
      TRUST,
    ],
  ]);
});
