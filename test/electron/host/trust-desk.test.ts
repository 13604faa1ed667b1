import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { trustHandlers } from "../../../electron/host/handlers/trust.ts";
import type { Core } from "../../../electron/host/core.ts";
import { errorOf } from "../../../electron/host/errors.ts";
import { TrustDesk, fingerprintOf } from "../../../electron/host/trust-desk.ts";
import { generateSigningKeyPem } from "../../../electron/trust/signing-key.ts";
import { recordPath } from "../../../electron/trust/trust-record.ts";
import { CALLS } from "../../../shared/contract/calls.ts";
import { formatPublicKeyPem } from "../../../shared/encoding/pem.ts";
import { formatVerifierKey, keyHint } from "../../../shared/encoding/vkey.ts";
import { testKey, trustText } from "../../support/keys.ts";
import { scratch } from "../../support/scratch.ts";
import { sha256Hex } from "../../support/tree.ts";

const KEY = testKey("desk");
const VKEY = formatVerifierKey(KEY);
const PEM = formatPublicKeyPem(KEY.publicKey);
const FINGERPRINT = sha256Hex(KEY.publicKey);
const AT = "2026-04-01T00:00:00Z";

let count = 0;
let path: string;
let changes: (string | null)[];
let notices: string[];
let calls: ReturnType<typeof trustHandlers>;
beforeEach(async () => {
  const folder = scratch(`desk-${(count += 1)}`);
  mkdirSync(folder);
  path = join(folder, "trust.json");
  changes = [];
  notices = [];
  const trust = new TrustDesk({
    path,
    by: "desktop",
    onChange: (sha256) => changes.push(sha256),
    onNotice: (message) => notices.push(message),
  });
  await trust.open();
  calls = trustHandlers({ trust } as Core);
});
const get = async () => CALLS["trust.get"].output.parse(await calls["trust.get"]({}, "page"));
const add = async () =>
  calls["trust.add"]({ vkey: VKEY, fingerprint: FINGERPRINT, roles: ["bundle"] }, "page");
const inspect = async (text: string, name: string | null = null) =>
  calls["trust.inspect"]({ text, name }, "page");
/** The error as the contract gives it. */
const refusal = async (work: unknown) =>
  Promise.resolve(work).then(
    () => expect.fail("it was not refused"),
    (error: unknown) => errorOf(error),
  );

describe("the view of trust", () => {
  it("is empty where there is no file yet", async () => {
    expect(await get()).toMatchObject({
      path,
      exists: false,
      sha256: null,
      keys: [],
      fault: null,
      record: { path: recordPath(path), changes: [], total: 0, fault: null },
    });
  });

  it("says what is wrong with a broken file, which cannot be changed", async () => {
    writeFileSync(path, "{");
    const view = await get();
    expect([view.exists, view.keys, view.sha256]).toEqual([true, [], sha256Hex("{")]);
    expect(view.fault).toContain("Nothing is trusted until it is repaired");
    expect((await refusal(add())).code).toBe("trust-broken");
    expect(readFileSync(path, "utf8")).toBe("{");
  });

  it("says what is wrong with a file that cannot be read", async () => {
    mkdirSync(path);
    expect(await get()).toMatchObject({ exists: true, sha256: null, keys: [] });
    expect((await get()).fault).toContain("cannot be read");
  });

  it("lists changes, the newest first", async () => {
    await add();
    await calls["trust.end"]({ vkey: VKEY, status: "revoked", at: AT }, "page");
    const { record, keys } = await get();
    expect(keys).toMatchObject([{ fingerprint: FINGERPRINT, status: "revoked", statusAt: AT }]);
    expect(record.changes).toMatchObject([
      {
        seq: 1,
        action: "revoke",
        key: keyHint(KEY),
        by: "desktop",
        summary: `${keyHint(KEY)} is revoked since ${AT}`,
      },
      { seq: 0, action: "add" },
    ]);
    expect(record.fault).toBeNull();
  });

  it.each([
    ["changed", () => writeFileSync(path, trustText([])), "was changed by other means"],
    ["removed", () => rmSync(path), "was removed by other means"],
  ])("shows a file that was %s by other means, and notes it at the next change", async (_, act, words) => {
    await add();
    act();
    expect((await get()).record.fault).toContain(words);
    await calls["trust.threshold"]({ threshold: 2 }, "page");
    const { record } = await get();
    expect([record.fault, record.changes.map(({ action }) => action)]).toEqual([
      null,
      ["threshold", "noticed", "add"],
    ]);
    expect(notices.length).toBe(1);
  });

  it("shows a record that was tampered with, for good", async () => {
    await add();
    await calls["trust.threshold"]({ threshold: 2 }, "page");
    const text = readFileSync(recordPath(path), "utf8");
    writeFileSync(recordPath(path), text.replace('"by":"desktop"', '"by":"nobody"'));
    const { fault } = (await get()).record;
    expect(fault).toContain("Line 2 does not follow");
    await calls["trust.threshold"]({ threshold: 1 }, "page");
    expect((await get()).record.fault).toBe(fault);
  });

  it("is of the newest file where a read of an older one ends last", async () => {
    const seen: (string | null)[] = [];
    const desk = new TrustDesk({
      path,
      by: "desktop",
      onSeen: (sha256) => seen.push(sha256),
      onChange: () => {},
      onNotice: () => {},
    });
    await desk.open();
    // A pipe is read when somebody writes to it.
    execFileSync("mkfifo", [path]);
    const old = desk.look();
    const writer = await open(path, "w");
    rmSync(path);
    writeFileSync(path, trustText([]));
    await desk.look();
    await writer.write("{}");
    await writer.close();
    await old;
    expect(seen).toEqual([sha256Hex(trustText([]))]);
  });

  it("tells of another file once", async () => {
    writeFileSync(path, trustText([]));
    await get();
    await get();
    rmSync(path);
    await get();
    expect(changes).toEqual([sha256Hex(trustText([])), null]);
  });
});

describe("a key that is looked at", () => {
  it("is the same as a verifier key and as PEM with a name", async () => {
    const expected = {
      name: KEY.name,
      hint: keyHint(KEY),
      vkey: VKEY,
      fingerprint: FINGERPRINT,
      known: null,
    };
    expect(await inspect(`\n ${VKEY} \t`)).toEqual(expected);
    expect(await inspect(`\r\n${PEM}\r\n`, ` ${KEY.name} `)).toEqual(expected);
    expect(fingerprintOf(KEY)).toBe(FINGERPRINT);
  });

  it("is known by its secret, under whatever name it stands in the file", async () => {
    await add();
    expect((await inspect(VKEY)).known).toMatchObject({ hint: keyHint(KEY), roles: ["bundle"] });
    expect((await inspect(PEM, "other.example/name")).known).toMatchObject({ hint: keyHint(KEY) });
  });

  it("needs a name where it comes as PEM", async () => {
    for (const name of [null, "", "  "]) {
      const { code, message } = await refusal(inspect(PEM, name));
      expect([code, message]).toEqual(["key-unreadable", expect.stringContaining("needs a name")]);
    }
  });

  it("is refused where it is private, and nothing of it is repeated", async () => {
    const pem = generateSigningKeyPem();
    const { code, message, fault } = await refusal(inspect(pem, "x"));
    expect([code, fault]).toEqual(["key-unreadable", "key-private"]);
    expect(message).not.toContain(pem.split("\n")[1]!.slice(0, 6));
  });

  it.each([
    ["words", "not a key"],
    ["a verifier key whose id belongs to another key", VKEY.replace(/\+[0-9a-f]{8}\+/, "+00000000+")],
    ["half a verifier key", VKEY.slice(0, -6)],
    ["a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
  ])("is refused where it is %s", async (_, text) => {
    expect((await refusal(inspect(text, "x"))).code).toBe("key-unreadable");
  });
});

describe("a key that is added", () => {
  it("must have the fingerprint that was compared", async () => {
    const fingerprint = fingerprintOf(testKey("another"));
    const { code } = await refusal(
      calls["trust.add"]({ vkey: VKEY, fingerprint, roles: ["bundle"] }, "page"),
    );
    expect([code, (await get()).exists]).toEqual(["trust-refused", false]);
  });

  it("is not trusted again once it is revoked", async () => {
    await add();
    await calls["trust.end"]({ vkey: VKEY, status: "revoked", at: AT }, "page");
    expect((await refusal(add())).code).toBe("trust-refused");
  });

  it("is told once, with the file that it made", async () => {
    const view = await add();
    expect(changes).toEqual([view.sha256]);
  });
});
