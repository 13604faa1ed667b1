// The chain of the action log. Unless a test says otherwise, checkpoint, manifests and statement are made anew for
// the changed log, by a signer who holds all keys: what is wrong is wrong in the log alone.

import { describe, expect, it } from "vitest";
import { GENESIS, forge, rechain } from "../support/forge.ts";
import type { Forgery } from "../support/forge.ts";
import { at, lie, lines, old, renumber } from "../support/log-edits.ts";
import { attacks, judgeBytes, set, tell } from "../support/told.ts";

const CHAIN = "INVALID log.chain:chain-broken";
const GENESIS_FAULT = "INVALID log.chain:chain-genesis";
const HOLE = "INVALID log.sequence:sequence-hole";
const ROOT = "INVALID checkpoint.entries:checkpoint-root";
const CUT = "INVALID checkpoint.entries:log-cut";

describe("a bundle is INVALID whose log", () => {
  attacks([
    ["has lost its head", lines((list) => list.slice(1)), HOLE],
    [
      "has lost its head, and the old checkpoint",
      old((list) => list.slice(1)),
      `${HOLE} checkpoint.entries:log-cut`,
    ],
    [
      "has lost its head and is numbered and chained anew, and the old checkpoint",
      old((list) => renumber(list.slice(1))),
      CUT,
    ],
    ["has lost its tail, and the old checkpoint", old((list) => list.slice(0, 7)), CUT],
    ["has lost all but its first line, and the old checkpoint", old((list) => list.slice(0, 1)), CUT],
    ["has a hole", lines((list) => list.toSpliced(3, 1)), HOLE],
    ["has a hole, chained over", lines((list) => rechain(list.toSpliced(3, 1), 3)), HOLE],
    [
      "has a hole, numbered and chained over, and the old checkpoint",
      old((list) => renumber(list.toSpliced(3, 1))),
      CUT,
    ],
    [
      "has one line more than was signed",
      {
        checkpoint: (parts) => Object.assign(parts, { size: "7" }),
        statement: set("predicate.log.size", 7),
      },
      "INVALID checkpoint.entries:log-longer",
    ],
    [
      "has two lines swapped",
      lines((list) => [...list.slice(0, 3), list[4]!, list[3]!, ...list.slice(5)]),
      HOLE,
    ],
    ["has its first two lines swapped", lines((list) => [list[1]!, list[0]!, ...list.slice(2)]), HOLE],
    ["runs backwards", lines((list) => list.toReversed()), HOLE],
    [
      "has a line twice",
      lines((list) => list.toSpliced(3, 0, list[3]!)),
      "INVALID log.sequence:sequence-repeated",
    ],
    [
      "forks",
      lines((list) => list.toSpliced(4, 0, lie(3)(list)[3]!)),
      `${CHAIN} log.sequence:sequence-repeated`,
    ],
    ["begins twice", lines((list) => [...list, ...list]), "INVALID log.sequence:sequence-order"],
    ["has a changed line", lines(lie(3)), CHAIN],
    [
      "has a changed line, and the old checkpoint",
      old(lie(3)),
      `${CHAIN} checkpoint.entries:checkpoint-root`,
    ],
    [
      "has a changed line, chained anew from there, and the old checkpoint",
      old((list) => rechain(lie(3)(list), 4)),
      ROOT,
    ],
    [
      "has a changed first line, chained anew, and the old checkpoint",
      old((list) => rechain(lie(0)(list), 1)),
      ROOT,
    ],
    ["has a changed last line, and the old checkpoint", old(lie(7)), ROOT],
    [
      "has a prev that is wrong in the middle",
      lines((list) => rechain(at(4, /"prev":"../, '"prev":"00')(list), 5)),
      CHAIN,
    ],
    [
      "has a prev of the line before the last one",
      lines((list) => rechain(at(4, /"prev":"[^"]*"/, /"prev":"[^"]*"/.exec(list[3]!)![0])(list), 5)),
      CHAIN,
    ],
    [
      "does not begin with 64 zeros",
      lines((list) => rechain(at(0, GENESIS, "1".repeat(64))(list), 1)),
      GENESIS_FAULT,
    ],
    [
      "has 64 zeros in the middle",
      lines((list) => rechain(at(4, /"prev":"[^"]*"/, `"prev":"${GENESIS}"`)(list), 5)),
      CHAIN,
    ],
    [
      "begins with an entry that is not the first and has 64 zeros",
      lines((list) => rechain(list.slice(2), 0)),
      `${GENESIS_FAULT} log.sequence:sequence-hole`,
    ],
    ["is missing", { logFile: () => null }, "INVALID log.present:log-missing"],
  ]);
});

describe("a bundle is INVALID whose log file", () => {
  const file = (change: (log: Buffer) => Uint8Array): Forgery => ({ logFile: change });
  const text = (change: (log: string) => string): Forgery =>
    file((log) => Buffer.from(change(log.toString())));
  const CANONICAL = "INVALID log.canonical:";
  attacks([
    ["has no final LF", text((log) => log.trimEnd()), `${CANONICAL}line-no-lf`],
    ["has CRLF line ends", text((log) => log.replaceAll("\n", "\r\n")), `${CANONICAL}json-not-canonical`],
    [
      "has an empty line",
      text((log) => log.replace("\n", "\n\n")),
      `${CANONICAL}json-syntax log.sequence:sequence-repeated checkpoint.entries:log-longer`,
    ],
    [
      "has an empty line at its end",
      text((log) => `${log}\n`),
      `${CANONICAL}json-syntax checkpoint.entries:log-longer`,
    ],
    [
      "begins with an empty line",
      text((log) => `\n${log}`),
      `${CANONICAL}json-syntax checkpoint.entries:log-longer`,
    ],
    ["begins with a byte order mark", text((log) => `\ufeff${log}`), `${CANONICAL}json-syntax`],
    [
      "has spaces at a line's end",
      text((log) => log.replace("\n", "  \n")),
      `${CANONICAL}json-not-canonical`,
    ],
    [
      "has a line feed in a line",
      text((log) => log.replace('"rem-0"', '"rem-\n0"')),
      `${CANONICAL}json-syntax checkpoint.entries:log-longer`,
    ],
    [
      "is one JSON list",
      text((log) => `[${log.trimEnd().replaceAll("\n", ",")}]\n`),
      `${CANONICAL}json-not-object checkpoint.entries:log-cut`,
    ],
    [
      "ends in NUL bytes",
      file((log) => Buffer.concat([log, Buffer.alloc(8)])),
      `${CANONICAL}line-no-lf checkpoint.entries:log-longer`,
    ],
    [
      "is in UTF-16",
      file((log) => Buffer.from(log.toString(), "utf16le")),
      `${CANONICAL}json-syntax checkpoint.entries:log-longer`,
    ],
    ["is cut off inside a line", file((log) => log.subarray(0, -20)), `${CANONICAL}line-no-lf`],
    [
      "begins with a line that cannot be read",
      text((log) => log.replace("{", "{,")),
      `${CANONICAL}json-syntax`,
    ],
    [
      "has a line that cannot be read",
      text((log) => log.replace('{"action_taken":{"api":"test:Scale","parameters":{"from":4', "{x")),
      `${CANONICAL}json-syntax log.chain:chain-broken`,
    ],
  ]);

  it("has no entry: CANNOT-CHECK", async () => {
    const verdict = await judgeBytes(await forge(lines(() => [])));
    expect(tell(verdict)).toMatch(/^CANNOT-CHECK log\.present:log-empty/);
  });
});
