// Packing action logs that cannot be sealed: the line is named. And logs that can be, though it is not obvious.

import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { keyHint } from "../../shared/encoding/vkey.ts";
import { RAW_ENTRIES, canonical } from "../support/evidence.ts";
import { pae, seal, signNote } from "../support/forge.ts";
import { testKey } from "../support/keys.ts";
import { expectRefusal, inside, pack, write, writeLog } from "../support/packing.ts";
import { treeRoot } from "../support/tree.ts";

const RAW = RAW_ENTRIES.map((entry) => JSON.stringify(entry));

describe("pack names the line of an action log that", () => {
  const sealed = seal(RAW_ENTRIES);
  const broken = (line: string): string[] => RAW.with(2, line);
  const rows: [name: string, lines: string[], sentence: RegExp][] = [
    ["has a line that is no JSON", broken("{"), /entries\.jsonl line 3: /],
    ["has a line that is no object", broken("[]"), /entries\.jsonl line 3: the line is not a JSON object/],
    ["has an empty line", broken(""), /entries\.jsonl line 3: /],
    [
      "has a key twice",
      broken(RAW[2]!.replace("{", '{"v":1,')),
      /entries\.jsonl line 3: the key "v" stands twice/,
    ],
    [
      "has a number that would be rounded",
      broken(RAW[2]!.replace("{", '{"n":9007199254740993,')),
      /entries\.jsonl line 3: .*outside what I-JSON can hold/,
    ],
    [
      "has an entry without an outcome",
      broken(RAW[2]!.replace('"outcome":"success",', "")),
      /entries\.jsonl line 3: the entry has no field outcome/,
    ],
    [
      "has an entry with a time without a zone",
      broken(RAW[2]!.replace("14:32:00Z", "14:32:00")),
      /entries\.jsonl line 3: .*time is not/,
    ],
    [
      "has a signed entry that is not chained",
      broken(RAW[2]!.replace("{", '{"signature":{},')),
      /entries\.jsonl line 3: a signed entry cannot be sealed/,
    ],
    [
      "is chained in part",
      [...sealed.slice(0, 2), ...RAW.slice(2)],
      /entries\.jsonl line 3: some entries have seq and prev/,
    ],
    [
      "is chained late",
      [...RAW.slice(0, 2), ...sealed.slice(2)],
      /entries\.jsonl line 3: some entries have seq and prev/,
    ],
    ["is chained and has a hole", sealed.toSpliced(2, 1), /entries\.jsonl line 3: entries are missing/],
    [
      "is chained and was changed",
      sealed.with(1, sealed[1]!.replace("success", "failure")),
      /entries\.jsonl line 3: the entry's prev is not the hash/,
    ],
    [
      "is chained and not canonical",
      sealed.with(2, sealed[2]!.replace(",", ", ")),
      /entries\.jsonl line 3: .*not in canonical form/,
    ],
    [
      "has a line of more than 1 MiB",
      broken(`{"a":"${"x".repeat(2 ** 20)}"}`),
      /entries\.jsonl line 3: the line is longer/,
    ],
  ];
  for (const [name, lines, sentence] of rows) {
    it(name, () => {
      writeLog(lines);
      expectRefusal(pack(), sentence);
    });
  }

  it("is empty", () => {
    writeLog([]);
    expectRefusal(pack(), /entries\.jsonl has no entries/);
  });
});

describe("pack takes evidence whose signers only the reader's trust file can know:", () => {
  const key = testKey("agent");

  it("a chained log whose entries an agent signed", () => {
    const sign = (entry: Parameters<typeof canonical>[0]) => {
      const sig = key.sign(pae("application/vnd.inquest.action+json", Buffer.from(canonical(entry))));
      return { keyid: keyHint(key), sig: Buffer.from(sig).toString("base64") };
    };
    writeLog(seal(RAW_ENTRIES, sign));
    const { status, stderr } = pack();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("a reviewer's notes", () => {
    const author = { name: key.name, vkey: "x" };
    const time = "2026-03-19T10:00:00Z";
    const lines = seal([{ v: 1, id: "n", time, author, kind: "finding", target: {}, body: "x" }]);
    mkdirSync(inside("evidence/notes/maya"), { recursive: true });
    write("evidence/notes/maya/notes.jsonl", lines.map((line) => `${line}\n`).join(""));
    const text = `test.example/notes/maya\n1\n${treeRoot(lines).toString("base64")}\n`;
    write("evidence/notes/maya/checkpoint", signNote(text, [{ key }]));
    const { status, stderr } = pack();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
