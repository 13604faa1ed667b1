import { spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeTrust } from "../../../electron/trust/trust-change.ts";
import type { TrustEdit } from "../../../electron/trust/trust-edit.ts";
import { loadTrust } from "../../../electron/trust/trust-file.ts";
import { lockPath } from "../../../electron/trust/trust-lock.ts";
import { readRecord, recordPath } from "../../../electron/trust/trust-record.ts";
import { rejection } from "../../shared/faults.ts";
import { ROOT } from "../../support/cli.ts";
import { testKey, trustText } from "../../support/keys.ts";
import { scratch } from "../../support/scratch.ts";
import { sha256Hex } from "../../support/tree.ts";
import { formatVerifierKey, keyHint } from "../../../shared/encoding/vkey.ts";

const KEY = testKey("one");
const HINT = keyHint(KEY);
const OTHER = testKey("two");
const AT = "2026-04-01T00:00:00Z";
const LATER = "2026-05-01T00:00:00Z";
const ADD: TrustEdit = { action: "add", key: KEY, roles: ["bundle"] };

let count = 0;
let folder: string;
let path: string;
beforeEach(() => {
  folder = scratch(`change-${(count += 1)}`);
  mkdirSync(folder);
  path = join(folder, "trust.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const change = (edit: TrustEdit) => changeTrust(path, edit, { by: "tests" });
const record = async () => (await readRecord(path)).lines;
const statuses = async () => (await loadTrust(path)).trust.keys.map(({ status }) => status);

describe("a change of trust", () => {
  it("begins a trust file and its record, folder and all", async () => {
    path = join(folder, "deep", "er", "trust.json");
    const { sha256, notices } = await change(ADD);
    const loaded = await loadTrust(path);
    expect([loaded.sha256, notices]).toEqual([sha256, []]);
    expect(loaded.trust.keys).toMatchObject([{ hint: HINT, roles: ["bundle"], status: "active" }]);
    expect(await record()).toMatchObject([
      { seq: 0, action: "add", key: HINT, roles: ["bundle"], by: "tests", before: null, after: sha256 },
    ]);
    expect(readdirSync(join(folder, "deep", "er"))).toEqual(["trust.json", "trust.json.record.jsonl"]);
  });

  it("goes through a symbolic link to the file that others read, under that file's lock", async () => {
    await change(ADD);
    const link = join(folder, "link.json");
    symlinkSync(path, link);
    const taken: string[] = [];
    const now = (): Date => {
      taken.push(...readdirSync(folder).filter((name) => name.endsWith(".lock")));
      return new Date();
    };
    await changeTrust(link, { action: "revoke", key: HINT, at: AT }, { by: "tests", now });
    expect(await statuses()).toEqual(["revoked"]);
    expect([lstatSync(link).isSymbolicLink(), taken]).toEqual([true, ["trust.json.lock"]]);
    expect((await readRecord(link)).lines).toMatchObject([{ action: "noticed" }, { action: "revoke" }]);
  });

  it("trusts a key for more than before, and keeps what it was trusted for", async () => {
    await change(ADD);
    await change({ action: "add", key: KEY, roles: ["log", "bundle"], threshold: 2 });
    const { trust } = await loadTrust(path);
    expect([trust.threshold, trust.keys.map(({ roles }) => roles)]).toEqual([2, [["bundle", "log"]]]);
  });

  it("retires a key, moves the date back, and revokes it", async () => {
    await change(ADD);
    await change({ action: "retire", key: HINT, at: LATER });
    await change({ action: "retire", key: KEY.name, at: AT });
    expect((await loadTrust(path)).trust.keys).toMatchObject([{ status: "retired", statusAt: AT }]);
    const { what } = await change({ action: "revoke", key: formatVerifierKey(KEY), at: LATER });
    expect([await statuses(), what.summary]).toEqual([["revoked"], `${HINT} is revoked since ${LATER}`]);
  });

  it("ends a key under all its names: the secret is one", async () => {
    await change(ADD);
    await change({ action: "add", key: testKey("one", "test.example/other-name"), roles: ["log"] });
    await change({ action: "revoke", key: HINT, at: AT });
    expect(await statuses()).toEqual(["revoked", "revoked"]);
  });

  it("asks for more signatures", async () => {
    await change({ action: "threshold", threshold: 3 });
    expect((await loadTrust(path)).trust.threshold).toBe(3);
    expect(await record()).toMatchObject([{ action: "threshold", key: null }]);
  });
});

describe("what the rules refuse leaves file and record as they were", () => {
  const refused = async (edit: TrustEdit): Promise<string> => {
    const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
    const { code } = await rejection(change(edit));
    expect(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")])).toEqual(
      before,
    );
    return code;
  };

  it.each([
    ["trusting a revoked key again", "revoke", ADD, "key-status"],
    ["trusting a retired key again", "retire", ADD, "key-status"],
    [
      "trusting a revoked key again under another name",
      "revoke",
      { ...ADD, key: testKey("one", "test.example/new-name") },
      "key-status",
    ],
    [
      "giving a revoked key back by retiring it",
      "revoke",
      { action: "retire", key: HINT, at: AT },
      "key-status",
    ],
    [
      "letting a retired key count for longer",
      "retire",
      { action: "retire", key: HINT, at: "2026-06-01T00:00:00Z" },
      "key-status",
    ],
  ] as const)("%s", async (_, action, edit, code) => {
    await change(ADD);
    await change({ action, key: HINT, at: LATER });
    expect(await refused(edit)).toBe(code);
  });

  it.each([
    ["a key that is not there", { action: "revoke", key: "test.example/none", at: AT }, "key-unknown"],
    ["a time that is none", { action: "revoke", key: HINT, at: "yesterday" }, "time"],
    ["a threshold of none", { action: "threshold", threshold: 0 }, "threshold"],
    ["a threshold that is no number", { ...ADD, threshold: Number.NaN }, "threshold"],
    ["a key for no role", { ...ADD, roles: [] }, "role"],
  ] as const)("%s", async (_, edit, code) => {
    await change(ADD);
    expect(await refused(edit)).toBe(code);
  });

  it("a name that two keys have", async () => {
    await change(ADD);
    await change({ action: "add", key: testKey("two", KEY.name), roles: ["log"] });
    expect(await refused({ action: "revoke", key: KEY.name, at: AT })).toBe("key-ambiguous");
  });

  it("ending a key of a trust file that is not there: nothing is made", async () => {
    path = join(folder, "absent", "trust.json");
    expect((await rejection(change({ action: "revoke", key: HINT, at: AT }))).code).toBe("trust-unreadable");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("any change of a broken trust file", async () => {
    writeFileSync(path, "{");
    for (const edit of [ADD, { action: "threshold", threshold: 1 }] as const) {
      expect(await refused(edit)).toBe("trust-syntax");
    }
  });

  it("any change whose record cannot be written", async () => {
    await change(ADD);
    rmSync(recordPath(path));
    mkdirSync(recordPath(path));
    const before = readFileSync(path, "utf8");
    expect((await rejection(change({ action: "revoke", key: HINT, at: AT }))).code).toBe("trust-record");
    expect([readFileSync(path, "utf8"), existsSync(lockPath(path))]).toEqual([before, false]);
  });
});

describe("what happened outside of the record is noticed by the next change", () => {
  it("a trust file from before there was a record", async () => {
    const text = trustText([{ key: OTHER, roles: ["log"] }]);
    writeFileSync(path, text);
    const { notices } = await change(ADD);
    expect(notices).toEqual(["the trust file was there before this record"]);
    expect(await record()).toMatchObject([
      { action: "noticed", before: null, after: sha256Hex(text) },
      { action: "add", before: sha256Hex(text) },
    ]);
  });

  it("an edit by hand, which could also be a crash before the record was written", async () => {
    const { sha256: first } = await change(ADD);
    const text = trustText([{ key: OTHER, roles: ["log"] }]);
    writeFileSync(path, text);
    const { sha256: last } = await change({ action: "threshold", threshold: 2 });
    expect((await record()).map(({ action, before, after }) => [action, before, after])).toEqual([
      ["add", null, first],
      ["noticed", first, sha256Hex(text)],
      ["threshold", sha256Hex(text), last],
    ]);
    expect((await readRecord(path)).fault).toBeNull();
  });

  it("a trust file that was removed", async () => {
    const { sha256 } = await change(ADD);
    rmSync(path);
    await change({ action: "add", key: OTHER, roles: ["log"] });
    expect((await record()).slice(1)).toMatchObject([
      { action: "noticed", before: sha256, after: null },
      { action: "add", before: null },
    ]);
  });

  it("an end of the record that was cut off: it is laid aside and never lost", async () => {
    await change(ADD);
    const whole = readFileSync(recordPath(path), "utf8");
    for (const [n, torn] of ['{"action":"re', '{"action":"threshold"'].entries()) {
      writeFileSync(recordPath(path), `${readFileSync(recordPath(path), "utf8")}${torn}`);
      expect((await readRecord(path)).fault).toContain("no whole line");
      const { notices } = await change({ action: "threshold", threshold: n + 2 });
      expect(notices.join()).toContain(`moved to trust.json.record.jsonl.torn-${n + 1}`);
      expect(readFileSync(`${recordPath(path)}.torn-${n + 1}`, "utf8")).toBe(torn);
    }
    expect((await record()).map(({ action }) => action)).toEqual([
      "add",
      "noticed",
      "threshold",
      "noticed",
      "threshold",
    ]);
    expect((await readRecord(path)).fault).toBeNull();
    expect(readFileSync(recordPath(path), "utf8").startsWith(whole)).toBe(true);
  });
});

describe("two at once", () => {
  it("in one program lose none of each other's changes", async () => {
    const keys = Array.from({ length: 12 }, (_, i) => testKey(`many-${i}`));
    await Promise.all(keys.map((key) => change({ action: "add", key, roles: ["agent"] })));
    const { trust } = await loadTrust(path);
    expect(new Set(trust.keys.map(({ hint }) => hint))).toEqual(new Set(keys.map(keyHint)));
    expect([(await record()).length, (await readRecord(path)).fault]).toEqual([12, null]);
  });

  it("in several programs lose none of each other's changes", async () => {
    const programs = 3;
    const each = 4;
    const source = `
      import { changeTrust } from "./electron/trust/trust-change.ts";
      import { testKey } from "./test/support/keys.ts";
      const [path, name] = process.argv.slice(1);
      for (let i = 0; i < ${each}; i += 1) {
        const key = testKey(name + "-" + i);
        await changeTrust(path, { action: "add", key, roles: ["agent"] }, { by: name });
      }`;
    const ran = Array.from({ length: programs }, async (_, i) => {
      const args = ["--input-type=module-typescript", "--eval", source, path, `program-${i}`];
      const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      const status = await new Promise((resolve) => child.on("close", resolve));
      return { status, stderr };
    });
    expect(await Promise.all(ran)).toEqual(ran.map(() => ({ status: 0, stderr: "" })));
    expect((await loadTrust(path)).trust.keys.length).toBe(programs * each);
    const { fault, lines } = await readRecord(path);
    expect([fault, lines.length]).toEqual([null, programs * each]);
  });
});
