// The checkpoint: the log key's word on how long the log is and what it hashes to.

import { describe } from "vitest";
import { ORIGIN, RAW_ENTRIES } from "../support/evidence.ts";
import { seal, signNote } from "../support/forge.ts";
import type { CheckpointParts, Forgery, NoteSigner } from "../support/forge.ts";
import { BUNDLE_ENTRY, LOG_ENTRY, LOG_KEY, testKey, trustOf } from "../support/keys.ts";
import { treeRoot } from "../support/tree.ts";
import { attacks, set } from "../support/told.ts";

const SIGNATURE = "INVALID checkpoint.signature:";
const SYNTAX = `${SIGNATURE}checkpoint-syntax`;
const NOTE = `${SIGNATURE}note-syntax`;
const LINES = `${SIGNATURE}note-signatures`;
const BAD = `${SIGNATURE}checkpoint-signature-bad`;
const UNKNOWN = "CANNOT-CHECK checkpoint.signature:signer-unknown";
const ENTRIES = "INVALID checkpoint.entries:";
const STATEMENT = "INVALID checkpoint.statement:checkpoint-statement";

const STRANGER = testKey("stranger");
const SECOND = testKey("second");
const TWO = trustOf([BUNDLE_ENTRY, LOG_ENTRY, { key: SECOND, roles: ["log"] }]);

const LOG_LINES = seal(RAW_ENTRIES);
/** An honest checkpoint of the log when it had `size` lines. */
function older(size: number, origin = ORIGIN): string {
  const root = treeRoot(LOG_LINES.slice(0, size)).toString("base64");
  return signNote(`${origin}\n${size}\n${root}\n`, [{ key: LOG_KEY }]);
}

const signers = (...list: readonly NoteSigner[]): Forgery => ({ noteSigners: list });
const note = (change: (note: string) => string | Uint8Array | null): Forgery => ({ note: change });
/** The checkpoint says something else, and the statement agrees with it where it can. */
const says = (parts: Partial<CheckpointParts>, predicate: Forgery = {}): Forgery => ({
  checkpoint: (checkpoint) => Object.assign(checkpoint, parts),
  ...predicate,
});
const stated = (field: string, value: string | number): Forgery => ({
  statement: set(`predicate.log.${field}`, value),
});

describe("a bundle is INVALID whose checkpoint", () => {
  const line = (change: (line: string) => string): Forgery =>
    note((text) => text.replace(/\u2014.*$/m, (found) => change(found)));
  attacks([
    ["is absent", note(() => null), `${SIGNATURE}checkpoint-missing`],
    ["is empty", note(() => ""), NOTE],
    ["has no signature", note((text) => `${text.split("\n\n")[0]!}\n\n`), LINES],
    ["has no blank line", note((text) => text.replace("\n\n", "\n")), NOTE],
    ["has no final LF", note((text) => text.trimEnd()), NOTE],
    ["has CRLF line ends", note((text) => text.replaceAll("\n", "\r\n")), NOTE],
    ["is not UTF-8", note(() => Buffer.from([0xff, 0x0a, 0x0a])), NOTE],
    ["is longer than 65,536 bytes", says({ extensions: ["x".repeat(65_536)] }), NOTE],
    ["has a tab", says({ extensions: ["a\tb"] }), NOTE],
    ["has a NUL", says({ extensions: ["a\u0000b"] }), NOTE],
    ["has a carriage return", says({ extensions: ["a\rb"] }), NOTE],
    ["has a blank line in its text", says({ extensions: ["a", "", "b"] }), SYNTAX],
    ["has 65 signatures", signers(...Array.from({ length: 65 }, () => ({ key: LOG_KEY }))), LINES],
    ["has a signature line with a hyphen", line((found) => found.replace("\u2014", "-")), LINES],
    ["has a signature line with two spaces", line((found) => found.replace("\u2014 ", "\u2014  ")), LINES],
    ["has a signature line with a plus in the name", line((found) => found.replace("demo", "de+mo")), LINES],
    ["has a signature line that is not base64", line((found) => `${found.slice(0, -1)}!`), LINES],
    [
      "has a signature line with a key id alone",
      line((found) => `${found.split(" ").slice(0, 2).join(" ")} AAAAAA==`),
      LINES,
    ],
    ["has text behind the signatures", note((text) => `${text}text\n`), LINES],
    ["has only two lines", note((text) => text.replace(/\n8\n/, "\n")), SYNTAX],
    ["has no origin", says({ origin: "" }), SYNTAX],
    [
      "has an origin that begins a DSSE encoding",
      says({ origin: "DSSEv1 4 test" }, stated("origin", "DSSEv1 4 test")),
      `${SIGNATURE}checkpoint-origin`,
    ],
    ["has a size with a leading zero", says({ size: "08" }), SYNTAX],
    ["has a size with a sign", says({ size: "+8" }), SYNTAX],
    ["has a size with a space", says({ size: " 8" }), SYNTAX],
    ["has a fractional size", says({ size: "8.0" }), SYNTAX],
    ["has a hexadecimal size", says({ size: "0x8" }), SYNTAX],
    ["has a size in other digits", says({ size: "\u0668" }), SYNTAX],
    ["has a negative size", says({ size: "-8" }), SYNTAX],
    ["has a size that cannot be counted", says({ size: "9007199254740993" }), SYNTAX],
    ["has a root that is not base64", says({ root: "not base64" }), SYNTAX],
    ["has a root in URL-safe base64", says({ root: `${"-_".repeat(21)}8=` }), SYNTAX],
    ["has a root of 31 bytes", says({ root: Buffer.alloc(31).toString("base64") }), SYNTAX],
    ["has a root of 33 bytes", says({ root: Buffer.alloc(33).toString("base64") }), SYNTAX],
  ]);
});

describe("a checkpoint's signature:", () => {
  const keyIdOf = (key: typeof LOG_KEY, as: typeof LOG_KEY): NoteSigner["key"] => ({
    ...key,
    name: as.name,
    keyId: as.keyId,
  });
  attacks([
    ["by an unknown key", signers({ key: STRANGER }), UNKNOWN],
    ["by an unknown key of the trusted name", signers({ key: testKey("stranger", LOG_KEY.name) }), UNKNOWN],
    ["by an unknown key that claims the trusted key's id", signers({ key: keyIdOf(STRANGER, LOG_KEY) }), BAD],
    [
      "by the trusted key under an unknown name",
      signers({ key: { ...LOG_KEY, name: "test.example/other" } }),
      UNKNOWN,
    ],
    ["by the trusted key over another text", signers({ key: LOG_KEY, over: "something else\n" }), BAD],
    [
      "over the text without its last LF",
      signers({ key: LOG_KEY, over: `${ORIGIN}\n8\n${treeRoot(LOG_LINES).toString("base64")}` }),
      BAD,
    ],
    [
      "of zeros",
      note((text) =>
        text.replace(
          / (\S+)\n$/,
          () => ` ${Buffer.concat([LOG_KEY.keyId, Buffer.alloc(64)]).toString("base64")}\n`,
        ),
      ),
      BAD,
    ],
    [
      "cut off",
      note((text) =>
        text.replace(
          / (\S+)\n$/,
          (_, sig: string) => ` ${Buffer.from(sig, "base64").subarray(0, 67).toString("base64")}\n`,
        ),
      ),
      BAD,
    ],
    [
      "one good, one bad by another trusted key",
      signers({ key: LOG_KEY }, { key: SECOND, over: "other\n" }),
      BAD,
      TWO,
    ],
    ["one good, one bad by the same key", signers({ key: LOG_KEY }, { key: LOG_KEY, over: "other\n" }), BAD],
    ["one good, one unknown", signers({ key: STRANGER }, { key: LOG_KEY }), "VALID"],
    [
      "64, the last one good",
      signers(...Array.from({ length: 63 }, () => ({ key: STRANGER })), { key: LOG_KEY }),
      "VALID",
    ],
    ["twice by the same key", signers({ key: LOG_KEY }, { key: LOG_KEY }), "VALID"],
    ["by either of two log keys", signers({ key: SECOND }), "VALID", TWO],
  ]);
});

describe("a checkpoint of another log:", () => {
  const otherRoot = treeRoot(LOG_LINES.slice(1)).toString("base64");
  attacks([
    ["other origin", says({ origin: "test.example/other" }), STATEMENT],
    ["origin that differs in case", says({ origin: ORIGIN.toUpperCase() }), STATEMENT],
    ["origin with a byte order mark", says({ origin: `\ufeff${ORIGIN}` }), STATEMENT],
    ["size one less", says({ size: "7" }), `${STATEMENT} checkpoint.entries:log-longer`],
    ["size one more", says({ size: "9" }), `${STATEMENT} checkpoint.entries:log-cut`],
    ["size one less, the statement agrees", says({ size: "7" }, stated("size", 7)), `${ENTRIES}log-longer`],
    ["size one more, the statement agrees", says({ size: "9" }, stated("size", 9)), `${ENTRIES}log-cut`],
    ["size 0, the statement agrees", says({ size: "0" }, stated("size", 0)), `${ENTRIES}log-longer`],
    ["another tree's root", says({ root: otherRoot }), `${STATEMENT} checkpoint.entries:checkpoint-root`],
    [
      "another tree's root, the statement agrees",
      says({ root: otherRoot }, stated("rootHash", otherRoot)),
      `${ENTRIES}checkpoint-root`,
    ],
    [
      "the hash of the last line as root",
      says(
        { root: Buffer.alloc(32, 7).toString("base64") },
        stated("rootHash", Buffer.alloc(32, 7).toString("base64")),
      ),
      `${ENTRIES}checkpoint-root`,
    ],
    [
      "an honest one by the same key for another origin",
      note(() => older(8, "test.example/other")),
      STATEMENT,
    ],
    [
      "an older honest one, the log whole",
      note(() => older(5)),
      `${STATEMENT} checkpoint.entries:log-longer`,
    ],
    [
      "an older honest one, the log whole, the statement of the older log",
      {
        ...note(() => older(5)),
        statement: (root) => {
          set("predicate.log.size", 5)(root);
          set("predicate.log.rootHash", treeRoot(LOG_LINES.slice(0, 5)).toString("base64"))(root);
        },
      },
      `${ENTRIES}log-longer`,
    ],
    [
      "an older honest one, the log's tail cut after sealing",
      {
        after: (files) =>
          files.set("inquest/checkpoint", Buffer.from(older(5))).set(
            "data/action-log/entries.jsonl",
            Buffer.from(
              LOG_LINES.slice(0, 5)
                .map((line) => `${line}\n`)
                .join(""),
            ),
          ),
      },
      "INVALID manifests.declaration:payload-oxum manifests.payload:file-hash manifests.tags:file-hash signature.statement:file-hash checkpoint.statement:checkpoint-statement",
    ],
    [
      "an older honest one, the log's tail cut, resealed by an unknown key",
      { ...note(() => older(5)), lines: (lines) => lines.slice(0, 5), signers: [{ key: STRANGER }] },
      "CANNOT-CHECK signature.signers:signer-unknown",
    ],
    [
      "an older honest one, the log's tail cut, sealed so by the trusted signer",
      { ...note(() => older(5)), lines: (lines) => lines.slice(0, 5) },
      "VALID",
    ],
    ["with extension lines", says({ extensions: ["a line more", "\u2014 looks like a signature"] }), "VALID"],
  ]);
});
