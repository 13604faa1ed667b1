import { describe, expect, it } from "vitest";
import { STATEMENT_TYPE, formatEnvelope, preAuthEncoding } from "../../../../shared/encoding/dsse.ts";
import { formatStatement } from "../../../../shared/encoding/statement.ts";
import { formatVerifierKey, keyHint } from "../../../../shared/encoding/vkey.ts";
import type { KeyRole, KeyStatus, TrustedKey } from "../../../../shared/model/trust.ts";
import { checkSeal } from "../../../../shared/verify/checks/signature.ts";
import { ENVELOPE_PATH } from "../../../../shared/verify/facts.ts";
import type { BundleFacts, FileFact } from "../../../../shared/verify/facts.ts";
import { nodePlatform } from "../../../../electron/platform/node-platform.ts";
import { signingKeyFromSeed } from "../../../../electron/trust/signing-key.ts";
import type { SigningKey } from "../../../../electron/trust/signing-key.ts";

const HASH = "ab".repeat(32);
const STATEMENT = {
  subjects: new Map([["bagit.txt", HASH]]),
  predicate: {
    bundleId: "b",
    incident: { id: "i", title: "t", from: "2026-03-17T14:31:00Z", to: "2026-03-17T14:42:00Z" },
    source: { kind: "k", system: "s", query: "q", exportedAt: "2026-03-18T00:00:00Z" },
    log: { origin: "o", size: 1, rootHash: "A".repeat(43) + "=", extract: false as const },
    redactions: [],
    previousBundle: null,
    limitations: [],
  },
};

const key = (fill: number, name = `key-${fill}`): SigningKey =>
  signingKeyFromSeed(new Uint8Array(32).fill(fill), name);

function trusted(
  signer: SigningKey,
  roles: readonly KeyRole[] = ["bundle"],
  status: KeyStatus = "active",
): TrustedKey {
  const { name, keyId, publicKey } = signer;
  const statusAt = status === "active" ? null : "2026-03-17T00:00:00Z";
  return {
    name,
    keyId,
    publicKey,
    hint: keyHint(signer),
    vkey: formatVerifierKey(signer),
    roles,
    status,
    statusAt,
  };
}

function seal(
  signers: readonly SigningKey[],
  threshold: number,
  keys: readonly TrustedKey[],
  files?: FileFact[],
) {
  const payload = formatStatement(STATEMENT);
  const message = preAuthEncoding(STATEMENT_TYPE, payload);
  const signatures = signers.map((each) => ({ keyid: keyHint(each), sig: each.sign(message) }));
  const present = files ?? [{ path: "bagit.txt", size: 1, sha256: HASH }];
  const envelope = { path: ENVELOPE_PATH, size: 1, sha256: HASH };
  const facts: BundleFacts = {
    bundle: { path: "x.inqb", sha256: null, size: null },
    stop: null,
    files: new Map([...present, envelope].map((file) => [file.path, file])),
    control: new Map([[ENVELOPE_PATH, formatEnvelope({ payload, payloadType: STATEMENT_TYPE, signatures })]]),
    log: null,
    notes: new Map(),
    trust: { threshold, keys },
    trustFile: { path: null, sha256: null },
    platform: nodePlatform,
  };
  const { checks, statement } = checkSeal(facts);
  const [, signersCheck, statementCheck] = checks.map(({ result, code }) => `${result} ${code}`);
  return { signers: signersCheck, statement: statementCheck, read: statement !== null };
}

describe("the threshold of the trust file", () => {
  const two = [trusted(key(1)), trusted(key(2))];

  it("is met by as many different keys as it asks for", () => {
    expect(seal([key(1)], 1, two).signers).toBe("pass key-active");
    expect(seal([key(1), key(2)], 2, two).signers).toBe("pass key-active");
    expect(seal([key(1), key(2), key(9)], 2, two).signers).toBe("pass key-active");
  });

  it("is not met by fewer, by one key twice, nor by one key under two names", () => {
    expect(seal([key(1)], 2, two).signers).toBe("not-checked threshold-not-met");
    expect(seal([key(1), key(1)], 2, two).signers).toBe("not-checked threshold-not-met");
    const alias = [...two, trusted(key(1, "alias"))];
    expect(seal([key(1), key(1, "alias")], 2, alias).signers).toBe("not-checked threshold-not-met");
    expect(seal([key(1), key(2)], 3, two).signers).toBe("not-checked threshold-not-met");
  });

  it("does not count keys of another role, revoked keys, or keys that retired before the export", () => {
    for (const other of [
      trusted(key(2), ["log"]),
      trusted(key(2), ["bundle"], "revoked"),
      trusted(key(2), ["bundle"], "retired"),
    ])
      expect(seal([key(1), key(2)], 2, [trusted(key(1)), other]).signers).toBe(
        "not-checked threshold-not-met",
      );
  });
});

describe("checkSeal", () => {
  it("cannot say anything of unknown signers, and reads nothing that only they signed", () => {
    expect(seal([key(9)], 1, [trusted(key(1))])).toEqual({
      signers: "not-checked signer-unknown",
      statement: "not-checked statement-unverified",
      read: false,
    });
    expect(seal([key(9)], 1, []).signers).toBe("not-checked signer-unknown");
  });

  it("reads nothing that a key without the role for bundles signed", () => {
    const log = [trusted(key(1), ["log", "agent", "notes"])];
    expect(seal([key(1)], 1, log)).toMatchObject({ signers: "not-checked key-role", read: false });
  });

  it("gives the reason where the only key is revoked or retired", () => {
    expect(seal([key(1)], 1, [trusted(key(1), ["bundle"], "revoked")]).signers).toBe(
      "not-checked key-revoked",
    );
    expect(seal([key(1)], 1, [trusted(key(1), ["bundle"], "retired")]).signers).toBe(
      "not-checked key-retired",
    );
  });

  it("fails where one signature names a known key that did not make it, though others are good", () => {
    const liar = { ...key(9), name: "key-2", keyId: key(2).keyId, publicKey: key(2).publicKey };
    expect(seal([key(1), liar], 1, [trusted(key(1)), trusted(key(2))]).signers).toBe("fail signature-bad");
  });

  it("holds the files to the signed list: none missing, none more, none changed", () => {
    const good = { path: "bagit.txt", size: 1, sha256: HASH };
    const of = (...files: FileFact[]) => seal([key(1)], 1, [trusted(key(1))], files).statement;
    expect(of(good)).toBe("pass statement-agrees");
    expect(of()).toBe("fail file-missing");
    expect(of(good, { ...good, path: "x" })).toBe("fail file-unlisted");
    expect(of({ ...good, sha256: "cd".repeat(32) })).toBe("fail file-hash");
  });
});
