// Extracts: some entries of a log, each with a proof that it stands in the log that the checkpoint is about.

import { describe } from "vitest";
import { rechain, signNote } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { ORIGIN } from "../support/evidence.ts";
import { LOG_KEY } from "../support/keys.ts";
import { at, lie } from "../support/log-edits.ts";
import { attacks, set } from "../support/told.ts";

const PROOF = "INVALID checkpoint.proofs:";
const SOME = [2, 3, 5];
const from = (extract: readonly number[], how: Forgery): Forgery => ({ extract, ...how });
const proofs = (change: (proofs: Map<string, string>) => void): Forgery => from(SOME, { proofs: change });
/** Changes the proof of entry 3. */
const proof = (change: (proof: string) => string): Forgery =>
  proofs((all) => all.set("3", change(all.get("3")!)));
const hashLines = (change: (lines: string[]) => string[]): Forgery =>
  proof((text) => {
    const [head, ...rest] = text.split("\n\n");
    const [version, index, ...hashes] = head!.split("\n");
    return [[version, index, ...change(hashes)].join("\n"), ...rest].join("\n\n");
  });
const hash = (byte: number): string => Buffer.alloc(32, byte).toString("base64");

describe("a bundle is INVALID whose proof of an entry", () => {
  const other = signNote(`${ORIGIN}\n8\n${hash(1)}\n`, [{ key: LOG_KEY }]);
  attacks([
    ["is missing", proofs((all) => all.delete("3")), `${PROOF}proof-missing`],
    ["is missing, the only one", from([3], { proofs: (all) => all.clear() }), `${PROOF}proof-missing`],
    ["is that of another entry", proofs((all) => all.set("3", all.get("2")!)), `${PROOF}proof-index`],
    [
      "is that of another entry, renamed inside",
      proofs((all) => all.set("3", all.get("2")!.replace("index 2", "index 3"))),
      `${PROOF}proof-bad`,
    ],
    [
      "is swapped with another, index and all",
      proofs((all) => all.set("3", all.get("5")!.replace("index 5", "index 3"))),
      `${PROOF}proof-bad`,
    ],
    ["has a wrong hash", hashLines((list) => list.with(0, hash(0))), `${PROOF}proof-bad`],
    ["has its hashes in another order", hashLines((list) => list.toReversed()), `${PROOF}proof-bad`],
    ["is cut short", hashLines((list) => list.slice(0, -1)), `${PROOF}proof-bad`],
    ["has no hashes", hashLines(() => []), `${PROOF}proof-bad`],
    ["has a hash more", hashLines((list) => [...list, hash(0)]), `${PROOF}proof-bad`],
    ["has 54 hashes", hashLines(() => Array.from({ length: 54 }, () => hash(0))), `${PROOF}proof-syntax`],
    [
      "has a hash of 31 bytes",
      hashLines((list) => list.with(0, Buffer.alloc(31).toString("base64"))),
      `${PROOF}proof-syntax`,
    ],
    ["has a hash that is not base64", hashLines((list) => list.with(0, "zz")), `${PROOF}proof-syntax`],
    ["has another version", proof((text) => text.replace("@v1", "@v2")), `${PROOF}proof-syntax`],
    ["has no index", proof((text) => text.replace(/index.*\n/, "")), `${PROOF}proof-syntax`],
    ["has a negative index", proof((text) => text.replace("index 3", "index -3")), `${PROOF}proof-syntax`],
    [
      "has an index with a leading zero",
      proof((text) => text.replace("index 3", "index 03")),
      `${PROOF}proof-syntax`,
    ],
    [
      "has a huge index",
      proof((text) => text.replace("index 3", "index 9007199254740993")),
      `${PROOF}proof-syntax`,
    ],
    ["has no checkpoint", proof((text) => text.split("\n\n")[0]!), `${PROOF}proof-syntax`],
    [
      "has another checkpoint",
      proof((text) => `${text.split("\n\n")[0]!}\n\n${other}`),
      `${PROOF}proof-checkpoint`,
    ],
    [
      "has a checkpoint with a signature less",
      {
        ...proof((text) => text.replace(/\n[^\n]*\n$/, "\n")),
        noteSigners: [{ key: LOG_KEY }, { key: LOG_KEY }],
      },
      `${PROOF}proof-checkpoint`,
    ],
    ["is empty", proof(() => ""), `${PROOF}proof-syntax`],
    [
      "is not UTF-8",
      from(SOME, { files: (files) => files.set("inquest/proofs/3.tlog-proof", Buffer.from([0xff])) }),
      `${PROOF}proof-syntax`,
    ],
    [
      "is longer than a proof can be",
      proof((text) => text.replace("index", `extra ${"A".repeat(65_536)}\nindex`)),
      `${PROOF}proof-syntax`,
    ],
  ]);
});

describe("a bundle is INVALID whose proofs folder", () => {
  const named = (name: string): Forgery => proofs((all) => all.set(name, all.get("3")!));
  attacks([
    ["has a proof for an entry that is not there", named("4"), `${PROOF}proof-extra`],
    ["has a proof for an entry beyond the log", named("99"), `${PROOF}proof-extra`],
    ["has a proof whose name is not decimal", named("0x3"), `${PROOF}proof-extra`],
    ["has a proof whose name has a leading zero", named("03"), `${PROOF}proof-extra`],
    ["has a proof in a folder of its own", named("3/3"), `${PROOF}proof-extra`],
    ["has a proof with a negative name", named("-1"), `${PROOF}proof-extra`],
    [
      "has another file",
      from(SOME, { files: (files) => files.set("inquest/proofs/README", Buffer.from("x")) }),
      `${PROOF}proof-extra`,
    ],
    [
      "has a bad proof beside a whole log",
      {
        extract: [0, 1, 2, 3, 4, 5, 6, 7],
        statement: set("predicate.log.extract", false),
        proofs: (all) => all.set("3", all.get("2")!),
      },
      `${PROOF}proof-index`,
    ],
  ]);
});

describe("a bundle is INVALID whose extract", () => {
  /** Changes the whole log behind the back of checkpoint and proofs. */
  const altered = (extract: readonly number[], lines: Forgery["lines"] & {}): Forgery => ({
    extract,
    lines,
    oldCheckpoint: true,
  });
  attacks([
    ["has an altered entry", altered([3], lie(3)), `${PROOF}proof-bad`],
    [
      "has an altered entry, the next one chained anew",
      altered([3, 4], (list) => rechain(lie(3)(list), 4)),
      `${PROOF}proof-bad`,
    ],
    [
      "has an altered entry between others",
      altered([2, 3, 4], lie(3)),
      `INVALID log.chain:chain-broken checkpoint.proofs:proof-bad`,
    ],
    [
      "has neighbours that do not chain",
      altered([2, 3], at(3, /"prev":"../, '"prev":"00')),
      "INVALID log.chain:chain-broken checkpoint.proofs:proof-bad",
    ],
    [
      "has neighbours that do not chain, and were signed so",
      from([2, 3], { lines: at(3, /"prev":"../, '"prev":"00') }),
      "INVALID log.chain:chain-broken",
    ],
    ["has an entry twice", from([2, 3, 3, 5], {}), "INVALID log.sequence:sequence-repeated"],
    ["has its entries in another order", from([3, 2, 5], {}), "INVALID log.sequence:sequence-order"],
    [
      "has an entry that claims another place",
      altered([3], at(3, '"seq":3', '"seq":4')),
      `${PROOF}proof-extra`,
    ],
    [
      "has an entry that claims another place and was signed so",
      from([3], {
        lines: at(3, '"seq":3', '"seq":4'),
        proofs: (all) => all.set("4", all.get("3")!.replace("index 3", "index 4")).delete("3"),
      }),
      `${PROOF}proof-bad`,
    ],
    [
      "has an entry of another log",
      altered([3], (list) => list.with(3, list[3]!.replace("rem-1", "rem-9"))),
      `${PROOF}proof-bad`,
    ],
    [
      "has a later entry with 64 zeros",
      from([3], { lines: at(3, /"prev":"[^"]*"/, `"prev":"${"0".repeat(64)}"`) }),
      "INVALID log.chain:chain-genesis",
    ],
    [
      "has a later entry with 64 zeros behind a hole",
      from([0, 3], { lines: at(3, /"prev":"[^"]*"/, `"prev":"${"0".repeat(64)}"`) }),
      "INVALID log.chain:chain-genesis",
    ],
    [
      "has a first entry without 64 zeros",
      from([0], { lines: at(0, /"prev":"[^"]*"/, `"prev":"${"1".repeat(64)}"`) }),
      "INVALID log.chain:chain-genesis",
    ],
    [
      "has an entry beyond the checkpoint's size",
      from([3, 7], {
        checkpoint: (parts) => Object.assign(parts, { size: "7" }),
        statement: set("predicate.log.size", 7),
      }),
      `${PROOF}proof-bad`,
    ],
    [
      "has a tree of another size that the statement shares",
      from([3], {
        checkpoint: (parts) => Object.assign(parts, { size: "16" }),
        statement: set("predicate.log.size", 16),
      }),
      `${PROOF}proof-bad`,
    ],
  ]);
});

describe("a bundle stays VALID", () => {
  attacks([
    ["with an extract of one entry", from([6], {}), "VALID"],
    ["with an extract of the first and the last entry", from([0, 7], {}), "VALID"],
    ["with an extract that has a run and a hole", from(SOME, {}), "VALID"],
    ["with an extra line in a proof", proof((text) => text.replace("index", "extra AAAA\nindex")), "VALID"],
    [
      "with proofs beside a whole log",
      { extract: [0, 1, 2, 3, 4, 5, 6, 7], statement: set("predicate.log.extract", false) },
      "VALID",
    ],
  ]);
});
