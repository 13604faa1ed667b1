import { mkdirSync, readFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decodeUtf8 } from "../../../shared/encoding/bytes.ts";
import { parseCheckpoint } from "../../../shared/encoding/checkpoint.ts";
import { parseNote } from "../../../shared/encoding/note.ts";
import { formatTlogProof, parseTlogProof } from "../../../shared/encoding/tlog-proof.ts";
import { CHECKPOINT_PATH, LOG_PATH, proofPath } from "../../../shared/verify/facts.ts";
import { leafHash, verifyInclusion } from "../../../shared/verify/merkle.ts";
import { verifyBundle } from "../../../electron/bundle/verify.ts";
import { nodePlatform } from "../../../electron/platform/node-platform.ts";
import { makeSample } from "../../../resources/samples/make.ts";
import { RAW_ENTRIES, evidence, stageEvidence } from "../../support/evidence.ts";
import { TRUST } from "../../support/keys.ts";
import { scratch } from "../../support/scratch.ts";
import { rejection } from "../../shared/faults.ts";
import { pack, unzip, zip } from "./archives.ts";

const LOG = "action-log/entries.jsonl";
const STORED_SAMPLE = fileURLToPath(new URL("../../../resources/samples/", import.meta.url));

/** An empty folder for what is packed, so that everything that is left behind can be seen. */
function outputFolder(name: string): string {
  const folder = scratch(name);
  mkdirSync(folder);
  return folder;
}

function withLog(text: string): Map<string, string> {
  return evidence().set(LOG, text);
}

async function packedBytes(
  name: string,
  files: ReadonlyMap<string, string>,
  selection: string | null = null,
): Promise<Buffer> {
  const output = scratch(`${name}.inqb`);
  await pack(stageEvidence(`${name}-folder`, files), output, selection);
  return readFileSync(output);
}

describe("packBundle", () => {
  it("gives the same bytes for the same folder, whatever the order, times and places of its files", async () => {
    const first = await packedBytes("forwards", evidence());
    const folder = stageEvidence("backwards-folder", new Map([...evidence()].toReversed()));
    for (const path of evidence().keys()) utimesSync(join(folder, path), 1, 1);
    await pack(folder, scratch("backwards.inqb"));
    expect(readFileSync(scratch("backwards.inqb")).equals(first)).toBe(true);
  });

  it("gives the same bundle of raw entries and of the log that came of them", async () => {
    const raw = await packedBytes("raw", evidence());
    const sealed = (await unzip(scratch("raw.inqb"))).get(LOG_PATH)!;
    expect(decodeUtf8(sealed)).toContain('"seq":7');
    const again = await packedBytes("sealed", withLog(decodeUtf8(sealed)));
    expect(again.equals(raw)).toBe(true);
    const spaced = RAW_ENTRIES.map((entry) => JSON.stringify(entry, null, 1).replaceAll("\n", " ")).join(
      "\n",
    );
    expect((await packedBytes("spaced", withLog(spaced))).equals(raw)).toBe(true);
  });

  it("makes a bundle that is VALID for whoever trusts its keys, with all entries and files", async () => {
    const packed = await pack(stageEvidence("valid-folder"), scratch("valid.inqb"));
    expect(packed).toMatchObject({ entries: 8, logSize: 8, files: 10 });
    const verdict = await verifyBundle(scratch("valid.inqb"), TRUST);
    expect(verdict).toMatchObject({ verdict: "VALID", chain: "complete", entries: 8 });
  });

  it("makes the shipped sample again, to the byte", async () => {
    const { bundle, trust } = await makeSample(scratch("sample"));
    for (const path of [bundle, trust]) {
      const name = path.slice(dirname(path).length + 1);
      expect(readFileSync(path).equals(readFileSync(join(STORED_SAMPLE, name))), name).toBe(true);
    }
  });
});

describe("an extract", () => {
  it("holds the entries that were asked for, with proofs that lead to the signed root of the whole log", async () => {
    await packedBytes("extract", evidence(), "correlation_id=rem-1");
    const files = await unzip(scratch("extract.inqb"));
    const note = parseNote(files.get(CHECKPOINT_PATH)!);
    const { size, rootHash } = parseCheckpoint(note.text);
    const lines = decodeUtf8(files.get(LOG_PATH)!).trimEnd().split("\n");
    expect([size, lines.length]).toEqual([8, 4]);
    for (const line of lines) {
      const { seq } = JSON.parse(line) as { seq: number };
      const proof = parseTlogProof(files.get(proofPath(seq))!);
      const leaf = leafHash(nodePlatform, Buffer.from(line));
      expect(seq % 2).toBe(1);
      expect(verifyInclusion(nodePlatform, leaf, BigInt(seq), 8n, proof.hashes, rootHash)).toBe(true);
    }
    const verdict = await verifyBundle(scratch("extract.inqb"), TRUST);
    expect(verdict).toMatchObject({ verdict: "VALID", chain: "extract", entries: 4 });
    expect(verdict.checks.find(({ id }) => id === "checkpoint.proofs")).toMatchObject({
      result: "pass",
      code: "proofs-hold",
    });
  });

  it.each([
    [
      "proof-bad",
      (bytes: Buffer) => change(bytes, (proof) => ({ ...proof, hashes: proof.hashes.toReversed() })),
    ],
    ["proof-index", (bytes: Buffer) => change(bytes, (proof) => ({ ...proof, index: proof.index + 2 }))],
    ["proof-checkpoint", (bytes: Buffer) => Buffer.concat([bytes, Buffer.from("\u2014 x AAAAAAAA\n")])],
    ["proof-missing", () => null],
  ])("is found out by its proofs alone: %s", async (code, edit) => {
    await packedBytes(code, evidence(), "correlation_id=rem-0");
    const files = await unzip(scratch(`${code}.inqb`));
    const edited = edit(files.get(proofPath(2))!);
    if (edited === null) files.delete(proofPath(2));
    else files.set(proofPath(2), edited);
    await zip(scratch(`${code}-2.inqb`), files);
    const { checks, verdict } = await verifyBundle(scratch(`${code}-2.inqb`), TRUST);
    expect(verdict).toBe("INVALID");
    expect(checks.find(({ id }) => id === "checkpoint.proofs")).toMatchObject({ result: "fail", code });
  });
});

describe("packBundle refuses, and leaves nothing behind", () => {
  const good = RAW_ENTRIES.map((entry) => JSON.stringify(entry));
  it.each([
    ["log-empty", ""],
    ["json-syntax", `${good[0]}\n{\n`],
    ["json-duplicate-key", `${good[0]!.replace("{", '{"actor":1,')}\n`],
    ["json-not-object", "[]\n"],
    ["log-mixed", `${good[0]}\n${good[1]!.replace("{", '{"seq":1,')}\n`],
    ["log-unsealable", `${good[0]!.replace("{", '{"signature":{},')}\n`],
    ["field-missing", `${good[0]!.replace('"outcome":"success",', "")}\n`],
    ["field-type", `${good[0]!.replace("2026-03-17T", "2026-02-30T")}\n`],
    ["chain-broken", `${sealedPair("1".repeat(64))}\n`],
  ])("a log with %s", async (code, log) => {
    const folder = outputFolder(`refused-${code}`);
    const fault = await rejection(pack(stageEvidence(`${code}-log`, withLog(log)), join(folder, "x.inqb")));
    expect(fault.code).toBe(code);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("a selection that matches nothing, a folder without a log, a link, and a path that no bundle may hold", async () => {
    const folder = outputFolder("refused");
    const output = join(folder, "x.inqb");
    expect((await rejection(pack(stageEvidence("whole"), output, "correlation_id=none"))).code).toBe(
      "extract-empty",
    );
    expect((await rejection(pack(stageEvidence("logless", new Map([["a/b", ""]])), output))).code).toBe(
      "log-missing",
    );
    const linked = stageEvidence("linked");
    symlinkSync("/etc/hostname", join(linked, "link"));
    expect((await rejection(pack(linked, output))).code).toBe("payload-not-a-file");
    const named = stageEvidence("named", evidence().set("a:b", ""));
    expect((await rejection(pack(named, output))).code).toBe("path-windows");
    expect((await rejection(pack(scratch("nowhere"), output))).code).toBe("payload-unreadable");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("to replace a file that exists, unless it is told to", async () => {
    const folder = outputFolder("existing");
    const output = join(folder, "x.inqb");
    writeFileSync(output, "precious");
    expect((await rejection(pack(stageEvidence("existing-whole"), output))).code).toBe("output-exists");
    expect(
      (await rejection(pack(stageEvidence("existing-empty", withLog("")), output, null, { force: true })))
        .code,
    ).toBe("log-empty");
    expect([readFileSync(output, "utf8"), readdirSync(folder)]).toEqual(["precious", ["x.inqb"]]);
    await pack(stageEvidence("existing-force"), output, null, { force: true });
    expect(readFileSync(output).length).toBeGreaterThan(1000);
    expect(readdirSync(folder)).toEqual(["x.inqb"]);
  });
});

function change(
  bytes: Buffer,
  edit: (proof: ReturnType<typeof parseTlogProof>) => ReturnType<typeof parseTlogProof>,
): Buffer {
  return Buffer.from(formatTlogProof(edit(parseTlogProof(bytes))));
}

/** Two sealed lines of which the second carries this prev. */
function sealedPair(prev: string): string {
  const line = (seq: number, before: string): string => {
    const sealed: Record<string, unknown> = { ...RAW_ENTRIES[seq], seq, prev: before };
    return JSON.stringify(sortKeys(sealed));
  };
  return `${line(0, "0".repeat(64))}\n${line(1, prev)}`;
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
